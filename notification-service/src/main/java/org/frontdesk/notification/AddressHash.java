package org.frontdesk.notification;

import java.util.Locale;

import org.springframework.stereotype.Component;

/** A keyed hash of an e-mail address, the same for all spellings that end in one mailbox. */
@Component
public class AddressHash {
    private final Secret secret;

    public AddressHash(Secret secret) {
        this.secret = secret;
    }

    public String of(String address) {
        var at = address.lastIndexOf('@');
        var domain = address.substring(at + 1).strip().toLowerCase(Locale.ROOT);
        var local = address.substring(0, Math.max(at, 0)).strip().toLowerCase(Locale.ROOT).replaceFirst("\\+.*", "");
        return secret.hash("recipient", (isGmail(domain) ? local.replace(".", "") : local) + "@" + domain);
    }

    private static boolean isGmail(String domain) {
        return domain.equals("gmail.com") || domain.equals("googlemail.com");
    }
}
