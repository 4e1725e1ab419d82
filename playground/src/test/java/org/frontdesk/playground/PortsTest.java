package org.frontdesk.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {
    @TempDir
    Path folder;

    @Test
    void free_ports_pass_the_check() {
        assertThatCode(Ports.free()::check).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "0.0.0.0"})
    void a_taken_port_is_one_line_with_the_port_and_its_use(String address) throws IOException {
        var ports = Ports.free();
        try (var taken = new ServerSocket(ports.inquiry(), 1, InetAddress.ofLiteral(address))) {
            assertThatThrownBy(ports::check).isInstanceOf(StartFailed.class)
                    .hasMessage("Taken by another program: port " + taken.getLocalPort()
                            + " (inquiry-service). End what listens there, then start again.");
        }
    }

    @Test
    void a_taken_port_is_detected_before_anything_starts() throws IOException {
        var runs = TestRun.in(folder);
        try (var taken = new ServerSocket(runs.ports().postgres(), 1, InetAddress.ofLiteral("127.0.0.1"));
                var playground = new Playground(runs.run(), folder, Map.of())) {
            assertThatThrownBy(playground::start).isInstanceOf(StartFailed.class)
                    .hasMessageContaining(taken.getLocalPort() + " (PostgreSQL)");
        }
        assertThat(runs.console()).isEmpty();
        assertThat(runs.run().logs()).isEmptyDirectory();
    }

    @Test
    void a_missing_jar_says_how_to_make_it() {
        try (var playground = new Playground(TestRun.in(folder).run(), folder, Map.of())) {
            assertThatThrownBy(playground::start).isInstanceOf(StartFailed.class)
                    .hasMessageContaining("inquiry-service").hasMessageEndingWith("Run `mvn package` first.");
        }
    }
}
