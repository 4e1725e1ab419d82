package org.frontdesk.notification.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import org.frontdesk.notification.inquiry.InquirySubmitted.Spam;
import org.frontdesk.notification.inquiry.InquirySubmitted.Value;
import org.frontdesk.notification.inquiry.InquirySubmitted.Verdict;
import org.frontdesk.notification.inquiry.InquirySubmitted;
import org.frontdesk.notification.mail.Digest.Failure;
import org.frontdesk.notification.mail.Digest.Item;
import org.frontdesk.notification.mail.Digest.Section;
import org.frontdesk.notification.mail.Digest.Attention;
import org.frontdesk.notification.site.Site;
import org.frontdesk.notification.site.Texts;
import org.springframework.stereotype.Component;

/** Composes any mail of this site from sample data. */
@Component
public class SampleMails {
    private static final UUID SAMPLE_ID = UUID.fromString("00000000-0000-8000-8000-000000000000");
    private static final String REFERENCE = "k7m4-2qxz-9tbd";

    private final Site site;
    private final Texts texts;
    private final MailWriter writer;
    private final DigestWriter digests;

    SampleMails(Site site, Texts texts, MailWriter writer, DigestWriter digests) {
        this.site = site;
        this.texts = texts;
        this.writer = writer;
        this.digests = digests;
    }

    /** The mails that differ; the values of the request parameter. */
    public enum Sort {
        reply, alert, suspect, minimal, notice, digest;

        Delivery.Kind kind() {
            return switch (this) {
                case reply -> Delivery.Kind.reply;
                case alert, suspect, minimal -> Delivery.Kind.alert;
                case notice -> Delivery.Kind.notice;
                case digest -> Delivery.Kind.digest;
            };
        }
    }

    /**
     * @param language the visitor's
     * @param mailLanguage the language of a mail to staff
     */
    public record Wanted(Sort sort, String form, String language, String mailLanguage) {}

    /** A composed mail, and its parts for display. */
    public record Sample(MimeMessage message, String subject, String text, String html) {
        static Sample of(MimeMessage message) throws MessagingException {
            try {
                var parts = (MimeMultipart) message.getContent();
                return new Sample(message, message.getSubject(), (String) parts.getBodyPart(0).getContent(),
                        (String) parts.getBodyPart(1).getContent());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** @throws MessagingException if the recipient is not a plain mailbox */
    public Sample write(Wanted wanted, String recipient, Instant submittedAt) throws MessagingException {
        var language = wanted.sort() == Sort.reply ? wanted.language() : wanted.mailLanguage();
        var delivery = new Delivery(UUID.randomUUID(), wanted.sort().kind(), recipient,
                Locale.forLanguageTag(language), wanted.sort() == Sort.minimal, 1, 1, Duration.ZERO, null);
        return Sample.of(wanted.sort() == Sort.digest
                ? digests.write(delivery, digest(wanted, submittedAt))
                : writer.write(delivery, inquiry(wanted, submittedAt)));
    }

    /** With an item in every section. */
    private Digest digest(Wanted wanted, Instant submittedAt) {
        var sections = Stream.of(Attention.values()).map(attention -> new Section(attention, 2,
                List.of(new Item(REFERENCE, site.topics().getFirst(), wanted.language(), wanted.form(), submittedAt,
                        attention == Attention.withheld ? List.of("too-fast", "links") : List.of(),
                        attention == Attention.dead ? "550 5.1.1 No such user" : null))));
        var yesterday = submittedAt.atZone(site.zone()).toLocalDate().minusDays(1);
        return new Digest(sections.toList(), OptionalInt.of(2), List.of(new Failure(yesterday, null)));
    }

    private InquirySubmitted inquiry(Wanted wanted, Instant submittedAt) {
        var spam = wanted.sort() == Sort.suspect
                ? new Spam(Verdict.suspect, List.of("too-fast", "links"))
                : new Spam(Verdict.clear, List.of());
        var page = site.origins().stream().findFirst().map(origin -> origin + "/" + wanted.language()).orElse(null);
        return new InquirySubmitted(SAMPLE_ID, REFERENCE, submittedAt, wanted.form(), site.topics().getFirst(),
                wanted.language(), page, fields(wanted), List.of(new Value("campaign", "autumn")), spam, "", null,
                false);
    }

    private List<Value> fields(Wanted wanted) {
        var visitor = Locale.forLanguageTag(wanted.language());
        var fields = new ArrayList<>(List.of(new Value("name", texts.say(visitor, "example.name")),
                new Value("email", "visitor@example.net"), new Value("phone", "+44 20 7946 0958"),
                new Value("message", texts.say(visitor, "example.message"))));
        var choices = site.language(visitor).choices();
        site.forms().get(wanted.form()).forEach(name -> fields
                .add(new Value(name, choices.getOrDefault(name, Map.of("2024", "")).keySet().iterator().next())));
        return fields;
    }
}
