package org.frontdesk.inquiry.submission;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.frontdesk.inquiry.publishing.InquirySubmitted.Value;
import org.frontdesk.inquiry.site.Form;
import org.frontdesk.inquiry.site.Kind;
import org.frontdesk.inquiry.submission.Submission.Mistake;

import org.springframework.http.MediaType;

/**
 * A submission as a plain HTML form sends it, in either encoding.
 *
 * @param token the hidden {@code _token}, empty if the form has none
 * @param next  where the site's own form wants the visitor sent on to; empty if nowhere
 */
public record FormBody(Submission submission, String token, String next) {
    private static final int MOST_EXTRA = 100;
    private static final Set<String> UNSEEN = Set.of("_token", "next", Submission.STARTED, Submission.TRAP);

    /** @throws Refusal 400 if it is not sound or not UTF-8, or if there are more fields than any form has */
    public static FormBody parse(Form form, String type, byte[] body) {
        if (MediaType.MULTIPART_FORM_DATA.includes(MediaType.parseMediaType(type))) {
            var parts = MultipartBody.parse(type, body);
            return of(form, parts.pairs(), parts.files());
        }
        return of(form, UrlencodedBody.parse(body), List.of());
    }

    private static FormBody of(Form form, List<Value> pairs, List<Mistake> files) {
        var typed = new HashMap<String, String>();
        var extra = new ArrayList<Value>();
        pairs.forEach(pair -> take(form, typed, extra, pair));
        if (extra.size() + files.size() > MOST_EXTRA) {
            throw Refusal.malformed("Send at most %d fields that the form does not declare.".formatted(MOST_EXTRA));
        }
        var token = CleanText.line(typed.getOrDefault("_token", ""));
        var submission = new Submission(form, Values.of(form, typed), List.copyOf(extra), List.copyOf(files),
                token.isEmpty() ? null : token, Submission.Unseen.of(typed));
        return new FormBody(submission, token, typed.getOrDefault("next", ""));
    }

    /** Of equal names a box keeps the last, as forms put a hidden one before it; elsewhere a second is not lost. */
    private static void take(Form form, Map<String, String> typed, List<Value> extra, Value pair) {
        var field = form.field(pair.name());
        if (field.filter(known -> known.kind() == Kind.CHECKBOX).isPresent()) {
            typed.put(pair.name(), pair.value());
        } else if (field.isPresent() || UNSEEN.contains(pair.name())) {
            var first = typed.putIfAbsent(pair.name(), pair.value());
            if (first != null && field.isPresent()) {
                carry(extra, pair);
            }
        } else {
            carry(extra, pair);
        }
    }

    private static void carry(List<Value> extra, Value pair) {
        var name = CleanText.line(pair.name());
        if (!name.isEmpty()) {
            extra.add(new Value(name, CleanText.lines(pair.value())));
        }
    }
}
