package org.frontdesk.inquiry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.temporal.ChronoUnit.MILLIS;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.frontdesk.inquiry.identity.Fingerprints;
import org.frontdesk.inquiry.identity.Identity;
import org.frontdesk.inquiry.publishing.InquirySubmitted;
import org.frontdesk.inquiry.publishing.InquirySubmitted.Consent;
import org.frontdesk.inquiry.publishing.InquirySubmitted.LanguageSource;
import org.frontdesk.inquiry.publishing.InquirySubmitted.Value;
import org.frontdesk.inquiry.publishing.Publisher;
import org.frontdesk.inquiry.site.Field;
import org.frontdesk.inquiry.site.Kind;
import org.frontdesk.inquiry.site.Language;
import org.frontdesk.inquiry.site.Site;
import org.frontdesk.inquiry.site.SiteChecks;
import org.frontdesk.inquiry.spam.RateLimits;
import org.frontdesk.inquiry.spam.SpamCheck;
import org.frontdesk.inquiry.submission.Checks;
import org.frontdesk.inquiry.submission.EmailAddress;
import org.frontdesk.inquiry.submission.Submission;
import org.frontdesk.inquiry.submission.Submission.Mistake;

import org.springframework.stereotype.Component;

/** What happens to a submission, whichever door it came through. */
@Component
class Intake {
    sealed interface Outcome {
        Language language();
    }

    /** The broker has it on all its replicas. */
    record Accepted(InquirySubmitted inquiry, Language language) implements Outcome {}

    record Mistaken(List<Mistake> mistakes, Language language) implements Outcome {}

    record TooMany(Duration pause, Language language) implements Outcome {}

    /** The broker has not answered; the inquiry may still arrive. */
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

    /** @param address the client's, of which only a keyed hash is kept */
    Outcome take(Submission submission, Visitor visitor, String address) {
        var choice = LanguageChoice.of(site, submission, visitor);
        var mistakes = Checks.of(submission);
        if (!mistakes.isEmpty()) {
            return new Mistaken(mistakes, choice.language());
        }
        var inquiry = inquiry(Identity.id(submission), submission, choice, address, null);
        var wait = limits.take(inquiry.form(), inquiry.client());
        if (wait.isPositive()) {
            return new TooMany(wait, choice.language());
        }
        return publisher.publish(inquiry)
                ? new Accepted(inquiry, choice.language())
                : new Unconfirmed(choice.language());
    }

    /** The only way to the mark: no request comes here. */
    boolean canary(UUID id, Submission submission, Language language) {
        var choice = new LanguageChoice(language, LanguageSource.FIELD);
        return publisher.publish(inquiry(id, submission, choice, "127.0.0.1", true));
    }

    private InquirySubmitted inquiry(UUID id, Submission submission, LanguageChoice choice, String address,
            Boolean canary) {
        var now = Instant.now(clock).truncatedTo(MILLIS);
        var fields = fields(submission);
        var topic = topic(submission.value("topic"));
        var content = fields.stream().collect(Collectors.toMap(Value::name, Value::value));
        content.put("topic", topic);
        content.put("language", choice.language().tag());
        return new InquirySubmitted(id.toString(), Identity.reference(id), now, submission.form().name(),
                topic, choice.language().tag(), choice.source(),
                submission.values().get("page"), fields, extra(submission), consent(choice.language()),
                spam.judge(submission),
                fingerprints.client(address, now.atZone(ZoneOffset.UTC).toLocalDate()),
                fingerprints.content(submission.form(), content, submission.extra()), canary);
    }

    private static List<Value> fields(Submission submission) {
        return submission.form().published().stream().filter(field -> submission.values().containsKey(field.name()))
                .map(field -> new Value(field.name(), sendable(field, submission.value(field.name())))).toList();
    }

    /** Whoever writes to an address from the event can use it as it stands. */
    private static String sendable(Field field, String value) {
        return field.kind() == Kind.EMAIL ? EmailAddress.ascii(value).orElse(value) : value;
    }

    /** What stood in the trap too: if a person wrote there after all, staff can read it. */
    private static List<Value> extra(Submission submission) {
        var trapped = Stream.of(new Value(Submission.TRAP, submission.unseen().trap()))
                .filter(value -> !value.value().isEmpty());
        return Stream.concat(submission.extra().stream(), trapped).toList();
    }

    /** An unknown topic travels as it is, to the default route; what is no topic at all becomes the site's last. */
    private String topic(String typed) {
        return SiteChecks.isSlug(typed) ? typed : site.topics().getLast();
    }

    private static Consent consent(Language language) {
        var text = language.texts().get("form.consent");
        return new Consent(true, HexFormat.of().formatHex(Identity.sha256(text.getBytes(UTF_8))));
    }
}
