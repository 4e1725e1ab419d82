package org.frontdesk.playground;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

import org.slf4j.LoggerFactory;

/**
 * All of Frontdesk on one machine: first Kafka, PostgreSQL and the mailbox, then the services, each in its own process.
 * Tests can kill and restart each of them. Closing it leaves no process behind.
 */
final class Playground implements AutoCloseable {
    static final String INQUIRY = "inquiry-service";
    static final String NOTIFICATION = "notification-service";
    static final String CONTENT = "content-service";

    private final Run run;
    private final Path root;
    private final Map<String, Map<String, String>> extra;
    private final Database database;
    private final Mailbox mailbox;
    private final Website site;
    private final Map<String, SupervisedProcess> services = new LinkedHashMap<>();
    private final Map<String, String> common;
    private SupervisedProcess broker;
    private boolean closed;

    /**
     * @param root the folder of the services' modules and of {@code site/}
     * @param extra additional environment variables, by service
     */
    Playground(Run run, Path root, Map<String, Map<String, String>> extra) {
        this.run = run;
        this.root = root.toAbsolutePath().normalize();
        this.extra = extra;
        this.database = new Database(run);
        this.mailbox = new Mailbox(run);
        this.site = new Website(run, this.root.resolve("site"));
        this.common = common();
    }

    /** Returns when everything is ready. After a {@link StartFailed}, close it: some parts may be up. */
    void start() {
        // Initializes logging before two threads log at the same time; otherwise SLF4J prints a warning.
        LoggerFactory.getLogger(Playground.class);
        prepare();
        together(List.of(broker::start, database::start, mailbox::start));
        startServices();
        site.start(); // after the services, which validate the folder that it reads
    }

    private void startServices() {
        try {
            together(services.values().stream().<Runnable>map(service -> service::start).toList());
        } catch (StartFailed failed) {
            throw failed.countingMistakes();
        }
    }

    /** Checks everything that can be checked before something is started. */
    private synchronized void prepare() {
        StaleProcesses.killAll(run);
        run.ports().check();
        Ports ports = run.ports();
        List<Service> all = List.of(new Service(INQUIRY, ports.inquiry(), ports.inquiryManagement()),
                new Service(NOTIFICATION, ports.notification(), ports.notificationManagement()),
                new Service(CONTENT, ports.content(), ports.contentManagement()));
        all.forEach(service -> service.jar(root));
        run.clear();
        StaleProcesses.record(run, ProcessHandle.current());
        broker = Broker.in(run);
        all.forEach(service -> add(service.name(), service, Map.of()));
        if (closed) {
            throw new StartFailed("Closed before it started");
        }
    }

    SupervisedProcess broker() {
        return broker;
    }

    Database database() {
        return database;
    }

    Mailbox mailbox() {
        return mailbox;
    }

    SupervisedProcess service(String name) {
        return services.get(name);
    }

    /** Starts another instance of a service, on its own ports; it is closed with the rest. */
    SupervisedProcess another(Service service, Map<String, String> settings) {
        SupervisedProcess process = add(service.name() + "-" + service.port(), service, settings);
        process.start();
        return process;
    }

    private synchronized SupervisedProcess add(String instance, Service service, Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(common);
        environment.putAll(extra.getOrDefault(service.name(), Map.of()));
        environment.putAll(settings);
        SupervisedProcess process = service.in(run, instance, service.jar(root), environment);
        services.put(instance, process);
        return process;
    }

    /** One environment for all services: each ignores what it does not know. The secret is new for each run. */
    private Map<String, String> common() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return Map.ofEntries(Map.entry("FRONTDESK_SITE", root.resolve("site").toString()),
                Map.entry("FRONTDESK_SECRET", HexFormat.of().formatHex(secret)),
                Map.entry("FRONTDESK_ADDRESS", "http://localhost:" + run.ports().site()),
                Map.entry("SPRING_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + run.ports().kafka()),
                Map.entry("SPRING_DATASOURCE_URL", database.url()),
                Map.entry("SPRING_DATASOURCE_USERNAME", database.user()), Map.entry("SPRING_DATASOURCE_PASSWORD", ""),
                Map.entry("SPRING_MAIL_HOST", "127.0.0.1"), Map.entry("SPRING_MAIL_PORT", "" + run.ports().smtp()),
                // The login operator with the password operator, for this machine only.
                Map.entry("FRONTDESK_OPERATORS",
                        "operator:$2a$10$tJuE2AyydiG2.UvyNr2q/eQuFzM529XoUb1rGFJ0JopD9O.IutrUS"),
                Map.entry("FRONTDESK_CANARYSINK", "canaries@example.org"),
                // There is nobody to flood here, and people who try the form submit it more than once.
                Map.entry("FRONTDESK_REPLIES_LIMITED", "false"), Map.entry("FRONTDESK_LIMITS_LIFTED", "true"),
                Map.entry("FRONTDESK_ORIGINS",
                        "http://localhost:%1$d,http://127.0.0.1:%1$d".formatted(run.ports().site())));
    }

    /** Services first, while Kafka and PostgreSQL are still up. */
    @Override
    public void close() {
        List<SupervisedProcess> ending;
        synchronized (this) {
            closed = true;
            ending = List.copyOf(services.values());
        }
        if (broker == null) {
            return;
        }
        StaleProcesses.markStopping(run);
        broker.retire();
        database.retire();
        ending.forEach(SupervisedProcess::retire);
        together(ending.stream().<Runnable>map(service -> service::close).toList());
        together(List.of(broker::close, database::close, mailbox::close, site::close));
    }

    /** In parallel, and each to its end: the console shows all failures, not only the first. */
    private static void together(List<Runnable> steps) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = steps.stream().<Future<?>>map(threads::submit).toList();
            List<StartFailed> failures = new ArrayList<>();
            try {
                for (Future<?> step : running) {
                    failure(step).ifPresent(failures::add);
                }
            } catch (InterruptedException e) {
                threads.shutdownNow();
                throw new StartFailed("Interrupted", e);
            }
            if (!failures.isEmpty()) {
                throw new StartFailed(failures.stream().map(StartFailed::getMessage)
                        .collect(Collectors.joining(System.lineSeparator().repeat(2))), failures.getFirst());
            }
        }
    }

    private static Optional<StartFailed> failure(Future<?> step) throws InterruptedException {
        try {
            step.get();
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(e.getCause() instanceof StartFailed failed
                    ? failed
                    : new StartFailed("Failed: " + e.getCause(), e.getCause()));
        }
    }
}
