package org.frontdesk.content.server;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;

/**
 * Validates Boot's own settings for ports and timeouts: with some invalid values Boot fails with a stack trace, with
 * others it starts and accepts no connection.
 */
@ConfigurationProperties("server")
public record ServerSettings(@DefaultValue("8080") int port, @DefaultValue Tomcat tomcat) implements Validator {
    private static final int HIGHEST_PORT = 65_535;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    public record Tomcat(@DefaultValue("10s") Duration connectionTimeout) {}

    /** @param port -1 disables health and metrics, as in Boot */
    @ConfigurationProperties("management.server")
    public record Management(@DefaultValue("-1") int port) implements Validator {
        @Override
        public boolean supports(Class<?> type) {
            return type == Management.class;
        }

        @Override
        public void validate(Object target, Errors errors) {
            checkPort(((Management) target).port(), -1, errors);
        }
    }

    /** The two are bound separately, so neither can validate this alone. */
    public void checkAgainst(Management management) {
        if (port > 0 && port == management.port()) {
            throw new InvalidConfigurationPropertyValueException("management.server.port", port,
                    "must be another port than server.port, which visitors reach");
        }
    }

    @Override
    public boolean supports(Class<?> type) {
        return type == ServerSettings.class;
    }

    @Override
    public void validate(Object target, Errors errors) {
        ServerSettings settings = (ServerSettings) target;
        checkPort(settings.port(), 0, errors);
        Duration timeout = settings.tomcat().connectionTimeout();
        if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
            errors.rejectValue("tomcat.connectionTimeout", "timeout",
                    "must be from 1s to 5m; a number without a unit is in milliseconds");
        }
    }

    private static void checkPort(int port, int lowest, Errors errors) {
        if (port < lowest || port > HIGHEST_PORT) {
            errors.rejectValue("port", "port", "must be a port from " + lowest + " to " + HIGHEST_PORT);
        }
    }
}
