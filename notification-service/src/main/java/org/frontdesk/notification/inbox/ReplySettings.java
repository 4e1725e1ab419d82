package org.frontdesk.notification.inbox;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.frontdesk.notification.settings.CheckedSettings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.Errors;

/**
 * The rate limits of auto-replies. Only {@code inAllAnHour} may be 0, which switches them off; any other limit of 0
 * would almost do the same, and is rejected as an error.
 *
 * @param limited false only if nobody can be flooded, as in the playground
 * @param perAddress in ten minutes to one mailbox
 * @param perClient in ten minutes for one network of a visitor
 * @param inAllAnHour 0 withholds all
 */
@ConfigurationProperties("frontdesk.replies")
public record ReplySettings(@DefaultValue("true") boolean limited,
        @DefaultValue("1") @Min(value = 1, message = NOT_HERE) @Max(MOST) int perAddress,
        @DefaultValue("3") @Min(value = 1, message = NOT_HERE) @Max(MOST) int perAddressADay,
        @DefaultValue("3") @Min(value = 1, message = NOT_HERE) @Max(MOST) int perClient,
        @DefaultValue("20") @Min(value = 1, message = NOT_HERE) @Max(MOST) int perClientADay,
        @DefaultValue("100") @Min(value = 1, message = NOT_HERE) @Max(MOST) int perDomainAnHour,
        @DefaultValue("2000") @Min(0) @Max(MOST) int inAllAnHour) implements CheckedSettings {
    private static final int MOST = 1_000_000;
    private static final String NOT_HERE = "must be greater than or equal to 1; to send no replies at all, set"
            + " frontdesk.replies.in-all-an-hour to 0";

    public boolean off() {
        return inAllAnHour == 0;
    }

    @Override
    public void check(Errors errors) {
        expectAtLeast("perAddressADay", perAddressADay, perAddress, "per-address", errors);
        expectAtLeast("perClientADay", perClientADay, perClient, "per-client", errors);
    }

    private static void expectAtLeast(String field, int aDay, int inTenMinutes, String name, Errors errors) {
        if (aDay < inTenMinutes) {
            errors.rejectValue(field, "tenMinutes", "must be greater than or equal to frontdesk.replies." + name
                    + ", which is " + inTenMinutes);
        }
    }
}
