package org.frontdesk.notification.inquiry;

import java.util.Locale;

import com.ibm.icu.text.IDNA;
import org.springframework.stereotype.Component;

/** Keyed hashes of an email address, by which it can be found without being stored. */
@Component
public class AddressHash {
    private static final IDNA UTS46 = IDNA.getUTS46Instance(IDNA.DEFAULT);

    private final Secret secret;

    public AddressHash(Secret secret) {
        this.secret = secret;
    }

    /** Equal for upper and lower case, and for an international domain in Unicode and in ASCII. */
    public String of(String address) {
        return secret.hash("address", local(address) + "@" + domain(address));
    }

    /** Also equal for spellings that most servers deliver to one mailbox: {@code a+b@}, and dots at Gmail. */
    public String ofMailbox(String address) {
        var domain = domain(address).equals("googlemail.com") ? "gmail.com" : domain(address);
        var local = local(address).replaceFirst("(?<=.)\\+.*", "");
        return secret.hash("mailbox", (domain.equals("gmail.com") ? local.replace(".", "") : local) + "@" + domain);
    }

    private static String local(String address) {
        return address.substring(0, Math.max(address.lastIndexOf('@'), 0)).strip().toLowerCase(Locale.ROOT);
    }

    private static String domain(String address) {
        var domain = address.substring(address.lastIndexOf('@') + 1).strip();
        return UTS46.nameToASCII(domain, new StringBuilder(), new IDNA.Info()).toString().toLowerCase(Locale.ROOT);
    }
}
