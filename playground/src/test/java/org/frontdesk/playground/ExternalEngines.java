package org.frontdesk.playground;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.images.builder.Transferable;

/** A broker, a database and a relay outside Frontdesk: TLS only, with one login, `frontdesk`. */
final class ExternalEngines implements AutoCloseable {
    static final String LOGIN = "frontdesk";
    static final String PASSWORD = "a-password-of-the-clinic";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** A host name that resolves to each of them and is in no certificate. */
    static final String ANOTHER_NAME = "by-another-name";

    final Network network = Network.newNetwork();
    final Ports ports = Ports.free();
    /** The recipients of mails that the relay accepted. */
    final Set<String> taken = ConcurrentHashMap.newKeySet();

    /** The relay's port for implicit TLS. */
    int smtps() {
        return ports.site();
    }

    private final GenericContainer<?> broker;
    private final GenericContainer<?> database;
    private final SMTPServer relay;
    private final SMTPServer relayUnderTls;

    ExternalEngines(ComposeFile compose, Path folder) throws IOException {
        var brokers = Certificate.of("broker", folder.resolve("broker-key.p12"));
        var databases = Certificate.of("database", folder.resolve("database-key.p12"));
        var relays = Certificate.of(Stack.host(), folder.resolve("relay-key.p12"));
        brokers.writeTo(folder.resolve("broker-ca.pem"), folder.resolve("broker.p12"));
        databases.writeTo(folder.resolve("database-ca.pem"), folder.resolve("database.p12"));
        relays.writeTo(folder.resolve("relay-ca.pem"), folder.resolve("relay.p12"));
        broker = broker(compose, brokers);
        database = database(compose, databases);
        relay = relay(ports.smtp()).enableTLS().requireTLS().startTlsSocketFactory(relays.context()).build();
        relayUnderTls = relay(ports.site()).serverSocketFactory(relays.context()).build();
    }

    void start() {
        List.of(broker, database).parallelStream().forEach(GenericContainer::start);
        relay.start();
        relayUnderTls.start();
        await().atMost(PATIENCE).until(() -> Broker.answers(ports.kafka()));
        try (var admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + ports.kafka()))) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(LOGIN,
                    new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), PASSWORD))).all().get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Administration, here to create the login, is unencrypted and on loopback. */
    private GenericContainer<?> broker(ComposeFile compose, Certificate certificate) throws IOException {
        var settings = compose.environment("kafka");
        settings.putAll(Map.of("KAFKA_LISTENERS", "CLINIC://:9093,PLAINTEXT://:19092,CONTROLLER://:9094",
                "KAFKA_ADVERTISED_LISTENERS", "CLINIC://broker:9093,PLAINTEXT://127.0.0.1:" + ports.kafka(),
                "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP", "CLINIC:SASL_SSL,PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9094",
                "KAFKA_INTER_BROKER_LISTENER_NAME", "PLAINTEXT",
                "KAFKA_SASL_ENABLED_MECHANISMS", "SCRAM-SHA-512"));
        settings.putAll(Map.of(
                "KAFKA_LISTENER_NAME_CLINIC_SCRAM___SHA___512_SASL_JAAS_CONFIG",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;",
                "KAFKA_SSL_KEYSTORE_LOCATION", "/tls/broker.p12", "KAFKA_SSL_KEYSTORE_TYPE", "PKCS12",
                "KAFKA_SSL_KEYSTORE_PASSWORD", Certificate.PASSWORD, "KAFKA_SSL_KEY_PASSWORD", Certificate.PASSWORD));
        return new GenericContainer<>(compose.image("kafka")).withEnv(settings).withNetwork(network)
                .withNetworkAliases("broker", "broker-" + ANOTHER_NAME)
                .withCopyToContainer(
                        Transferable.of(Files.readAllBytes(certificate.keystore()), 0644),
                        "/tls/broker.p12")
                .withCreateContainerCmdModifier(command -> command.withExposedPorts(ExposedPort.tcp(19092))
                        .getHostConfig().withPortBindings(new PortBinding(
                                Binding.bindIpAndPort("127.0.0.1", ports.kafka()), ExposedPort.tcp(19092))));
    }

    /** PostgreSQL reads its key only from a file that it owns; pg_hba.conf accepts TLS connections only. */
    private GenericContainer<?> database(ComposeFile compose, Certificate certificate) {
        return new GenericContainer<>(compose.image("postgres")).withNetwork(network)
                .withNetworkAliases("database", "database-" + ANOTHER_NAME)
                .withEnv(Map.of("POSTGRES_USER", LOGIN, "POSTGRES_PASSWORD", PASSWORD, "POSTGRES_DB", LOGIN))
                .withCopyToContainer(Transferable.of(certificate.certificatePem(), 0644), "/tls/server.crt")
                .withCopyToContainer(Transferable.of(certificate.keyPem(), 0644), "/tls/server.key")
                .withCopyToContainer(Transferable.of("""
                        local   all all       trust
                        hostssl all all all   scram-sha-256
                        """, 0644), "/tls/pg_hba.conf")
                .withCommand("sh", "-c",
                        "install -o postgres -m 600 /tls/server.key /run/server.key && exec docker-entrypoint.sh"
                                + " postgres -c ssl=on -c ssl_cert_file=/tls/server.crt"
                                + " -c ssl_key_file=/run/server.key -c hba_file=/tls/pg_hba.conf");
    }

    private SMTPServer.Builder relay(int port) {
        return SMTPServer.port(port).bindAddress(Stack.listening(0).getAddress()).hostName(Stack.host()).requireAuth()
                .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory((user, password, context) -> {
                    if (!user.equals(LOGIN) || !password.equals(PASSWORD)) {
                        throw new LoginFailedException("535 5.7.8 wrong");
                    }
                })).messageHandler((context, from, to, data) -> taken.add(to));
    }

    /** The number of notification-service's connections that use TLS. */
    long encryptedSessions() throws IOException, InterruptedException {
        return count("SELECT count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)"
                + " WHERE ssl AND client_addr IS NOT NULL");
    }

    long count(String sql) throws IOException, InterruptedException {
        return Long.parseLong(database.execInContainer("psql", "-U", LOGIN, "-tAc", sql).getStdout().strip());
    }

    @Override
    public void close() {
        relay.stop();
        relayUnderTls.stop();
        broker.stop();
        database.stop();
        network.close();
    }
}
