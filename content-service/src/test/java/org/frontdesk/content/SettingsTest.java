package org.frontdesk.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.springframework.core.env.StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

import java.nio.file.Path;
import java.util.Map;

import org.frontdesk.content.server.ServerSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** An invalid setting fails the startup, with a report for the operator. */
class SettingsTest {
    @TempDir
    Path folder;

    @Configuration
    @EnableConfigurationProperties({Settings.class, ServerSettings.class, ServerSettings.Management.class})
    static class OnlySettings {}

    private final ApplicationContextRunner settings = new ApplicationContextRunner()
            .withUserConfiguration(OnlySettings.class);

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "frontdesk.site=                              | must name the site's folder",
            "frontdesk.address=www.example.org            | must be the website's address",
            "frontdesk.address=ftp://www.example.org      | must be the website's address",
            "frontdesk.address=https://                   | must be the website's address",
            "frontdesk.address=http://a b                 | must be the website's address",
            "frontdesk.address=https://example.org?a=b    | must be the website's address",
            "frontdesk.address=https://example.org#top    | must be the website's address",
            "frontdesk.address=https://me@example.org     | must be the website's address",
            "frontdesk.address=0                          | must be the website's address",
            "frontdesk.secret=short                       | must have at least 32 bytes, but has 5",
            "frontdesk.secret=0                           | must have at least 32 bytes, but has 1",
            "server.port=-1                               | must be a port from 0 to 65535",
            "server.port=99999                            | must be a port from 0 to 65535",
            "management.server.port=-2                    | must be a port from -1 to 65535",
            "management.server.port=65536                 | must be a port from -1 to 65535",
            "server.tomcat.connection-timeout=0           | must be from 1s to 5m",
            "server.tomcat.connection-timeout=-1          | must be from 1s to 5m",
            "server.tomcat.connection-timeout=30          | must be from 1s to 5m",
            "server.tomcat.connection-timeout=1d          | must be from 1s to 5m"})
    void an_invalid_value_fails_the_startup(String setting, String reason) {
        settings.withPropertyValues(setting).run(context -> assertThat(context).getFailure().rootCause()
                .isInstanceOfSatisfying(BindValidationException.class,
                        wrong -> assertThat(wrong.getValidationErrors().getAllErrors()).singleElement()
                                .satisfies(error -> assertThat(error.getDefaultMessage()).contains(reason))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"frontdesk.site=/srv/site | frontdesk.address=https://www.example.org",
            "frontdesk.address= | frontdesk.secret=",
            "frontdesk.address=http://localhost:8080/clinic/ | frontdesk.secret=0123456789abcdef0123456789abcdef",
            "server.port=0 | management.server.port=0", "server.port=8083 | management.server.port=-1",
            "server.tomcat.connection-timeout=1s | server.port=65535"})
    void a_valid_value_is_accepted(String setting, String another) {
        settings.withPropertyValues(setting, another).run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void a_failed_startup_names_property_value_origin_and_reason_without_a_stack_trace(CapturedOutput output) {
        startWith(Map.of("FRONTDESK_ADDRESS", "www.example.org"));

        assertThat(output).contains("APPLICATION FAILED TO START", "Property: frontdesk.address",
                "Value: \"www.example.org\"", "Origin: System Environment Property \"FRONTDESK_ADDRESS\"",
                "Reason: FRONTDESK_ADDRESS must be the website's address, such as https://www.example.org")
                .doesNotContain("\tat ");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void a_failed_startup_names_an_invalid_port(CapturedOutput output) {
        startWith(Map.of("SERVER_PORT", "99999"));

        assertThat(output).contains("Property: server.port", "Value: \"99999\"",
                "Origin: System Environment Property \"SERVER_PORT\"", "Reason: must be a port from 0 to 65535")
                .doesNotContain("\tat ");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void a_failed_startup_names_a_port_that_health_and_pages_would_share(CapturedOutput output) {
        startWith(Map.of("SERVER_PORT", "18083", "MANAGEMENT_SERVER_PORT", "18083"));

        assertThat(output).contains("Invalid value '18083' for configuration property 'management.server.port'",
                "System Environment Property \"MANAGEMENT_SERVER_PORT\"", "must be another port than server.port")
                .doesNotContain("\tat ");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void a_failed_startup_names_a_short_secret_without_printing_it(CapturedOutput output) {
        startWith(Map.of("FRONTDESK_SECRET", "a-short-one"));

        assertThat(output).contains("Reason: FRONTDESK_SECRET must have at least 32 bytes, but has 11")
                .doesNotContain("a-short-one", "\tat ");
    }

    /** With environment variables, and a valid site. */
    private void startWith(Map<String, Object> environment) {
        SiteFiles.in(folder).page("en", "heart", "Heart");
        var service = new SpringApplication(ContentService.class);
        var machine = new StandardEnvironment();
        machine.getPropertySources().replace(SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                new SystemEnvironmentPropertySource(SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, environment));
        service.setEnvironment(machine);
        catchThrowableOfType(RuntimeException.class,
                () -> service.run("--frontdesk.site=" + folder).close());
    }
}
