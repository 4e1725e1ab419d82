package org.frontdesk.inquiry.submission;

import java.util.Optional;
import java.util.regex.Pattern;

import com.ibm.icu.text.IDNA;
import com.sanctionco.jmail.EmailValidator;
import com.sanctionco.jmail.JMail;

/**
 * An address as mail is sent to it: domain in ASCII, by UTS #46 without its transitional mapping; java.net.IDN has the
 * one of 2003, which turns faß.de into another's domain.
 */
public class EmailAddress {
    private static final IDNA DOMAINS = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.USE_STD3_RULES
            | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ | IDNA.CHECK_CONTEXTO);
    /** A dot-atom (RFC 5322, 3.2.3) without the %, by which old relays route: no quotes, comments or letters to cut. */
    private static final Pattern LOCAL = Pattern.compile("[\\w.!#$&'*+/=?^`{|}~-]+");
    /** Lets through only what all mail software reads alike: no groups, no routes. */
    private static final EmailValidator SOUND = JMail.validator().disallowExplicitSourceRouting().disallowIpDomain()
            .requireTopLevelDomain().requireAscii().disallowQuotedIdentifiers().disallowObsoleteWhitespace();
    private static final int LONGEST = 254;

    private EmailAddress() {}

    /** Empty if it is none, or if what stands before the @ is not ASCII: few relays take that, and some cut letters. */
    public static Optional<String> ascii(String typed) {
        var at = typed.lastIndexOf('@');
        if (at < 1 || typed.length() > LONGEST || !LOCAL.matcher(typed.substring(0, at)).matches()) {
            return Optional.empty();
        }
        var info = new IDNA.Info();
        var domain = DOMAINS.nameToASCII(typed.substring(at + 1), new StringBuilder(), info);
        var address = typed.substring(0, at) + "@" + domain;
        return info.hasErrors() || address.length() > LONGEST || !SOUND.isValid(address)
                ? Optional.empty()
                : Optional.of(address);
    }
}
