package org.frontdesk.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import jakarta.mail.internet.InternetAddress;

import org.frontdesk.notification.Mailbox.Received;
import org.frontdesk.notification.mail.SampleMails.Sort;
import org.frontdesk.notification.site.Site;
import org.frontdesk.notification.site.TestSite;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes that an SMTP server receives, for every kind of mail in every language. */
class HeadersTest {
    private static final int MAX_LINE = 998; // RFC 5322, 2.1.1
    private static final int LONGEST_HEADER_LINE = 78;
    private static final int LONGEST_MAIL = 60 * 1024;

    private static final Site CLINIC = TestSite.read().site();
    private static final Map<List<Object>, Received> SENT = new LinkedHashMap<>();

    @BeforeAll
    static void send() throws Exception {
        try (var postOffice = new PostOffice()) {
            for (var sort : Sort.values()) {
                for (var language : PostOffice.LANGUAGES) {
                    SENT.put(List.of(sort, language),
                            postOffice.sent(sort, sort == Sort.reply ? language : "ar", language));
                }
            }
        }
    }

    static Stream<Arguments> everyMail() {
        return SENT.keySet().stream().map(mail -> Arguments.of(mail.toArray()));
    }

    @ParameterizedTest
    @MethodSource("everyMail")
    void automatic_responders_do_not_answer_it(Sort sort, String language) throws Exception {
        var mail = sent(sort, language);
        assertThat(mail.header("Auto-Submitted")).isEqualTo(sort == Sort.reply ? "auto-replied" : "auto-generated");
        assertThat(mail.header("X-Auto-Response-Suppress")).isEqualTo(sort == Sort.reply ? "All" : "OOF, AutoReply");
    }

    @ParameterizedTest
    @MethodSource("everyMail")
    void it_is_from_the_clinic_and_replies_go_to_the_other_party(Sort sort, String language) throws Exception {
        var mail = sent(sort, language);
        assertThat(mail.mail().getFrom()).singleElement().asString().endsWith("<desk@example.org>");
        assertThat(((InternetAddress) mail.mail().getFrom()[0]).getPersonal())
                .isEqualTo(CLINIC.language(Locale.forLanguageTag(language)).clinic());
        assertThat(mail.mail().getHeader("Sender")).isNull();
        assertThat(mail.header("Reply-To")).isEqualTo(switch (sort) {
            case reply, notice, digest -> "answers@example.org";
            case alert, suspect, minimal -> "visitor@example.net";
        });
        assertThat(mail.from()).as("the return path").isEqualTo("bounces@example.org");
    }

    @ParameterizedTest
    @MethodSource("everyMail")
    void it_has_exactly_one_recipient_and_no_bcc(Sort sort, String language) throws Exception {
        var mail = sent(sort, language);
        assertThat(mail.mail().getAllRecipients()).singleElement().asString().isEqualTo(mail.recipient());
        assertThat(mail.mail().getHeader("Cc")).isNull();
        assertThat(mail.mail().getHeader("Bcc")).isNull();
    }

    @ParameterizedTest
    @MethodSource("everyMail")
    void it_names_its_language_and_direction(Sort sort, String language) throws Exception {
        var mail = sent(sort, language);
        var marked = "lang=\"" + language + "\" dir=\"" + (language.equals("ar") ? "rtl" : "ltr") + "\"";
        assertThat(mail.header("Content-Language")).isEqualTo(language);
        assertThat(mail.html()).containsPattern("<html [^>]*" + marked).containsPattern("<div [^>]*" + marked);
    }

    @ParameterizedTest
    @MethodSource("everyMail")
    void its_lines_are_short_and_ascii_only(Sort sort, String language) throws Exception {
        var bytes = sent(sort, language).bytes();
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(text).matches("(?s)[\\r\\n\\t -~]*").doesNotContainPattern("(?<!\\r)\\n|\\r(?!\\n)");
        assertThat(text.split("\r\n")).allMatch(line -> line.length() <= MAX_LINE);
        var head = text.substring(0, text.indexOf("\r\n\r\n"));
        assertThat(head.split("\r\n")).allMatch(line -> line.length() <= LONGEST_HEADER_LINE);
        assertThat(bytes.length).isLessThanOrEqualTo(LONGEST_MAIL);
    }

    @ParameterizedTest
    @MethodSource("everyMail")
    void it_loads_nothing_remote_and_tracks_nobody(Sort sort, String language) throws Exception {
        var html = sent(sort, language).html();
        assertThat(html).doesNotContain("<img", "<script", "<link", "url(", "@import", " src=", "background=");
        assertThat(Arrays.stream(html.split("href=\"")).skip(1))
                .allMatch(link -> link.matches("(?s)(https://www\\.example\\.org/|tel:\\+|mailto:visitor@).*"));
    }

    @ParameterizedTest
    @MethodSource("everyMail")
    void it_has_each_header_once(Sort sort, String language) throws Exception {
        var head = new String(sent(sort, language).bytes(), StandardCharsets.US_ASCII).split("\r\n\r\n")[0];
        var names = new ArrayList<>(List.of("Date", "From", "Reply-To", "To", "Message-ID", "Subject", "MIME-Version",
                "Content-Type", "Content-Language", "Auto-Submitted", "X-Auto-Response-Suppress"));
        if (sort != Sort.digest) {
            names.add("References"); // a digest is about no single inquiry
        }
        assertThat(head.lines().filter(line -> !line.startsWith(" ") && !line.startsWith("\t"))
                .map(line -> line.split(":")[0])).containsExactlyInAnyOrderElementsOf(names);
    }

    private static Received sent(Sort sort, String language) {
        return SENT.get(List.of(sort, language));
    }
}
