package org.frontdesk.playground;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;

/**
 * The parsed content of a mail. The parser is lenient, because a test mailbox must show broken mails too: what cannot be
 * parsed is empty, and a mail that cannot be parsed at all is shown as its source.
 */
record MailContent(String messageId, Optional<Address> from, List<Address> to, List<Address> cc,
        List<Address> replyTo, String subject, Optional<Instant> date, String text, String html,
        List<Attachment> attachments) {

    record Address(String name, String address) {}

    record Attachment(String fileName, String contentType, int size) {}

    private static final Session SESSION = Session.getInstance(lenient());

    private static Properties lenient() {
        var properties = new Properties();
        properties.setProperty("mail.mime.allowutf8", "true");
        properties.setProperty("mail.mime.address.strict", "false");
        return properties;
    }

    static MailContent parse(byte[] raw) {
        try {
            var message = new MimeMessage(SESSION, new ByteArrayInputStream(raw));
            var bodies = new Bodies();
            bodies.add(message);
            return new MailContent(bare(header(message, "Message-ID")),
                    addresses(message, "From").stream().findFirst(), addresses(message, "To"),
                    addresses(message, "Cc"), addresses(message, "Reply-To"), decoded(header(message, "Subject")),
                    Optional.ofNullable(message.getSentDate()).map(Date::toInstant), bodies.text.toString(),
                    bodies.html.toString(), List.copyOf(bodies.attachments));
        } catch (MessagingException | IOException | RuntimeException broken) {
            return new MailContent("", Optional.empty(), List.of(), List.of(), List.of(), "", Optional.empty(),
                    new String(raw, StandardCharsets.UTF_8), "", List.of());
        }
    }

    private static String header(MimeMessage message, String name) throws MessagingException {
        String value = message.getHeader(name, ", ");
        return value == null ? "" : MimeUtility.unfold(value);
    }

    private static List<Address> addresses(MimeMessage message, String name) throws MessagingException {
        String header = header(message, name);
        try {
            return Stream.of(InternetAddress.parseHeader(header, false))
                    .map(address -> new Address(decoded(Optional.ofNullable(address.getPersonal()).orElse("")),
                            address.getAddress()))
                    .toList();
        } catch (MessagingException broken) {
            return List.of(new Address(decoded(header), ""));
        }
    }

    private static String decoded(String header) {
        try {
            return MimeUtility.decodeText(header);
        } catch (UnsupportedEncodingException unknown) {
            return header;
        }
    }

    private static String bare(String messageId) {
        return messageId.strip().replaceAll("^<|>$", "");
    }

    /** The leaf parts: plain texts joined, HTML joined, everything else an attachment. */
    private static final class Bodies {
        private final StringBuilder text = new StringBuilder();
        private final StringBuilder html = new StringBuilder();
        private final List<Attachment> attachments = new ArrayList<>();

        void add(Part part) throws MessagingException, IOException {
            if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
                for (int i = 0; i < parts.getCount(); i++) {
                    add(parts.getBodyPart(i));
                }
            } else if (Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition()) || !part.isMimeType("text/*")) {
                attachments.add(attachment(part));
            } else {
                (part.isMimeType("text/html") ? html : text).append(string(part));
            }
        }

        private static Attachment attachment(Part part) throws MessagingException, IOException {
            String type = part.getContentType().replaceAll(";(?s:.*)", "").strip();
            return new Attachment(decoded(Optional.ofNullable(part.getFileName()).orElse("unnamed")), type,
                    bytes(part).length);
        }

        private static byte[] bytes(Part part) throws MessagingException, IOException {
            try (InputStream stream = part.getInputStream()) {
                return stream.readAllBytes();
            }
        }

        /** Not {@code Part.getContent()}: it fails on an unknown charset. */
        private static String string(Part part) throws MessagingException, IOException {
            return new String(bytes(part), charset(part));
        }

        private static Charset charset(Part part) {
            try {
                String charset = new ContentType(part.getContentType()).getParameter("charset");
                return charset == null ? StandardCharsets.UTF_8 : Charset.forName(MimeUtility.javaCharset(charset));
            } catch (MessagingException | IllegalArgumentException unknown) {
                return StandardCharsets.UTF_8;
            }
        }
    }
}
