package org.frontdesk.notification.settings;

import org.springframework.validation.Errors;

/**
 * Settings for which constraints on single values are not enough, such as two that contradict each other. Not Spring's
 * own {@code Validator}, because other libraries expect a single bean of that type.
 */
public interface CheckedSettings {

    void check(Errors errors);
}
