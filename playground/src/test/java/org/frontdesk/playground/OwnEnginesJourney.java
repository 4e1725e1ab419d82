package org.frontdesk.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import com.github.dockerjava.api.model.Volume;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testcontainers.containers.GenericContainer;

/** With the settings of docker-compose.own-*.yml, external engines are used over TLS, and no others. */
@Tag("containers")
class OwnEnginesJourney {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    static Path certificates;

    private static Map<String, String> variables;
    private static ExternalEngines engines;
    private static GenericContainer<?> inquiry;

    @BeforeAll
    static void start() throws IOException {
        variables = Map.ofEntries(Map.entry("FRONTDESK_SECRET", "a secret of the tests, long enough"),
                Map.entry("POSTGRES_PASSWORD", ExternalEngines.PASSWORD), Map.entry("FRONTDESK_REPLICATION", "1"),
                Map.entry("FRONTDESK_OPERATORS",
                        "operator:$2a$10$tJuE2AyydiG2.UvyNr2q/eQuFzM529XoUb1rGFJ0JopD9O.IutrUS"),
                Map.entry("BROKER_SERVERS", "broker:9093"), Map.entry("BROKER_USER", ExternalEngines.LOGIN),
                Map.entry("BROKER_PASSWORD", ExternalEngines.PASSWORD), Map.entry("DATABASE_HOST", "database"),
                Map.entry("RELAY_HOST", Stack.host()), Map.entry("RELAY_USER", ExternalEngines.LOGIN),
                Map.entry("RELAY_PASSWORD", ExternalEngines.PASSWORD));
        // The service runs as nobody, and reads only files that are world-readable.
        Files.setPosixFilePermissions(certificates, PosixFilePermissions.fromString("rwxr-xr-x"));
        var compose = ComposeFile.read(ROOT.resolve("docker-compose.yml"), variables);
        Images.build(compose);
        engines = new ExternalEngines(compose, certificates);
        engines.start();
        inquiry = service("inquiry-service", Map.of());
        inquiry.start();
        await().atMost(PATIENCE).until(inquiry::isHealthy);
    }

    @AfterAll
    static void stop() {
        if (inquiry != null) {
            inquiry.stop();
        }
        if (engines != null) {
            engines.close();
        }
    }

    @Test
    void an_inquiry_is_delivered_with_tls_and_not_through_a_relay_with_an_invalid_certificate() throws Exception {
        submit("visitor@example.net");
        // One trust store lacks the relay's certificate; with the other the certificate is trusted, but for another host name.
        for (var mistrusted : List.of(relayTrust("broker.p12", Stack.host()),
                relayTrust("relay.p12", "relay-" + ExternalEngines.ANOTHER_NAME))) {
            try (var notification = service("notification-service", mistrusted)) {
                notification.start();
                await().atMost(PATIENCE).until(() -> notification.getLogs().contains("The relay cannot be used"));
                await().atMost(PATIENCE).until(() -> rows("due") == 2);
                assertThat(engines.taken).doesNotContain("visitor@example.net");
                assertThat(engines.encryptedSessions()).isPositive();
            }
        }
        try (var notification = service("notification-service", relayTrust("relay.p12", Stack.host()))) {
            notification.start();
            await().atMost(PATIENCE).until(() -> engines.taken.contains("visitor@example.net")
                    && rows("due") + rows("sending") == 0);
        }
    }

    @ParameterizedTest
    @CsvSource({"BROKER_CA, database-ca.pem", "BROKER_SERVERS, broker-by-another-name:9093"})
    void a_broker_with_an_invalid_certificate_gets_no_inquiry(String setting, String value) {
        try (var other = service("inquiry-service", Map.of(setting, value))) {
            other.start();
            await().atMost(PATIENCE).until(() -> other.getLogs().contains("Not ready: no broker"));
            assertThat(other.isHealthy()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"DATABASE_CA, broker-ca.pem, PKIX path",
            "DATABASE_HOST, database-by-another-name, could not be verified by hostnameverifier"})
    void a_database_with_an_invalid_certificate_is_not_used(String setting, String value, String why) {
        try (var other = service("notification-service", Map.of(setting, value))) {
            other.start();
            await().atMost(PATIENCE).until(() -> other.getLogs().contains(why));
            assertThat(other.isHealthy()).isFalse();
        }
    }

    @Test
    void a_relay_with_implicit_tls_is_used_and_not_with_an_invalid_certificate() throws Exception {
        submit("from-the-start@example.net");
        try (var mistrusting = service("notification-service", fromTheStart("broker.p12"))) {
            mistrusting.start();
            await().atMost(PATIENCE).until(() -> mistrusting.getLogs().contains("The relay cannot be used"));
            assertThat(engines.taken).doesNotContain("from-the-start@example.net");
        }
        try (var notification = service("notification-service", fromTheStart("relay.p12"))) {
            notification.start();
            await().atMost(PATIENCE).until(() -> engines.taken.contains("from-the-start@example.net")
                    && rows("due") + rows("sending") == 0);
        }
    }

    private static Map<String, String> fromTheStart(String file) {
        var changed = new HashMap<>(relayTrust(file, Stack.host()));
        changed.putAll(Map.of("RELAY_PROTOCOL", "smtps", "RELAY_PORT", "" + engines.smtps()));
        return changed;
    }

    private static long rows(String state) throws IOException, InterruptedException {
        return engines.count("SELECT count(*) FROM delivery WHERE state = '" + state + "'");
    }

    private static Map<String, String> relayTrust(String file, String host) {
        return Map.of("RELAY_HOST", host, "RELAY_JAVA_OPTIONS", "-Djavax.net.ssl.trustStore=/certificates/" + file
                + " -Djavax.net.ssl.trustStorePassword=" + Certificate.PASSWORD);
    }

    private static void submit(String email) throws IOException, InterruptedException {
        var body = "{\"email\":\"" + email + "\",\"message\":\"By TLS\",\"language\":\"en\",\"topic\":\"general\","
                + "\"consent\":true}";
        var answer = HttpClient.newHttpClient().send(HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:" + engines.ports.inquiry() + "/forms/request-info/inquiries"))
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    /** The configuration of docker-compose.yml and the three files that override it. */
    private static GenericContainer<?> service(String name, Map<String, String> changed) {
        var all = new HashMap<>(variables);
        all.put("RELAY_PORT", "" + engines.ports.smtp());
        all.putAll(changed);
        var compose = ComposeFile.read(ROOT.resolve("docker-compose.yml"), all);
        var environment = compose.environment(name);
        for (var engine : new String[]{"broker", "database", "relay"}) {
            var file = ComposeFile.read(ROOT.resolve("docker-compose.own-" + engine + ".yml"), all);
            if (file.services().containsKey(name)) {
                environment.putAll(file.environment(name));
            }
        }
        var ports = changed.isEmpty() && name.equals("inquiry-service")
                ? new PortBinding[]{new PortBinding(Binding.bindIpAndPort("127.0.0.1", engines.ports.inquiry()),
                        ExposedPort.tcp(8081))}
                : new PortBinding[0];
        return new GenericContainer<>(compose.image(name)).withEnv(environment).withNetwork(engines.network)
                .withExtraHost(Stack.host(), "host-gateway")
                .withExtraHost("relay-" + ExternalEngines.ANOTHER_NAME, "host-gateway")
                .withCreateContainerCmdModifier(command -> command.withExposedPorts(ExposedPort.tcp(8081))
                        .getHostConfig().withPortBindings(ports)
                        .withBinds(readOnly(ROOT.resolve("site"), "/site"), readOnly(certificates, "/certificates")));
    }

    private static Bind readOnly(Path folder, String where) {
        return new Bind(folder.toString(), new Volume(where), AccessMode.ro);
    }
}
