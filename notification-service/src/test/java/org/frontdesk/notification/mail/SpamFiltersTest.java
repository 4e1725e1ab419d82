package org.frontdesk.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.frontdesk.notification.Mailbox;
import org.frontdesk.notification.mail.SampleMails.Sort;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two spam filters judge every mail in every language. If they are not installed, the tests are skipped with a log
 * line; if FRONTDESK_TOOLS is "required", as in .ci/run, they fail instead.
 */
class SpamFiltersTest {
    private static final double RSPAMD_AT_MOST = 1;
    private static final double SPAMASSASSIN_AT_MOST = 0.5;

    private static final Map<String, Mailbox.Received> MAILS = new LinkedHashMap<>();
    private static PostOffice postOffice;

    @TempDir
    Path folder;

    @BeforeAll
    static void write() throws Exception {
        postOffice = new PostOffice();
        for (var sort : Sort.values()) {
            for (var language : PostOffice.LANGUAGES) {
                MAILS.put(sort + " in " + language, postOffice.sent(sort, language, language));
            }
        }
        // Two scripts in one mail, which is common for staff. (rspamd also penalizes accents in a Latin subject over a body in
        // another script, which no format of the mail can avoid.)
        MAILS.put("alert in en from ar", postOffice.sent(Sort.alert, "ar", "en"));
        MAILS.put("alert in uk from ar", postOffice.sent(Sort.alert, "ar", "uk"));
        MAILS.put("alert in ar from en", postOffice.sent(Sort.alert, "en", "ar"));
    }

    @AfterAll
    static void close() {
        postOffice.close();
    }

    @Test
    void rspamd_classifies_no_mail_in_any_language_as_spam() throws Exception {
        expectInstalled("rspamd");
        var tooHigh = new ArrayList<String>();
        try (var rspamd = new Rspamd(Path.of("target/rspamd"))) {
            for (var mail : MAILS.entrySet()) {
                var verdict = rspamd.judge(mail.getValue().from(), mail.getValue().recipient(),
                        received(mail.getValue()));
                var score = verdict.path("score").asDouble(Double.NaN);
                assertThat(verdict.path("symbols").properties()).as("rspamd's symbols for %s", mail.getKey())
                        .extracting(Map.Entry::getKey).contains("R_SPF_ALLOW", "MIME_GOOD");
                if (!(score <= RSPAMD_AT_MOST)) {
                    tooHigh.add(mail.getKey() + ": " + score + " " + verdict.path("symbols").properties().stream()
                            .filter(symbol -> symbol.getValue().path("score").asDouble() > 0).toList());
                }
            }
        }
        assertThat(tooHigh).isEmpty();
    }

    @Test
    void spamassassin_classifies_no_mail_in_any_language_as_spam() throws Exception {
        expectInstalled("spamassassin");
        var command = new ArrayList<>(List.of("perl", "src/test/resources/spamassassin.pl"));
        for (var mail : MAILS.values()) {
            command.add(Files.write(folder.resolve(command.size() + ".eml"), received(mail)).toString());
        }
        var judged = folder.resolve("judged").toFile();
        var exit = new ProcessBuilder(command).redirectOutput(judged).redirectError(folder.resolve("errors").toFile())
                .start().waitFor();
        assertThat(exit).as(Files.readString(folder.resolve("errors"))).isZero();
        var verdicts = Files.readAllLines(judged.toPath());
        assertThat(verdicts).hasSameSizeAs(MAILS.keySet()).allMatch(verdict -> verdict.contains("HTML_MESSAGE"));
        var names = List.copyOf(MAILS.keySet());
        assertThat(IntStream.range(0, names.size())
                .filter(i -> Double.parseDouble(verdicts.get(i).split(" ")[0]) > SPAMASSASSIN_AT_MOST)
                .mapToObj(i -> names.get(i) + ": " + verdicts.get(i))).isEmpty();
    }

    /**
     * As received by the recipient's server: from the service via the clinic's relay, each with its Received header.
     */
    private static byte[] received(Mailbox.Received mail) throws IOException {
        var date = mail.header("Date");
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(("""
                Received: from mail.example.org (mail.example.org [IPv6:2001:db8::25])\r
                \tby mx.example.net (Postfix) with ESMTPS id 4XYZ for <%s>; %s\r
                Received: from frontdesk.example.org (frontdesk.example.org [10.0.0.5])\r
                \tby mail.example.org (Postfix) with ESMTP id 3XYZ for <%s>; %s\r
                """.formatted(mail.recipient(), date, mail.recipient(), date)).getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(mail.bytes());
        return bytes.toByteArray();
    }

    private static void expectInstalled(String tool) {
        var installed = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
        if ("required".equals(System.getenv("FRONTDESK_TOOLS"))) {
            assertThat(installed).as("%s is not installed, but FRONTDESK_TOOLS says it is required", tool).isTrue();
        }
        if (!installed) {
            System.out.println(
                    "SKIPPED: " + tool + " is not installed, so no mail was judged by it. apt-get install " + tool);
        }
        assumeThat(installed).as("%s is not installed", tool).isTrue();
    }
}
