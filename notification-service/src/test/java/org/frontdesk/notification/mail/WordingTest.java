package org.frontdesk.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.frontdesk.notification.mail.SampleMails.Sort;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares each mail in each language with a file that a reader of that language has reviewed. A change is written to
 * target/wording: review it, then replace the file.
 */
class WordingTest {
    private static final Path READ = Path.of("src/test/resources/wording");
    private static final Path WRITTEN = Path.of("target/wording");
    private static PostOffice postOffice;

    @BeforeAll
    static void open() {
        postOffice = new PostOffice();
    }

    @AfterAll
    static void close() {
        postOffice.close();
    }

    static Stream<Arguments> everyMail() {
        return Stream.of(Sort.values())
                .flatMap(sort -> PostOffice.LANGUAGES.stream().map(language -> Arguments.of(sort, language)));
    }

    @ParameterizedTest
    @MethodSource("everyMail")
    void every_mail_in_every_language_matches_the_reviewed_wording(Sort sort, String language) throws Exception {
        var name = sort + "-" + language + ".txt";
        // Mails to staff show both directions: an Arabic message, or in Arabic an English one.
        var visitor = sort == Sort.reply ? language : language.equals("ar") ? "en" : "ar";
        var mail = postOffice.sent(sort, visitor, language);
        var text = mail.subject() + "\n\n" + mail.text().replace("\r\n", "\n");
        Files.createDirectories(WRITTEN);
        Files.writeString(WRITTEN.resolve(name), text);
        Files.write(WRITTEN.resolve(name.replace(".txt", ".eml")), mail.bytes());
        Files.writeString(WRITTEN.resolve(name.replace(".txt", ".html")), mail.html()); // to view in a browser
        assertThat(READ.resolve(name)).hasContent(text);
    }
}
