package org.frontdesk.inquiry.submission;

import java.util.Optional;
import java.util.regex.Pattern;

import com.ibm.icu.text.IDNA;
import com.sanctionco.jmail.EmailValidator;
import com.sanctionco.jmail.JMail;

/**
 * An email address that mail can be sent to: the domain in ASCII, by nontransitional UTS #46. java.net.IDN implements
 * IDNA 2003, which maps faß.de to a different domain.
 */
public class EmailAddress {
    private static final IDNA DOMAINS = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.USE_STD3_RULES
            | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ | IDNA.CHECK_CONTEXTO);
    /** An ASCII dot-atom (RFC 5322, 3.2.3) without %, which old relays use for routing: no quoting, no comments. */
    private static final Pattern LOCAL = Pattern.compile("[\\w.!#$&'*+/=?^`{|}~-]+");
    /** Accepts only what all mail software parses in the same way: no groups, no source routes. */
    private static final EmailValidator UNAMBIGUOUS = JMail.validator().disallowExplicitSourceRouting()
            .disallowIpDomain()
            .requireTopLevelDomain().requireAscii().disallowQuotedIdentifiers().disallowObsoleteWhitespace();
    private static final int MAX_LENGTH = 254;

    private EmailAddress() {}

    /** Empty if it is invalid, or if the local part is not ASCII: few relays accept that, and some truncate it. */
    public static Optional<String> ascii(String typed) {
        var at = typed.lastIndexOf('@');
        if (at < 1 || typed.length() > MAX_LENGTH || !LOCAL.matcher(typed.substring(0, at)).matches()) {
            return Optional.empty();
        }
        var info = new IDNA.Info();
        var domain = DOMAINS.nameToASCII(typed.substring(at + 1), new StringBuilder(), info);
        var address = typed.substring(0, at) + "@" + domain;
        return info.hasErrors() || address.length() > MAX_LENGTH || !UNAMBIGUOUS.isValid(address)
                ? Optional.empty()
                : Optional.of(address);
    }
}
