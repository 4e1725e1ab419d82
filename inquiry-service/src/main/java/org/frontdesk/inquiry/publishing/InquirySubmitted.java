package org.frontdesk.inquiry.publishing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.frontdesk.inquiry.identity.InquiryId;
import org.frontdesk.inquiry.site.Language;
import org.frontdesk.inquiry.spam.SpamCheck;
import org.frontdesk.inquiry.submission.Submission;
import org.frontdesk.inquiry.submission.Submission.NamedValue;

import com.fasterxml.jackson.annotation.JsonInclude;

/** The event in the topic, as specified in contracts/inquiry-submitted.schema.json. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record InquirySubmitted(String id, String reference, Instant submittedAt, String form, String topic, String language,
        String languageSource, String page, List<Value> fields, List<Value> extra, Consent consent, Spam spam,
        String client, String contentHash, Boolean canary) {

    record Value(String name, String value) {}

    record Consent(boolean given, String textHash) {}

    record Spam(String verdict, List<String> reasons) {}

    static InquirySubmitted of(Inquiry inquiry) {
        var submission = inquiry.submission();
        var language = inquiry.language().language();
        return new InquirySubmitted(inquiry.id().toString(), InquiryId.reference(inquiry.id()), inquiry.submittedAt(),
                submission.form().name(), inquiry.topic(), language.tag(), word(inquiry.language().source()),
                submission.values().get("page"), values(submission.fields().stream()), values(extra(submission)),
                consent(language), spam(inquiry.spam()), inquiry.client(), inquiry.contentHash(),
                inquiry.canary() ? true : null);
    }

    private static List<Value> values(Stream<NamedValue> values) {
        return values.map(value -> new Value(value.name(), value.value())).toList();
    }

    /** Includes the honeypot, so that staff can read it if a person did write there. */
    private static Stream<NamedValue> extra(Submission submission) {
        var honeypot = Stream.of(new NamedValue(Submission.HONEYPOT, submission.hidden().honeypot()))
                .filter(value -> !value.value().isEmpty());
        return Stream.concat(submission.extra().stream(), honeypot);
    }

    private static Consent consent(Language language) {
        var text = language.texts().get("form.consent");
        return new Consent(true, HexFormat.of().formatHex(InquiryId.sha256(text.getBytes(UTF_8))));
    }

    private static Spam spam(SpamCheck.Result result) {
        return new Spam(word(result.verdict()), result.reasons());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
