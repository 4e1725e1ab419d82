package org.frontdesk.inquiry.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import org.frontdesk.inquiry.publishing.InquirySubmitted.Value;
import org.frontdesk.inquiry.site.Form;

import org.springframework.stereotype.Component;

/** Keyed hashes: equal for what is equal, and telling nothing to whoever has not the secret. */
@Component
public class Fingerprints {
    private static final int SUBNET = 8;
    private final byte[] contentKey;
    private final byte[] clientKey;

    Fingerprints(Secret secret) {
        contentKey = secret.key("content-hash");
        clientKey = secret.key("client");
    }

    /** Of all that decides who is told what: the same words on another topic, or in another language, are other content. */
    public String content(Form form, Map<String, String> values, List<Value> extra) {
        return HexFormat.of().formatHex(Secret.hmac(contentKey, Identity.canonical(form.name(), values, extra)));
    }

    /** Of the address, IPv6 its /64, which is one household; the day's salt keeps days from being joined up. */
    public String client(String address, LocalDate day) {
        var ip = InetAddress.ofLiteral(address.replaceFirst("%.*", ""));
        var bytes = ip instanceof Inet6Address ? Arrays.copyOf(ip.getAddress(), SUBNET) : ip.getAddress();
        var salt = Secret.hmac(clientKey, day.toString().getBytes(UTF_8));
        return HexFormat.of().formatHex(Secret.hmac(salt, bytes), 0, 16);
    }
}
