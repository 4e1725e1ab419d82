package org.frontdesk.inquiry.submission;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.frontdesk.inquiry.site.Form;
import org.frontdesk.inquiry.site.Kind;
import org.frontdesk.inquiry.submission.Submission.FieldError;
import org.frontdesk.inquiry.submission.Submission.NamedValue;

import org.springframework.http.MediaType;

/**
 * A submission from a plain HTML form, urlencoded or multipart.
 *
 * @param token the hidden field {@code _token}, which serves as idempotency key; empty if the form has none
 * @param next  the page to redirect to, as the form asked for it; empty if it did not
 */
public record FormBody(Submission submission, String token, String next) {
    private static final int MAX_EXTRA = 100;
    private static final int MAX_PAIRS = 300;
    private static final Set<String> HIDDEN = Set.of("_token", "next", Submission.TIMESTAMP, Submission.HONEYPOT);

    /** @throws Refusal 400 if it is malformed or not UTF-8, or has more undeclared fields than any real form */
    public static FormBody parse(Form form, String type, byte[] body) {
        if (MediaType.MULTIPART_FORM_DATA.includes(MediaType.parseMediaType(type))) {
            var parts = MultipartBody.parse(type, body);
            return of(form, parts.pairs(), parts.fileErrors());
        }
        return of(form, urlencoded(body), List.of());
    }

    private static FormBody of(Form form, List<NamedValue> pairs, List<FieldError> fileErrors) {
        var typed = new HashMap<String, String>();
        var extra = new ArrayList<NamedValue>();
        pairs.forEach(pair -> add(form, typed, extra, pair));
        if (extra.size() + fileErrors.size() > MAX_EXTRA) {
            throw Refusal.malformed("Send at most %d fields that the form does not declare.".formatted(MAX_EXTRA));
        }
        var token = CleanedValues.line(typed.getOrDefault("_token", ""));
        var submission = new Submission(form, CleanedValues.of(form, typed), List.copyOf(extra),
                List.copyOf(fileErrors), token.isEmpty() ? null : token, Submission.HiddenFields.of(typed));
        return new FormBody(submission, token, typed.getOrDefault("next", ""));
    }

    /**
     * A checkbox keeps its last value, since forms put a hidden default before it. Other repeated fields go to extra.
     */
    private static void add(Form form, Map<String, String> typed, List<NamedValue> extra, NamedValue pair) {
        var field = form.field(pair.name());
        if (field.filter(known -> known.kind() == Kind.CHECKBOX).isPresent()) {
            typed.put(pair.name(), pair.value());
        } else if (field.isPresent() || HIDDEN.contains(pair.name())) {
            var first = typed.putIfAbsent(pair.name(), pair.value());
            if (first != null && field.isPresent()) {
                addExtra(extra, pair);
            }
        } else {
            addExtra(extra, pair);
        }
    }

    private static void addExtra(List<NamedValue> extra, NamedValue pair) {
        var name = CleanedValues.line(pair.name());
        if (!name.isEmpty()) {
            extra.add(new NamedValue(name, CleanedValues.lines(pair.value())));
        }
    }

    /** application/x-www-form-urlencoded (URL Standard, 5.1). Counted first: 64 KiB can hold 32,000 pairs. */
    private static List<NamedValue> urlencoded(byte[] body) {
        var text = new String(body, ISO_8859_1);
        if (text.chars().filter(c -> c == '&').count() >= MAX_PAIRS) {
            throw Refusal.malformed("Send at most %d fields.".formatted(MAX_PAIRS));
        }
        var pairs = new ArrayList<NamedValue>();
        for (var pair : text.split("&")) {
            var parts = pair.split("=", 2);
            pairs.add(new NamedValue(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : ""));
        }
        return pairs;
    }

    /** Not by URLDecoder, which replaces invalid UTF-8 silently and throws at a percent sign that encodes nothing. */
    private static String decoded(String part) {
        var bytes = new ByteArrayOutputStream(part.length());
        for (int i = 0; i < part.length(); i++) {
            var c = part.charAt(i);
            if (c == '%' && isHex(part, i + 1) && isHex(part, i + 2)) {
                bytes.write(HexFormat.fromHexDigits(part, i + 1, i + 3));
                i += 2;
            } else {
                bytes.write(c == '+' ? ' ' : c);
            }
        }
        return BoundedBody.utf8(bytes.toByteArray());
    }

    private static boolean isHex(String part, int at) {
        return at < part.length() && HexFormat.isHexDigit(part.charAt(at));
    }
}
