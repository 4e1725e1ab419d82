package org.frontdesk.playground;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.containers.GenericContainer;

/**
 * The images themselves. Runs last: it measures the memory after all journeys that share the containers, and the table
 * states after how many inquiries. Alone, it measures the memory after a startup.
 */
@Tag("containers")
@Order(Integer.MAX_VALUE)
class ImageJourney {
    private static final int MOST_MIB = 320;
    private static final Pattern STARTED = Pattern.compile("process running for ([\\d.]+)");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    @ParameterizedTest
    @ValueSource(strings = {Playground.INQUIRY, Playground.NOTIFICATION, Playground.CONTENT})
    void runs_with_its_aot_cache_as_nobody_on_a_read_only_file_system(String service) throws Exception {
        // If the AOT cache is mapped, it is used: one that does not match is ignored, at most with a warning.
        assertThat(in(service, "cat", "/proc/1/maps")).contains("/frontdesk/service.aot");
        assertThat(in(service, "id", "-u").strip()).isEqualTo("10001");
        assertThat(in(service, "touch", "/frontdesk/anything")).contains("Read-only file system");
        assertThat(in(service, "cat", "/proc/1/status")).contains("CapEff:\t0000000000000000");
    }

    @Test
    void no_service_exceeds_its_memory_limit() throws Exception {
        System.out.printf("%n  after %d inquiries%n  %-22s %20s %14s%n",
                Frontdesk.count("SELECT count(*) FROM inquiry"), "service", "ready after (s)", "resident (MiB)");
        for (var service : services().toList()) {
            System.out.printf("  %-22s %20s %14d%n", service, started(service), resident(service));
        }
        System.out.println();
        assertThat(services()).allSatisfy(service -> assertThat(resident(service)).isLessThanOrEqualTo(MOST_MIB));
    }

    @ParameterizedTest
    @ValueSource(strings = {Playground.INQUIRY, Playground.NOTIFICATION, Playground.CONTENT})
    void a_stopped_container_finishes_work_in_progress_and_exits(String service) {
        var part = ((Containers) Frontdesk.playground()).service(service);
        var docker = part.container().getDockerClient();
        docker.stopContainerCmd(part.container().getContainerId()).withTimeout(40).exec();
        try {
            var state = docker.inspectContainerCmd(part.container().getContainerId()).exec().getState();
            assertThat(state.getExitCodeLong()).as("143: ended by SIGTERM; 137: killed after a timeout")
                    .isEqualTo(143);
            assertThat(part.container().getLogs()).contains("Graceful shutdown complete");
        } finally {
            part.start();
        }
    }

    private static Stream<String> services() {
        return Stream.of(Playground.INQUIRY, Playground.NOTIFICATION, Playground.CONTENT);
    }

    private static String started(String service) {
        return STARTED.matcher(container(service).getLogs()).results().map(found -> found.group(1))
                .reduce((first, last) -> last).orElseThrow();
    }

    private static int resident(String service) throws IOException, InterruptedException {
        var status = RESIDENT.matcher(in(service, "cat", "/proc/1/status"));
        assertThat(status.find()).isTrue();
        return Integer.parseInt(status.group(1)) / 1024;
    }

    private static String in(String service, String... command) throws IOException, InterruptedException {
        var said = container(service).execInContainer(command);
        return said.getStdout() + said.getStderr();
    }

    private static GenericContainer<?> container(String service) {
        return ((Containers) Frontdesk.playground()).service(service).container();
    }
}
