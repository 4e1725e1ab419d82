package org.frontdesk.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.mail.internet.AddressException;

import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.MimeConfig;
import org.frontdesk.notification.Mailbox.Received;
import org.frontdesk.notification.inquiry.InquirySubmitted.Spam;
import org.frontdesk.notification.inquiry.InquirySubmitted.Value;
import org.frontdesk.notification.inquiry.InquirySubmitted.Verdict;
import org.frontdesk.notification.inquiry.InquirySubmitted;
import org.frontdesk.notification.mail.SampleMails.Sort;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a visitor types or a producer writes to the topic, mails are well-formed, sent to nobody else, and contain
 * the input unchanged.
 */
class BadInputTest {
    private static final String EMOJI = "\uD83D\uDE00";
    private static PostOffice postOffice;

    @BeforeAll
    static void open() {
        postOffice = new PostOffice();
    }

    @AfterAll
    static void close() {
        postOffice.close();
    }

    /** The input, and what staff read. */
    static Stream<Arguments> typed() {
        return Stream.of(Arguments.of("Ann\r\nBcc: victim@example.com", "Ann\nBcc: victim@example.com"),
                Arguments.of("\r\n.\r\nMAIL FROM:<x@example.com>\r\n", "\n.\nMAIL FROM:<x@example.com>\n"),
                Arguments.of("\u202Egnp.exe\u2066", "gnp.exe"), Arguments.of("a\u0000b\u0007c\u001B[31m", "abc[31m"),
                Arguments.of("half \uD83D of one", "half \uFFFD of one"),
                Arguments.of("<script>alert(1)</script>&amp;\"'", "<script>alert(1)</script>&amp;\"'"),
                Arguments.of("[[${1+1}]] #{reply.greeting} {reference} '{0}'",
                        "[[${1+1}]] #{reply.greeting} {reference} '{0}'"),
                Arguments.of(EMOJI.repeat(10_000), EMOJI.repeat(10_000)),
                Arguments.of("x".repeat(10_000), "x".repeat(10_000)),
                Arguments.of("مرحبا hello שלום", "مرحبا hello שלום"),
                Arguments.of("===_Part_0\r\n--------=_Part_0_1--", "===_Part_0\n--------=_Part_0_1--"));
    }

    @ParameterizedTest
    @MethodSource("typed")
    void the_alert_stays_well_formed_and_contains_the_input_unchanged(String typed, String read) throws Exception {
        var mail = sent(Delivery.Kind.alert, "desk@example.org", inquiry("en", "visitor@example.net", typed));
        parseStrictly(mail);
        assertThat(unmarked(mail.text())).contains(read);
        assertThat(mail.html().replace("\r\n", "\n")).contains(escaped(read)).doesNotContain("<script");
        // Gmail truncates HTML at 102 KB; nobody can type more than 10,000 characters into the form's message.
        assertThat(mail.html().getBytes(StandardCharsets.UTF_8).length).isLessThan(60 * 1024);
        assertThat(mail.mail().getAllRecipients()).singleElement().hasToString("desk@example.org");
        assertThat(mail.mail().getHeader("Bcc")).isNull();
    }

    @Test
    void a_mail_that_would_be_truncated_as_html_is_sent_as_text_only() throws Exception {
        var typed = "\"".repeat(10_000); // each is six characters in HTML
        var mail = sent(Delivery.Kind.alert, "desk@example.org", inquiry("en", "visitor@example.net", typed));
        parseStrictly(mail, 1);
        assertThat(unmarked(mail.text())).contains(typed);
    }

    @ParameterizedTest
    @MethodSource("typed")
    void the_reply_contains_none_of_it(String typed, String read) throws Exception {
        var clean = sent(Delivery.Kind.reply, "visitor@example.net", inquiry("en", "visitor@example.net", "hello"));
        var mail = sent(Delivery.Kind.reply, "visitor@example.net", inquiry("en", "visitor@example.net", typed));
        parseStrictly(mail);
        assertThat(mail.subject()).isEqualTo(clean.subject());
        assertThat(mail.text()).isEqualTo(clean.text());
        assertThat(mail.html()).isEqualTo(clean.html());
    }

    @Test
    void text_direction_follows_the_script_whatever_language_was_declared() throws Exception {
        var arabic = sent(Delivery.Kind.alert, "desk@example.org",
                inquiry("en", "visitor@example.net", "SMA عند طفلتي، ماذا أفعل؟"));
        assertThat(arabic.html()).containsPattern("<span [^>]*dir=\"rtl\"[^>]*>SMA عند|dir=\"rtl\"[^>]*>SMA عند");
        assertThat(arabic.text()).contains("\u2067SMA عند طفلتي، ماذا أفعل؟\u2069");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list:a@x.com,victim@y.net;", "a@x.com,b@y.net", "victim@evil.net>@example.com",
            "victim\u0140evil.net\u013E@example.com", "\"a b\"@example.com", "a%b@example.com", "<@x.com:b@y.net>",
            "a@[192.0.2.1]", "a@localhost", "a@b@c.net", "a@example.com\r\nRCPT TO:<v@y.net>", "@example.com", "a@",
            "пошта@example.com", "a..b@example.com", ".a@example.com", "a@-example.com", " "})
    void an_address_that_is_not_one_mailbox_is_never_written_to(String address) throws Exception {
        assertThatThrownBy(() -> postOffice.sent(delivery(Delivery.Kind.reply, address),
                inquiry("en", address, "hello"))).isInstanceOf(AddressException.class)
                .hasMessageNotContaining("example.com");
        var alert = sent(Delivery.Kind.alert, "desk@example.org", inquiry("en", address, "hello"));
        assertThat(alert.header("Reply-To")).isEqualTo("answers@example.org");
        assertThat(alert.html()).doesNotContain("mailto:");
        assertThat(alert.text()).contains("could not be delivered to the address given").doesNotContain("left no");
        parseStrictly(alert);
    }

    @Test
    void an_international_domain_is_addressed_in_ascii() throws Exception {
        assertThat(sent(Delivery.Kind.reply, "a@faß.de", inquiry("de", "a@faß.de", "x")).recipient())
                .isEqualTo("a@xn--fa-hia.de");
        assertThat(sent(Delivery.Kind.reply, "a@приклад.укр", inquiry("uk", "a@приклад.укр", "x")).recipient())
                .isEqualTo("a@xn--80aikifvh.xn--j1amh");
    }

    @ParameterizedTest
    @EnumSource(Sort.class)
    void a_strict_parser_accepts_the_mails_in_every_language(Sort sort) throws Exception {
        for (var language : PostOffice.LANGUAGES) {
            parseStrictly(postOffice.sent(sort, language, language));
        }
    }

    /** No header may be injected: topic, reference and form come from the record too. */
    @Test
    void keys_of_the_event_cannot_inject_headers() throws Exception {
        var evil = "x\r\nBcc: victim@example.com\r\n\r\nbody";
        var inquiry = new InquirySubmitted(UUID.randomUUID(), evil, PostOffice.SATURDAY, evil, evil, "en", evil,
                List.of(new Value(evil, evil)), List.of(new Value(evil, evil)),
                new Spam(Verdict.suspect, List.of(evil)), "", null, false);
        for (var kind : List.of(Delivery.Kind.alert, Delivery.Kind.notice, Delivery.Kind.reply)) {
            var mail = sent(kind, "desk@example.org", inquiry);
            parseStrictly(mail);
            assertThat(mail.mail().getHeader("Bcc")).isNull();
        }
    }

    @Test
    void text_that_looks_like_an_encoded_word_is_shown_unchanged() throws Exception {
        var topic = "=?UTF-8?B?4oCuZXZpbA==?=";
        var inquiry = new InquirySubmitted(UUID.randomUUID(), "k7m4-2qxz-9tbd", PostOffice.SATURDAY, "request-info",
                topic, "en", null, List.of(), List.of(), new Spam(Verdict.clear, List.of()), "", null, false);
        assertThat(sent(Delivery.Kind.alert, "desk@example.org", inquiry).subject())
                .isEqualTo(topic + " · English · k7m4-2qxz-9tbd");
    }

    @ParameterizedTest
    @CsvSource({"+٣٨٠ ٤٤ ٥٥٥ ٠١٩٩, tel:+380445550199", "+44 (0)20 7946 0018, tel:+442079460018",
            "(020) 7946 0018, tel:02079460018"})
    void a_phone_number_becomes_a_tel_link_in_any_notation(String typed, String link) throws Exception {
        var inquiry = new InquirySubmitted(UUID.randomUUID(), "k7m4-2qxz-9tbd", PostOffice.SATURDAY, "request-info",
                "general", "ar", null, List.of(new Value("phone", typed)), List.of(),
                new Spam(Verdict.clear, List.of()), "", null, false);
        assertThat(sent(Delivery.Kind.alert, "desk@example.org", inquiry).html())
                .contains("href=\"" + link + "\"", typed);
    }

    private static InquirySubmitted inquiry(String language, String email, String words) {
        return new InquirySubmitted(UUID.randomUUID(), "k7m4-2qxz-9tbd", PostOffice.SATURDAY, "request-info", "general",
                language, null,
                List.of(new Value("name", words.length() > 1_000 ? "Ann" : words), new Value("email", email),
                        new Value("message", words)),
                List.of(), new Spam(Verdict.clear, List.of()), "", null, false);
    }

    private static Received sent(Delivery.Kind kind, String recipient, InquirySubmitted inquiry) throws Exception {
        return postOffice.sent(delivery(kind, recipient), inquiry);
    }

    private static Delivery delivery(Delivery.Kind kind, String recipient) {
        return new Delivery(UUID.randomUUID(), kind, recipient, Locale.ENGLISH, false, 1, 1, Duration.ZERO, null);
    }

    /** Throws wherever a lenient parser would silently correct an error. */
    private static void parseStrictly(Received mail) throws Exception {
        parseStrictly(mail, 2);
    }

    private static void parseStrictly(Received mail, int parts) throws Exception {
        var builder = new DefaultMessageBuilder();
        builder.setMimeEntityConfig(MimeConfig.STRICT);
        builder.setDecodeMonitor(DecodeMonitor.STRICT);
        var message = builder.parseMessage(new ByteArrayInputStream(mail.bytes()));
        // RFC 5322, 2.1.1, and no byte that a relay without 8BITMIME would have to change.
        assertThat(new String(mail.bytes(), StandardCharsets.ISO_8859_1).split("\r\n"))
                .allMatch(line -> line.length() <= 998 && line.matches("[\\t -~]*"));
        assertThat(((Multipart) message.getBody()).getBodyParts()).hasSize(parts)
                .allMatch(part -> part.getCharset().equals("UTF-8"));
    }

    private static String unmarked(String text) {
        return text.replaceAll("[\u2066-\u2069]", "").replace("\r\n", "\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
