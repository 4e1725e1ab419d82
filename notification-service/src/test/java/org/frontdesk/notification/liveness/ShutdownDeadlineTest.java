package org.frontdesk.notification.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ShutdownDeadlineTest {

    /** A process whose shutdown never ends on its own. */
    static class Hanging {
        static void main(String[] args) throws InterruptedException {
            ShutdownDeadline.install(Duration.ofMillis(300));
            var hook = Thread.ofPlatform().name("ShutdownHook of the test").unstarted(Hanging::hang);
            Runtime.getRuntime().addShutdownHook(hook);
            LoggerFactory.getLogger(Hanging.class); // initialised before the shutdown, as in the service
            System.out.println("ready");
            hang();
        }

        private static void hang() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void sigterm_ends_a_process_whose_shutdown_hangs_and_logs_the_stack() throws Exception {
        var process = start();
        try {
            var output = process.inputReader(StandardCharsets.UTF_8);
            assertThat(output.readLine()).isEqualTo("ready");
            process.toHandle().destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(output.readAllAsString()).contains("The shutdown did not finish")
                    .contains("ShutdownDeadlineTest.java");
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start() throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Hanging.class.getName()).redirectErrorStream(true).start();
    }
}
