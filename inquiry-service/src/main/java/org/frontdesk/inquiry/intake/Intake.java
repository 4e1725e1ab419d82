package org.frontdesk.inquiry.intake;

import static java.time.temporal.ChronoUnit.MILLIS;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

import org.frontdesk.inquiry.identity.Fingerprints;
import org.frontdesk.inquiry.identity.InquiryId;
import org.frontdesk.inquiry.language.LanguageChoice;
import org.frontdesk.inquiry.language.LanguageChoice.LanguageHints;
import org.frontdesk.inquiry.publishing.Inquiry;
import org.frontdesk.inquiry.publishing.Publisher;
import org.frontdesk.inquiry.site.Language;
import org.frontdesk.inquiry.site.Site;
import org.frontdesk.inquiry.site.SiteChecks;
import org.frontdesk.inquiry.spam.RateLimits;
import org.frontdesk.inquiry.spam.SpamCheck;
import org.frontdesk.inquiry.submission.Submission;
import org.frontdesk.inquiry.submission.Submission.FieldError;
import org.frontdesk.inquiry.submission.Submission.NamedValue;
import org.frontdesk.inquiry.submission.Validation;

import org.springframework.stereotype.Component;

/** Processes a submission, from JSON or HTML: validation, rate limits, spam check, publishing. */
@Component
class Intake {
    sealed interface Outcome {}

    /** All in-sync replicas of the broker have stored the inquiry. */
    record Accepted(UUID id, Language language) implements Outcome {
        String reference() {
            return InquiryId.reference(id);
        }
    }

    record Invalid(List<FieldError> errors, Language language) implements Outcome {}

    record RateLimited(Duration retryAfter, Language language) implements Outcome {}

    /** The broker did not acknowledge the inquiry, which may still be delivered. */
    record Unconfirmed(Language language) implements Outcome {}

    private final Site site;
    private final Fingerprints fingerprints;
    private final SpamCheck spam;
    private final RateLimits limits;
    private final Publisher publisher;
    private final Clock clock;

    Intake(Site site, Fingerprints fingerprints, SpamCheck spam, RateLimits limits, Publisher publisher, Clock clock) {
        this.site = site;
        this.fingerprints = fingerprints;
        this.spam = spam;
        this.limits = limits;
        this.publisher = publisher;
        this.clock = clock;
    }

    /** @param address of the client; only a keyed hash of it is kept */
    Outcome submit(Submission submission, LanguageHints hints, String address) {
        var choice = LanguageChoice.of(site, submission, hints);
        var errors = Validation.errors(submission);
        if (!errors.isEmpty()) {
            return new Invalid(errors, choice.language());
        }
        var inquiry = inquiry(InquiryId.of(submission), submission, choice, address, false);
        var wait = limits.take(submission.form().name(), inquiry.client());
        if (wait.isPositive()) {
            return new RateLimited(wait, choice.language());
        }
        return publisher.publish(inquiry)
                ? new Accepted(inquiry.id(), choice.language())
                : new Unconfirmed(choice.language());
    }

    /** The only place that marks an inquiry as a canary; no request reaches it. */
    boolean submitCanary(UUID id, Submission submission, Language language) {
        var choice = new LanguageChoice(language, LanguageChoice.Source.FIELD);
        return publisher.publish(inquiry(id, submission, choice, "127.0.0.1", true));
    }

    private Inquiry inquiry(UUID id, Submission submission, LanguageChoice choice, String address, boolean canary) {
        var now = Instant.now(clock).truncatedTo(MILLIS);
        var topic = topic(submission.value("topic"));
        var client = fingerprints.client(address, now.atZone(ZoneOffset.UTC).toLocalDate());
        return new Inquiry(id, now, submission, topic, choice, spam.check(submission), client,
                contentHash(submission, topic, choice.language()), canary);
    }

    private String contentHash(Submission submission, String topic, Language language) {
        var content = submission.fields().stream().collect(Collectors.toMap(NamedValue::name, NamedValue::value));
        content.put("topic", topic);
        content.put("language", language.tag());
        return fingerprints.content(submission.form(), content, submission.extra());
    }

    /**
     * An undeclared topic is published unchanged and takes the default route; an invalid one becomes the last topic.
     */
    private String topic(String typed) {
        return SiteChecks.isSlug(typed) ? typed : site.topics().getLast();
    }
}
