package org.frontdesk.notification.delivery;

import org.frontdesk.notification.settings.CheckedSettings;
import org.frontdesk.notification.site.Mailboxes;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.Errors;

/** @param canarySink where the canaries' mails go; empty where they are not mailed */
@ConfigurationProperties("frontdesk")
record CanarySettings(@DefaultValue("") String canarySink) implements CheckedSettings {

    /** By the rule that mails are written by, which is stricter than {@code @Email}. */
    @Override
    public void check(Errors errors) {
        if (!canarySink.isBlank() && Mailboxes.ascii(canarySink).isEmpty()) {
            errors.rejectValue("canarySink", "address", "must be an e-mail address, such as canaries@example.org");
        }
    }
}
