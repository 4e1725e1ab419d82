package org.frontdesk.notification.inquiry;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * This service's view of the event in {@code contracts/inquiry-submitted.schema.json}: only what it needs. Unknown
 * members are ignored, so that the contract can grow.
 */
public record InquirySubmitted(UUID id, String reference, Instant submittedAt, String form, String topic,
        String language,
        String page, List<Value> fields, List<Value> extra, Spam spam, String contentHash, String client,
        Boolean canary) {

    public static final String TYPE = "org.frontdesk.inquiry.submitted.v1";

    /** How long a canary is of interest; there are thousands a day, so older ones are neither kept nor mailed. */
    public static final Duration CANARY_LASTS = Duration.ofDays(2);

    public record Value(String name, String value) {
        public Value {
            requireNonNull(name, "name of a value is missing");
            requireNonNull(value, "value is missing");
        }
    }

    public record Spam(Verdict verdict, List<String> reasons) {
        public Spam {
            requireNonNull(verdict, "spam.verdict is missing");
            reasons = reasons == null ? List.of() : List.copyOf(reasons);
        }
    }

    /** The values in the event. */
    public enum Verdict {
        clear, suspect, spam
    }

    public InquirySubmitted {
        requireNonNull(id, "id is missing");
        requireNonNull(reference, "reference is missing");
        requireNonNull(submittedAt, "submittedAt is missing");
        requireNonNull(form, "form is missing");
        requireNonNull(topic, "topic is missing");
        requireNonNull(language, "language is missing");
        requireNonNull(spam, "spam is missing");
        requireNonNull(contentHash, "contentHash is missing");
        canary = canary != null && canary;
        fields = List.copyOf(requireNonNull(fields, "fields is missing"));
        extra = List.copyOf(requireNonNull(extra, "extra is missing"));
    }

    public boolean isStaleCanary(Instant now) {
        return canary && submittedAt.isBefore(now.minus(CANARY_LASTS));
    }

    /** The visitor's input in that field, if any. */
    public Optional<String> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).map(Value::value).findFirst();
    }

    /** Empty if the visitor gave only a phone number. */
    public Optional<String> email() {
        return field("email");
    }
}
