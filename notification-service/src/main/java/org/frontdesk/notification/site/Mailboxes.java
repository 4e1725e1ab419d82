package org.frontdesk.notification.site;

import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;

import com.ibm.icu.text.IDNA;

/**
 * Validates addresses for sending: one plain mailbox in ASCII. Angus truncates other characters to their low byte,
 * which can produce somebody else's address, and accepts group syntax with many recipients. A non-ASCII local part
 * would need SMTPUTF8 on every relay, so it is rejected.
 */
public final class Mailboxes {
    /** UTS #46 without the transitional mapping; the JDK's IDN maps faß.de to a different domain. */
    private static final IDNA DOMAINS = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.USE_STD3_RULES
            | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ);
    /** A dot-atom (RFC 5322, 3.2.3) without %, which old relays use for routing. */
    private static final Pattern LOCAL = Pattern
            .compile("[\\w!#$&'*+/=?^`{|}~-]+(\\.[\\w!#$&'*+/=?^`{|}~-]+)*");
    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)+", Pattern.CASE_INSENSITIVE);
    private static final int LONGEST_LOCAL = 64; // RFC 5321, 4.5.3.1.1
    private static final int LONGEST = 254;

    private Mailboxes() {}

    /** Empty if the address is not such a mailbox. */
    public static Optional<String> ascii(String address) {
        var at = address.lastIndexOf('@');
        if (at < 1 || at > LONGEST_LOCAL || address.length() > LONGEST
                || !LOCAL.matcher(address.substring(0, at)).matches()) {
            return Optional.empty();
        }
        var info = new IDNA.Info();
        var domain = DOMAINS.nameToASCII(address.substring(at + 1), new StringBuilder(), info).toString();
        return info.hasErrors() || !DOMAIN.matcher(domain).matches()
                ? Optional.empty()
                : Optional.of(address.substring(0, at) + "@" + domain);
    }

    /** @throws AddressException if it is not such a mailbox; the message does not contain the address */
    public static InternetAddress of(String address) throws AddressException {
        return new InternetAddress(ascii(address).orElseThrow(() -> new AddressException("not one plain mailbox")),
                true);
    }
}
