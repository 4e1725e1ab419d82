package org.frontdesk.notification.delivery;

import java.util.Map;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;

import org.frontdesk.notification.settings.CheckedSettings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.Errors;

/**
 * Checks what Spring Boot's own settings of the relay leave unchecked. With an empty host or an impossible port it would
 * start, and hold all mail.
 *
 * @param properties of the mail library, which takes a time-out that is no number for none: one silent connection would
 *            then keep a courier for ever
 */
@ConfigurationProperties("spring.mail")
record RelaySettings(
        @NotBlank @Pattern(regexp = "[^\\s/@]*", message = "must be a host name or an address, such as relay.example.org") String host,
        @DefaultValue("25") @Min(1) @Max(65_535) int port,
        @DefaultValue Map<String, String> properties) implements CheckedSettings {
    private static final String TIMEOUT = "mail\\.smtps?\\.(connectiontimeout|timeout|writetimeout)";

    @Override
    public void check(Errors errors) {
        properties.forEach((name, value) -> {
            if (name.matches(TIMEOUT) && !value.matches("[1-9]\\d{2,6}")) {
                errors.rejectValue("properties[" + name + "]", "timeout",
                        "must be a number of milliseconds from 100 to 9999999");
            }
        });
    }
}
