package org.frontdesk.notification.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** An invalid setting fails the startup with its name and what is expected. Binds the real records as at startup. */
class SettingsTest {

    /** The records, and the components that bind and validate them. */
    @ConfigurationPropertiesScan("org.frontdesk.notification")
    @ComponentScan(basePackages = "org.frontdesk.notification", useDefaultFilters = false, includeFilters = @Filter(type = FilterType.REGEX, pattern = ".*\\.(SettingsFirst|UnitRequired|DeliverySettings.EnoughConnections)"))
    static class Settings {}

    private static final List<FailureAnalyzer> ANALYZERS = SpringFactoriesLoader.forDefaultResourceLocation()
            .load(FailureAnalyzer.class, ArgumentResolver.of(Environment.class, new StandardEnvironment())
                    .and(BeanFactory.class, new DefaultListableBeanFactory()), FailureHandler.throwing());

    private record Row(String property, String value, String expected) {}

    /** One row per setting: its invalid values separated by blanks, then what the message says about them. */
    private static final String ROWS = """
            frontdesk.delivery.connections    | 0 -1                   | must be greater than or equal to 1
            frontdesk.delivery.connections    | 1000000000             | must be less than or equal to 100
            frontdesk.delivery.connections    | four 99999999999       | NumberFormatException: For input string
            frontdesk.delivery.connections    | EMPTY                  | A null value cannot be assigned to a primitive type
            frontdesk.delivery.lease          | 30 0 -1 1000000000     | expected a duration with its unit, such as
            frontdesk.delivery.lease          | 0s -30s 999ms          | must be longer than or equal to 1 second
            frontdesk.delivery.lease          | 1000000000s 11m        | must be shorter than or equal to 10 minutes
            frontdesk.delivery.lease          | soon                   | 'soon' is not a valid duration
            frontdesk.delivery.poll           | 31s                    | must not be shorter than frontdesk.delivery.poll, which is PT31S
            frontdesk.delivery.poll           | 1 0                    | expected a duration with its unit
            frontdesk.delivery.poll           | 0s -1s                 | must be longer than or equal to 1 milli
            frontdesk.delivery.poll           | 1h                     | must be shorter than or equal to 1 minute
            frontdesk.delivery.back-off       | 10 10s,60 1m,5m,15     | expected a duration with its unit
            frontdesk.delivery.back-off[0]    | 10                     | expected a duration with its unit
            frontdesk.delivery.back-off       | 10s,0s -10s,1m         | must be longer than or equal to 1 milli
            frontdesk.delivery.back-off       | 10s,1000000000s        | must be shorter than or equal to 1 day
            frontdesk.liveness.limit          | 120 0                  | expected a duration with its unit
            frontdesk.liveness.limit          | 0s 119s                | must be longer than or equal to 2 minutes
            frontdesk.liveness.limit          | 1000000000s            | must be shorter than or equal to 1 hour
            frontdesk.delivery.hold           | 10                     | expected a duration with its unit
            frontdesk.delivery.hold           | 0s -10s                | must be longer than or equal to 10 millis
            frontdesk.delivery.hold           | 1000000000s            | must be shorter than or equal to 1 hour
            frontdesk.delivery.give-up-alert  | 5                      | expected a duration with its unit
            frontdesk.delivery.give-up-alert  | 0d -5d                 | must be longer than or equal to 1 second
            frontdesk.delivery.give-up-alert  | 1000000000s            | must be shorter than or equal to 30 days
            frontdesk.delivery.give-up-alert  | 9s                     | must not be shorter than the first wait of frontdesk.delivery.back-off, which is PT10S
            frontdesk.delivery.give-up-reply  | 24                     | expected a duration with its unit
            frontdesk.delivery.give-up-reply  | 0h -24h                | must be longer than or equal to 1 second
            frontdesk.delivery.give-up-reply  | 31d                    | must be shorter than or equal to 30 days
            frontdesk.delivery.give-up-reply  | 5s                     | must not be shorter than the first wait of frontdesk.delivery.back-off, which is PT10S
            frontdesk.delivery.after-dot      | 600                    | expected a duration with its unit
            frontdesk.delivery.after-dot      | 0s -10m                | must be longer than or equal to 1 second
            frontdesk.delivery.after-dot      | 25d 1000000000s        | must be shorter than or equal to 1 hour
            frontdesk.delivery.held           | maybe                  | Invalid boolean value 'maybe'
            frontdesk.replies.limited         | maybe                  | Invalid boolean value 'maybe'
            frontdesk.replies.per-address     | 0 -1                   | must be greater than or equal to 1; to send no replies at all, set frontdesk.replies.in-all-an-hour to 0
            frontdesk.replies.per-address     | 1000000000             | must be less than or equal to 1000000
            frontdesk.replies.per-address     | 4                      | must be greater than or equal to frontdesk.replies.per-address, which is 4
            frontdesk.replies.per-address-a-day | 0 -1                 | must be greater than or equal to 1; to send no replies
            frontdesk.replies.per-address-a-day | 1000000000           | must be less than or equal to 1000000
            frontdesk.replies.per-client      | 0 -1                   | must be greater than or equal to 1; to send no replies
            frontdesk.replies.per-client      | 1000000000             | must be less than or equal to 1000000
            frontdesk.replies.per-client-a-day | 0 -1                  | must be greater than or equal to 1; to send no replies
            frontdesk.replies.per-client-a-day | 1000000000            | must be less than or equal to 1000000
            frontdesk.replies.per-client-a-day | 2                     | must be greater than or equal to frontdesk.replies.per-client, which is 3
            frontdesk.replies.per-domain-an-hour | 0 -1                | must be greater than or equal to 1; to send no replies
            frontdesk.replies.per-domain-an-hour | 1000000000          | must be less than or equal to 1000000
            frontdesk.replies.in-all-an-hour  | -1                     | must be greater than or equal to 0
            frontdesk.replies.in-all-an-hour  | 1000000000             | must be less than or equal to 1000000
            frontdesk.digest.at               | 25:00 24:00 8 8:60 08.00 8am EMPTY | must be a time of day from 00:00 to 23:59, such as 08:00
            frontdesk.digest.every            | 1                      | expected a duration with its unit
            frontdesk.digest.every            | 0s -1m                 | must be longer than or equal to 100 millis
            frontdesk.digest.every            | 2h                     | must be shorter than or equal to 1 hour
            frontdesk.digest.old              | 60                     | expected a duration with its unit
            frontdesk.digest.old              | 0s -1h                 | must be longer than or equal to 1 second
            frontdesk.digest.old              | 1000000000s            | must be shorter than or equal to 7 days
            frontdesk.digest.late             | 60                     | expected a duration with its unit
            frontdesk.digest.late             | 0s -1h                 | must be longer than or equal to 1 second
            frontdesk.digest.late             | 24h                    | must be shorter than or equal to 23 hours
            frontdesk.watch.every             | 10                     | expected a duration with its unit
            frontdesk.watch.every             | 0s -10s 1ms            | must be longer than or equal to 100 millis
            frontdesk.watch.every             | 1000000000s            | must be shorter than or equal to 10 minutes
            frontdesk.watch.oldest-alert      | 5                      | expected a duration with its unit
            frontdesk.watch.oldest-alert      | 0s -5m                 | must be longer than or equal to 1 second
            frontdesk.watch.oldest-alert      | 1000000000s            | must be shorter than or equal to 1 day
            frontdesk.erasure.tombstones-every | 5                     | expected a duration with its unit
            frontdesk.erasure.tombstones-every | 0s -5s                | must be longer than or equal to 10 millis
            frontdesk.erasure.tombstones-every | 1000000000s           | must be shorter than or equal to 1 hour
            frontdesk.replication             | 0 -1                   | must be greater than or equal to 1
            frontdesk.replication             | 40000 1000000000       | must be less than or equal to 9
            frontdesk.canary-sink             | nobody a@localhost a,b@c.example | must be an e-mail address, such as canaries@example.org
            spring.mail.host                  | EMPTY                  | must not be blank
            spring.mail.host                  | smtp://relay.example   | must be a host name or an address, such as relay.example.org
            spring.mail.port                  | 0 -25                  | must be greater than or equal to 1
            spring.mail.port                  | 99999 1000000000       | must be less than or equal to 65535
            spring.mail.properties[mail.smtp.timeout] | 0 -1 60s never | must be a number of milliseconds from 100 to 9999999
            spring.mail.properties[mail.smtps.connectiontimeout] | 10s | must be a number of milliseconds from 100 to 9999999
            spring.datasource.hikari.maximum-pool-size | 0 -1          | must be greater than or equal to 1
            spring.datasource.hikari.maximum-pool-size | 1000000000    | must be less than or equal to 500
            spring.datasource.hikari.maximum-pool-size | 7             | must be greater than or equal to 8: one for each of frontdesk.delivery.connections
            """;

    static Stream<Row> rows() {
        return ROWS.lines().map(line -> line.split("\\|", 3)).flatMap(parts -> Stream.of(parts[1].strip().split(" +"))
                .map(value -> new Row(parts[0].strip(), value.replace("EMPTY", ""), parts[2].strip())));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void an_invalid_value_is_reported_with_what_is_expected(Row row) {
        with(row.property() + "=" + row.value()).run(context -> {
            var analysis = analysis(context.getStartupFailure());
            assertThat(analysis).contains(row.expected());
            assertThat(plain(analysis)).contains(plain(row.property()));
        });
    }

    @Test
    void every_setting_has_invalid_values_in_this_test() {
        var tried = rows().map(Row::property).map(property -> property.replaceFirst("\\[.*", ""))
                .map(SettingsTest::plain).collect(Collectors.toSet());
        with().run(context -> assertThat(context.getBeansWithAnnotation(ConfigurationProperties.class).values())
                .filteredOn(Record.class::isInstance).hasSizeGreaterThan(8)
                .flatExtracting(settings -> properties(settings.getClass())).isSubsetOf(tried));
    }

    @Test
    void the_defaults_are_valid_and_so_is_an_empty_variable_that_may_be_empty() {
        with().run(context -> assertThat(context).hasNotFailed());
        with("frontdesk.delivery.lease=", "frontdesk.canary-sink=")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void values_that_tests_and_operators_use_are_valid() {
        with("frontdesk.delivery.lease=1s", "frontdesk.delivery.poll=5ms", "frontdesk.delivery.back-off=10ms,PT1S",
                "frontdesk.delivery.hold=50ms", "frontdesk.watch.every=1s", "frontdesk.digest.at=9:05",
                "frontdesk.replies.in-all-an-hour=0", "frontdesk.canary-sink=canaries@example.org",
                "frontdesk.replication=3", "spring.mail.host=::1", "spring.mail.port=587",
                "frontdesk.delivery.connections=20", "spring.datasource.hikari.maximum-pool-size=24")
                .run(context -> assertThat(context).hasNotFailed());
    }

    private static ApplicationContextRunner with(String... settings) {
        return new ApplicationContextRunner().withInitializer(new ConfigDataApplicationContextInitializer())
                .withUserConfiguration(Settings.class).withPropertyValues(settings);
    }

    private static String analysis(Throwable failure) {
        assertThat(failure).isNotNull();
        return ANALYZERS.stream().map(analyzer -> analyzer.analyze(failure)).filter(Objects::nonNull)
                .map(FailureAnalysis::getDescription).findFirst().orElseThrow();
    }

    private static List<String> properties(Class<?> settings) {
        var prefix = settings.getAnnotation(ConfigurationProperties.class).value();
        return Arrays.stream(settings.getRecordComponents()).map(RecordComponent::getName)
                .map(name -> plain(prefix + "." + name)).toList();
    }

    /** Normalised as in relaxed binding: some messages contain the names of a record's components. */
    private static String plain(String property) {
        return property.replace("-", "").toLowerCase(Locale.ROOT);
    }
}
