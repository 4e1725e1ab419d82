package org.frontdesk.playground;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import com.github.dockerjava.api.model.Volume;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;

/**
 * The services of docker-compose.yml as single containers that a test can kill, with the same images, environment,
 * memory limits, read-only file systems and capabilities. Each has its own port, without nginx, and rate limits are
 * lifted as in the playground. Volumes, health checks, start order, stop timeouts, restart policies and logging are not
 * used: data is in the container, and these classes wait, stop and start. {@link ComposeJourney} tests those. The website
 * runs in this JVM.
 */
final class Containers implements Stack {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final int KAFKA_FROM_OUTSIDE = 19092;

    private final Run run;
    private final Path site;
    private final Map<String, Map<String, String>> extra;
    private final Map<String, String> variables = Map.of("FRONTDESK_SECRET", random(), "POSTGRES_PASSWORD", random(),
            "FRONTDESK_OPERATORS", "operator:$2a$10$tJuE2AyydiG2.UvyNr2q/eQuFzM529XoUb1rGFJ0JopD9O.IutrUS");
    private final ComposeFile compose = ComposeFile.read(ROOT.resolve("docker-compose.yml"), variables);
    private final Network network = Network.newNetwork();
    private final Map<String, ContainerPart> parts = new LinkedHashMap<>();
    private final Website website;

    Containers(Run run, Path site, Map<String, Map<String, String>> extra) {
        this.run = run;
        this.site = site.toAbsolutePath();
        this.extra = extra;
        this.website = new Website(run, ROOT.resolve("site"));
    }

    @Override
    public void start() {
        Images.build(compose);
        run.clear();
        website.start();
        Stream.of(kafka(), postgres(), mailpit()).parallel().forEach(Restartable::start);
        var ports = run.ports();
        Stream.of(new Service(Playground.INQUIRY, ports.inquiry(), ports.inquiryManagement()),
                new Service(Playground.NOTIFICATION, ports.notification(), ports.notificationManagement()),
                new Service(Playground.CONTENT, ports.content(), ports.contentManagement()))
                .map(service -> instance(service.name(), service, Map.of())).toList().parallelStream()
                .forEach(Restartable::start);
    }

    private Restartable kafka() {
        var port = run.ports().kafka();
        var settings = compose.environment("kafka");
        settings.merge("KAFKA_LISTENERS", "OUTSIDE://:" + KAFKA_FROM_OUTSIDE, Containers::joined);
        settings.merge("KAFKA_ADVERTISED_LISTENERS", "OUTSIDE://127.0.0.1:" + port, Containers::joined);
        settings.merge("KAFKA_LISTENER_SECURITY_PROTOCOL_MAP", "OUTSIDE:PLAINTEXT", Containers::joined);
        return part("kafka", "kafka", settings, Map.of(port, KAFKA_FROM_OUTSIDE), () -> Broker.answers(port));
    }

    private Restartable postgres() {
        return part("postgres", "postgres", compose.environment("postgres"), Map.of(run.ports().postgres(), 5432),
                () -> {
                    try (var connection = connect()) {
                        return connection.isValid(5);
                    }
                });
    }

    private Restartable mailpit() {
        var port = run.ports().mailbox();
        return part("mailpit", "mailpit", compose.environment("mailpit"), Map.of(port, 8025, run.ports().smtp(), 1025),
                () -> Ports.answers("127.0.0.1", port));
    }

    private Restartable instance(String name, Service service, Map<String, String> settings) {
        var environment = compose.environment(service.name());
        environment.putAll(Map.of("FRONTDESK_LIMITS_LIFTED", "true", "FRONTDESK_REPLIES_LIMITED", "false",
                "FRONTDESK_CANARYSINK", "canaries@example.org", "FRONTDESK_PROXYHOPS", "0", "FRONTDESK_ORIGINS",
                "http://localhost:%1$d,http://127.0.0.1:%1$d".formatted(run.ports().site())));
        environment.putAll(extra.getOrDefault(service.name(), Map.of()));
        environment.putAll(settings);
        var inside = List.of(Playground.INQUIRY, Playground.NOTIFICATION, Playground.CONTENT).indexOf(service.name());
        return part(name, service.name(), environment,
                Map.of(service.port(), 8081 + inside, service.managementPort(), 9081 + inside), service::ready);
    }

    private Restartable part(String name, String service, Map<String, String> environment, Map<Integer, Integer> ports,
            Callable<Boolean> ready) {
        var container = new GenericContainer<>(compose.image(service)).withEnv(environment).withNetwork(network)
                .withNetworkAliases(name).withExtraHost(Stack.host(), "host-gateway")
                .withTmpFs(compose.list(service, "tmpfs").stream().collect(Collectors.toMap(path -> path, path -> "")))
                .withCreateContainerCmdModifier(command -> command
                        .withExposedPorts(ports.values().stream().map(ExposedPort::tcp).toList())
                        .getHostConfig().withPortBindings(bindings(ports)).withBinds(site(service))
                        .withReadonlyRootfs(compose.readOnly(service)).withMemory(compose.memory(service))
                        .withCapDrop(compose.list(service, "cap_drop").stream().map(Capability::valueOf)
                                .toArray(Capability[]::new))
                        .withSecurityOpts(compose.list(service, "security_opt")));
        var part = new ContainerPart(name, run, container, ready);
        parts.put(name, part);
        return part;
    }

    /** Not withFileSystemBind, which first tests the bind in a container of another image. */
    private Bind[] site(String service) {
        return service.endsWith("-service")
                ? new Bind[]{new Bind(site.toString(), new Volume("/site"), AccessMode.ro)}
                : new Bind[0];
    }

    private static List<PortBinding> bindings(Map<Integer, Integer> ports) {
        return ports.entrySet().stream().map(port -> new PortBinding(
                Binding.bindIpAndPort("127.0.0.1", port.getKey()), ExposedPort.tcp(port.getValue()))).toList();
    }

    private static String joined(String first, String second) {
        return first + "," + second;
    }

    private static String random() {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public ContainerPart broker() {
        return parts.get("kafka");
    }

    @Override
    public ContainerPart database() {
        return parts.get("postgres");
    }

    @Override
    public ContainerPart service(String name) {
        return parts.get(name);
    }

    @Override
    public Restartable another(Service service, Map<String, String> settings) {
        var another = instance(service.name() + "-" + service.port(), service, settings);
        another.start();
        return another;
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + run.ports().postgres() + "/frontdesk",
                "frontdesk", variables.get("POSTGRES_PASSWORD"));
    }

    @Override
    public String kept(String topic) {
        return broker().said("sh", "-c", "cat %s/%s-[0-9]*/*.log"
                .formatted(compose.environment("kafka").get("KAFKA_LOG_DIRS"), topic));
    }

    @Override
    public void close() {
        parts.values().parallelStream().filter(part -> part != broker() && part != database())
                .forEach(Restartable::close);
        parts.values().parallelStream().forEach(Restartable::close);
        network.close();
        website.close();
    }
}
