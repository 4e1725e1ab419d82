package org.frontdesk.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

/** The service as a process with an error in its environment. Neither database nor broker runs, and none is needed. */
class StartTest {

    @Test
    void a_duration_without_a_unit_fails_the_startup_naming_the_variable_and_the_expected_value() throws Exception {
        assertThat(startedWith("FRONTDESK_DELIVERY_LEASE", "30")).contains("APPLICATION FAILED TO START",
                "Property: frontdesk.delivery.lease", "Value: \"30\"",
                "Origin: System Environment Property \"FRONTDESK_DELIVERY_LEASE\"",
                "expected a duration with its unit, such as 500ms, 30s, 10m, 24h or 5d");
    }

    @Test
    void a_value_out_of_bounds_fails_the_startup() throws Exception {
        assertThat(startedWith("SPRING_MAIL_PORT", "99999")).contains("APPLICATION FAILED TO START",
                "Property: spring.mail.port", "Value: \"99999\"",
                "Origin: System Environment Property \"SPRING_MAIL_PORT\"",
                "must be less than or equal to 65535");
    }

    @Test
    void contradicting_values_fail_the_startup() throws Exception {
        assertThat(startedWith("FRONTDESK_DELIVERY_GIVEUPALERT", "5s")).contains("APPLICATION FAILED TO START",
                "Property: frontdesk.delivery.giveUpAlert",
                "Origin: System Environment Property \"FRONTDESK_DELIVERY_GIVEUPALERT\"",
                "must not be shorter than the first wait of frontdesk.delivery.back-off, which is PT10S");
    }

    @Test
    void a_canary_sink_that_is_not_an_address_fails_the_startup() throws Exception {
        assertThat(startedWith("FRONTDESK_CANARYSINK", "nobody")).contains("APPLICATION FAILED TO START",
                "Property: frontdesk.canarySink", "Value: \"nobody\"",
                "Origin: System Environment Property \"FRONTDESK_CANARYSINK\"",
                "must be an e-mail address, such as canaries@example.org");
    }

    /** @return its output, once it ended; there must be no stack trace */
    private static String startedWith(String variable, String value) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(List.of(ProcessHandle.current().info().command().orElseThrow(), "-cp",
                System.getProperty("java.class.path"), NotificationService.class.getName())).redirectErrorStream(true);
        builder.environment().putAll(Map.of("FRONTDESK_SITE", "../site", "FRONTDESK_SECRET",
                "a secret of the tests, long enough", "SPRING_DATASOURCE_URL", "jdbc:postgresql://127.0.0.1:1/away",
                "SPRING_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1", variable, value));
        var service = builder.start();
        var output = new String(service.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(service.waitFor()).isEqualTo(1);
        assertThat(output).doesNotContain("\tat ", "Caused by");
        return output;
    }
}
