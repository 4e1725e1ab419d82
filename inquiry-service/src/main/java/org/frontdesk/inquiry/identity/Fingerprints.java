package org.frontdesk.inquiry.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import org.frontdesk.inquiry.site.Form;
import org.frontdesk.inquiry.submission.Submission.NamedValue;

import org.springframework.stereotype.Component;

/** Keyed hashes (HMAC): equal input has an equal hash, and without the secret nothing can be learned from it. */
@Component
public class Fingerprints {
    private static final int IPV6_SUBNET_BYTES = 8;
    private final byte[] contentKey;
    private final byte[] clientKey;

    Fingerprints(Secret secret) {
        contentKey = secret.key("content-hash");
        clientKey = secret.key("client");
    }

    /** Of everything that determines who gets which email. The same words with another topic or language differ. */
    public String content(Form form, Map<String, String> values, List<NamedValue> extra) {
        return HexFormat.of().formatHex(Secret.hmac(contentKey, InquiryId.canonical(form.name(), values, extra)));
    }

    /** Of the address, or for IPv6 its /64, which is one household. A daily salt prevents tracking over days. */
    public String client(String address, LocalDate day) {
        var ip = InetAddress.ofLiteral(address.replaceFirst("%.*", ""));
        var bytes = ip instanceof Inet6Address ? Arrays.copyOf(ip.getAddress(), IPV6_SUBNET_BYTES) : ip.getAddress();
        var salt = Secret.hmac(clientKey, day.toString().getBytes(UTF_8));
        return HexFormat.of().formatHex(Secret.hmac(salt, bytes), 0, 16);
    }
}
