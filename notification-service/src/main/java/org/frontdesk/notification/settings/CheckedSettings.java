package org.frontdesk.notification.settings;

import org.springframework.validation.Errors;

/**
 * Settings that constraints on single values do not check enough: two that contradict each other. Not Spring's own
 * {@code Validator}, of which other libraries expect to find one alone.
 */
public interface CheckedSettings {

    void check(Errors errors);
}
