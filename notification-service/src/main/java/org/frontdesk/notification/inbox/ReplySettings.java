package org.frontdesk.notification.inbox;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many auto-replies go out.
 *
 * @param limited false only where nobody can be flooded, as in the playground
 * @param perAddress in ten minutes to one mailbox
 * @param perClient in ten minutes for one network of a visitor
 */
@ConfigurationProperties("frontdesk.replies")
record ReplySettings(@DefaultValue("true") boolean limited, @DefaultValue("1") int perAddress,
        @DefaultValue("3") int perAddressADay, @DefaultValue("3") int perClient, @DefaultValue("20") int perClientADay,
        @DefaultValue("100") int perDomainAnHour, @DefaultValue("2000") int inAllAnHour) {}
