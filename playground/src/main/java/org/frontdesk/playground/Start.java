package org.frontdesk.playground;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Main class of {@code mvn -Pstart}: starts everything on the standard ports. The working directory is playground/. */
final class Start {

    private Start() {}

    static void main(String[] args) throws InterruptedException {
        var ending = new CountDownLatch(1);
        var run = new Run(Path.of("target"), Ports.standard(), Start::say);
        var playground = new Playground(run, Path.of(".."), Map.of());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            ending.countDown();
            playground.close();
        }));
        // If Maven is killed, this process must end too. In a new thread, since System.exit waits for the shutdown hook.
        ProcessHandle.current().parent().ifPresent(
                maven -> maven.onExit().thenRunAsync(() -> System.exit(1), task -> new Thread(task).start()));
        say("Starting Frontdesk on this machine");
        try {
            playground.start();
        } catch (StartFailed failed) {
            if (ending.getCount() > 0) {
                say(failed.getMessage());
            }
            System.exit(1);
        }
        say(addresses(run));
        ending.await();
    }

    private static void say(String line) {
        System.out.println(line);
    }

    private static String addresses(Run run) {
        Ports ports = run.ports();
        return """

                All is ready. Ctrl-C ends it.

                  Demo website           http://localhost:%d
                  Mailbox                http://localhost:%d
                  Operators' console     http://localhost:%d   name and password: operator
                  inquiry-service        http://localhost:%d   health: http://localhost:%d/actuator/health
                  notification-service   http://localhost:%d   health: http://localhost:%d/actuator/health
                  content-service        http://localhost:%d   health: http://localhost:%d/actuator/health
                  SMTP                   localhost:%d
                  Kafka                  localhost:%d
                  PostgreSQL             localhost:%d, database and user postgres, no password
                  Logs                   %s
                """.formatted(ports.site(), ports.mailbox(), ports.notification(), ports.inquiry(),
                ports.inquiryManagement(), ports.notification(), ports.notificationManagement(), ports.content(),
                ports.contentManagement(), ports.smtp(), ports.kafka(), ports.postgres(), run.logs());
    }
}
