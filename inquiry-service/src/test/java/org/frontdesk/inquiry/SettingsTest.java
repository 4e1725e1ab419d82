package org.frontdesk.inquiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** An invalid setting fails the startup; the message names the setting, its value and what is expected. */
@ExtendWith(OutputCaptureExtension.class)
class SettingsTest {
    private static final List<String> INVALID = List.of("""
            frontdesk.replication            0 -1 1000000000 three
            frontdesk.in-flight              0 -1 1000000000 many
            frontdesk.proxy-hops             -1 1000000000 one
            frontdesk.canary.enabled         maybe
            frontdesk.limits.lifted          maybe
            frontdesk.limits.within          0 -1s 30 1000000000s soon
            frontdesk.limits.per-client      0 -1 1000000000 many
            frontdesk.limits.per-form        0 -1 1000000000 many
            frontdesk.limits.clients         0 -1 1000000000 many
            frontdesk.spam.minimum-time      -1s 30 1000000000 soon
            frontdesk.spam.links             -1 1000000000 many
            server.port                      -1 1000000000 http
            server.tomcat.connection-timeout 0 -1 30 1000000000s soon
            server.tomcat.keep-alive-timeout 0 -1 30 1000000000s soon
            server.tomcat.max-connections    0 -1 1000000000 many
            server.tomcat.accept-count       0 -1 1000000000 many
            """.split("\n"));
    /** Any text is valid here; StartupFailureTest tests what it means. */
    private static final List<String> TEXTS = List.of("frontdesk.site", "frontdesk.secret", "frontdesk.origins");

    @Configuration(proxyBeanMethods = false)
    @ConfigurationPropertiesScan
    static class AllSettings {}

    static Stream<String> an_invalid_value_fails_the_startup() {
        return INVALID.stream().flatMap(line -> Arrays.stream(line.split(" +")).skip(1)
                .map(value -> line.split(" +")[0] + "=" + value));
    }

    @ParameterizedTest
    @MethodSource
    void an_invalid_value_fails_the_startup(String setting, CapturedOutput output) {
        assertThat(catchThrowable(() -> bind("--" + setting))).isNotNull();

        var name = setting.substring(setting.lastIndexOf('.', setting.indexOf('=')) + 1, setting.indexOf('='));
        assertThat(output.toString().replace("-", "").toLowerCase(Locale.ROOT)).contains("property: ",
                name.replace("-", ""), "value: \"", "reason: ");
        assertThat(output).doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource({
            "--frontdesk.limits.per-client=500 --frontdesk.limits.per-form=100, per-client must not be more than per-form"})
    void contradictory_values_fail_the_startup(String settings, String reason, CapturedOutput output) {
        assertThat(catchThrowable(() -> bind(settings.split(" ")))).isNotNull();

        assertThat(output).contains(reason).doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource({"--frontdesk.spam.minimum-time=0", "--frontdesk.spam.minimum-time=100ms", "--frontdesk.spam.links=0",
            "--frontdesk.proxy-hops=0", "--frontdesk.limits.within=1s", "--server.port=0",
            "--frontdesk.replication=3", "--frontdesk.canary.enabled=off"})
    void a_valid_value_is_accepted(String setting) {
        bind(setting).close();
    }

    @Test
    void every_setting_is_tested() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        var all = scanner.findCandidateComponents("org.frontdesk.inquiry").stream()
                .flatMap(found -> names(typeOf(found.getBeanClassName())));

        assertThat(all).containsExactlyInAnyOrderElementsOf(Stream.concat(TEXTS.stream(),
                INVALID.stream().map(line -> line.split(" +")[0])).toList());
    }

    private static Stream<String> names(Class<?> settings) {
        var prefix = settings.getAnnotation(ConfigurationProperties.class).value();
        return Arrays.stream(settings.getRecordComponents()).map(component -> prefix + "."
                + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
    }

    private static Class<?> typeOf(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ConfigurableApplicationContext bind(String... settings) {
        return new SpringApplicationBuilder(AllSettings.class).web(WebApplicationType.NONE).bannerMode(Banner.Mode.OFF)
                .run(settings);
    }

    /** In a separate process with environment variables, as an operator starts it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            FRONTDESK_LIMITS_PERCLIENT      | 0     | must be greater than or equal to 1
            SERVER_TOMCAT_CONNECTIONTIMEOUT | 30    | must be longer than or equal to 1 second
            SPRING_KAFKA_BOOTSTRAP_SERVERS  | kafka | expected host:port
            """)
    void the_process_exits_with_a_short_message(String variable, String value, String reason, @TempDir Path folder)
            throws IOException, InterruptedException {
        var output = folder.resolve("output").toFile();
        var builder = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), InquiryService.class.getName(), "--server.port=0",
                "--management.server.port=0", "--logging.level.root=info").redirectErrorStream(true)
                .redirectOutput(output);
        builder.environment()
                .putAll(Map.of("FRONTDESK_SITE", "../site", "FRONTDESK_SECRET", "x".repeat(32), variable, value));
        var service = builder.start();
        try {
            assertThat(service.waitFor(Duration.ofMinutes(2))).isTrue();
        } finally {
            service.destroyForcibly();
        }

        assertThat(service.exitValue()).isEqualTo(1);
        var said = Files.readString(output.toPath(), StandardCharsets.UTF_8);
        assertThat(said).contains(reason).doesNotContain("\tat ", "Exception");
        assertThat(variable.startsWith("SPRING_") || said.contains("System Environment Property \"" + variable + "\""))
                .as(said).isTrue();
        assertThat(said.lines().filter(line -> line.contains(" ERROR ") || line.contains(" WARN "))).hasSize(1);
    }
}
