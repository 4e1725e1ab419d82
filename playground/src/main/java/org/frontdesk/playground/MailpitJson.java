package org.frontdesk.playground;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonProperty;

import tools.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** The JSON of Mailpit's REST API, v1: a client of Mailpit can read the mailbox, and the other way round. */
final class MailpitJson {

    private MailpitJson() {}

    @JsonNaming(UpperCamelCaseStrategy.class)
    record Address(String name, String address) {

        static Address of(MailContent.Address address) {
            return new Address(address.name(), address.address());
        }
    }

    @JsonNaming(UpperCamelCaseStrategy.class)
    record Attachment(String fileName, String contentType, int size) {

        static Attachment of(MailContent.Attachment attachment) {
            return new Attachment(attachment.fileName(), attachment.contentType(), attachment.size());
        }
    }

    @JsonNaming(UpperCamelCaseStrategy.class)
    record Summary(@JsonProperty("ID") String id, @JsonProperty("MessageID") String messageId, boolean read,
            Address from, List<Address> to, List<Address> cc, List<Address> bcc, List<Address> replyTo, String subject,
            Instant created, List<String> tags, int size, int attachments, String snippet) {

        static Summary of(Mail mail) {
            MailContent content = mail.content();
            return new Summary(mail.id(), content.messageId(), mail.read().get(), sender(content),
                    addresses(content.to()), addresses(content.cc()), blindCopies(mail), addresses(content.replyTo()),
                    content.subject(), mail.created(), List.of(), mail.raw().length, content.attachments().size(),
                    shortened(content));
        }
    }

    @JsonNaming(UpperCamelCaseStrategy.class)
    record Whole(@JsonProperty("ID") String id, @JsonProperty("MessageID") String messageId, Address from,
            List<Address> to, List<Address> cc, List<Address> bcc, List<Address> replyTo, String returnPath,
            String subject, Instant date, List<String> tags, String text, @JsonProperty("HTML") String html, int size,
            List<Attachment> inline, List<Attachment> attachments) {

        static Whole of(Mail mail) {
            MailContent content = mail.content();
            return new Whole(mail.id(), content.messageId(), sender(content), addresses(content.to()),
                    addresses(content.cc()), blindCopies(mail), addresses(content.replyTo()), mail.sender(),
                    content.subject(), content.date().orElse(mail.created()), List.of(), content.text(),
                    content.html(), mail.raw().length, List.of(),
                    content.attachments().stream().map(Attachment::of).toList());
        }
    }

    record Page(int total, long unread, int count, @JsonProperty("messages_count") int messagesCount, int start,
            List<String> tags, List<Summary> messages) {

        /** @param found those asked for, newest first, of which the page shows {@code limit} from {@code start} */
        static Page of(List<Mail> all, List<Mail> found, int start, int limit) {
            List<Summary> messages = found.stream().skip(start).limit(limit).map(Summary::of).toList();
            return new Page(all.size(), all.stream().filter(mail -> !mail.read().get()).count(), messages.size(),
                    found.size(), start, List.of(), messages);
        }
    }

    private static Address sender(MailContent content) {
        return content.from().map(Address::of).orElse(new Address("", ""));
    }

    private static List<Address> addresses(List<MailContent.Address> addresses) {
        return addresses.stream().map(Address::of).toList();
    }

    /** Recipients of the envelope that are not in the headers. */
    private static List<Address> blindCopies(Mail mail) {
        List<String> named = Stream.concat(mail.content().to().stream(), mail.content().cc().stream())
                .map(MailContent.Address::address).toList();
        return mail.recipients().stream().filter(recipient -> named.stream().noneMatch(recipient::equalsIgnoreCase))
                .map(recipient -> new Address("", recipient)).toList();
    }

    private static String shortened(MailContent content) {
        String text = content.text().isBlank()
                ? content.html().replaceAll("(?s)<(style|title).*?</\\1>|<[^>]*>", " ")
                : content.text();
        String line = text.replaceAll("\\s+", " ").strip();
        return line.substring(0, line.offsetByCodePoints(0, Math.min(250, line.codePointCount(0, line.length()))));
    }
}
