package org.frontdesk.playground;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MailboxTest {
    private static final String ARABIC = """
            From: "عيادة المثال" <desk@example.org>\r
            To: زائرة <visitor@example.net>\r
            Reply-To: reply@example.org\r
            Subject: وصلنا استفسارك \u2066k7m4-2qxz-9tbd\u2069\r
            Message-ID: <one@example.org>\r
            Date: Mon, 2 Nov 2026 09:30:15 +0200\r
            MIME-Version: 1.0\r
            Content-Type: multipart/alternative; boundary=b\r
            \r
            --b\r
            Content-Type: text/plain; charset=utf-8\r
            Content-Transfer-Encoding: 8bit\r
            \r
            شكرًا لك\r
            .سطر يبدأ بنقطة\r
            --b\r
            Content-Type: text/html; charset=utf-8\r
            Content-Transfer-Encoding: 8bit\r
            \r
            <div lang="ar" dir="rtl">شكرًا <b>لك</b></div>\r
            --b--\r
            """;
    private static final String PLAIN = """
            From: visitor@example.net\r
            To: desk@example.org\r
            Subject: A question about \u2013 dashes\r
            \r
            How do I reach you?\r
            """;

    @TempDir
    Path folder;
    TestRun runs;
    Mailbox mailbox;
    HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void start() {
        runs = TestRun.in(folder);
        mailbox = new Mailbox(runs.run());
        mailbox.start();
    }

    @AfterEach
    void end() {
        mailbox.close();
    }

    @Test
    void keeps_every_byte_of_an_eight_bit_mail() throws Exception {
        send(ARABIC, "bounces@example.org", "visitor@example.net");

        assertThat(get("/api/v1/message/" + onlyId() + "/raw").body()).isEqualTo(ARABIC.getBytes(UTF_8));
    }

    @Test
    void lists_a_mail_in_mailpits_format() throws Exception {
        send(ARABIC, "bounces@example.org", "visitor@example.net", "hidden@example.org");

        JsonNode list = json("/api/v1/messages");
        assertThat(list.propertyNames()).contains("total", "unread", "count", "messages_count", "start", "messages");
        assertThat(list.get("total").intValue()).isEqualTo(1);
        assertThat(list.get("unread").intValue()).isEqualTo(1);

        JsonNode mail = list.get("messages").get(0);
        assertThat(mail.get("MessageID").stringValue()).isEqualTo("one@example.org");
        assertThat(mail.get("Subject").stringValue()).isEqualTo("وصلنا استفسارك \u2066k7m4-2qxz-9tbd\u2069");
        assertThat(mail.at("/From/Name").stringValue()).isEqualTo("عيادة المثال");
        assertThat(mail.at("/From/Address").stringValue()).isEqualTo("desk@example.org");
        assertThat(mail.at("/To/0/Address").stringValue()).isEqualTo("visitor@example.net");
        assertThat(mail.at("/Bcc/0/Address").stringValue()).isEqualTo("hidden@example.org");
        assertThat(mail.at("/ReplyTo/0/Address").stringValue()).isEqualTo("reply@example.org");
        assertThat(mail.get("Snippet").stringValue()).isEqualTo("شكرًا لك .سطر يبدأ بنقطة");
        assertThat(mail.get("Size").intValue()).isEqualTo(ARABIC.getBytes(UTF_8).length);
        assertThat(mail.get("Attachments").intValue()).isZero();
        assertThat(mail.get("Created").stringValue()).isNotBlank();
        assertThat(mail.get("Read").booleanValue()).isFalse();
    }

    @Test
    void shows_text_and_html_of_a_mail_and_marks_it_read() throws Exception {
        send(ARABIC, "bounces@example.org", "visitor@example.net");

        JsonNode mail = json("/api/v1/message/" + onlyId());

        assertThat(mail.get("Text").stringValue()).isEqualTo("شكرًا لك\r\n.سطر يبدأ بنقطة");
        assertThat(mail.get("HTML").stringValue()).isEqualTo("<div lang=\"ar\" dir=\"rtl\">شكرًا <b>لك</b></div>");
        assertThat(mail.get("ReturnPath").stringValue()).isEqualTo("bounces@example.org");
        assertThat(mail.get("Date").stringValue()).isEqualTo("2026-11-02T07:30:15Z");
        assertThat(json("/api/v1/messages").get("unread").intValue()).isZero();
    }

    @Test
    void lists_mails_newest_first_with_pagination() throws Exception {
        for (int i = 1; i <= 5; i++) {
            send("Subject: number " + i + "\r\n\r\n", "", "desk@example.org");
        }

        assertThat(json("/api/v1/messages?start=1&limit=2").get("messages").values())
                .extracting(mail -> mail.get("Subject").stringValue()).containsExactly("number 4", "number 3");
        assertThat(get("/api/v1/messages?limit=many").statusCode()).isEqualTo(400);
    }

    @Test
    void finds_mails_by_words_and_by_field() throws Exception {
        send(ARABIC, "bounces@example.org", "visitor@example.net");
        send(PLAIN, "visitor@example.net", "desk@example.org");

        assertThat(found("شكرًا")).containsExactly("one@example.org");
        assertThat(found("REACH question")).containsExactly("");
        assertThat(found("to:visitor@example.net")).containsExactly("one@example.org");
        assertThat(found("from:visitor@example.net")).containsExactly("");
        assertThat(found("subject:\"question about\"")).containsExactly("");
        assertThat(found("subject:reach")).isEmpty();
        assertThat(found("")).hasSize(2);
    }

    @Test
    void deletes_named_mails_or_all() throws Exception {
        send(ARABIC, "bounces@example.org", "visitor@example.net");
        String kept = onlyId();
        send(PLAIN, "", "desk@example.org");
        String gone = json("/api/v1/messages").at("/messages/0/ID").stringValue();

        assertThat(delete("{\"IDs\":[\"" + gone + "\"]}").statusCode()).isEqualTo(200);
        assertThat(onlyId()).isEqualTo(kept);

        assertThat(delete("").statusCode()).isEqualTo(200);
        assertThat(json("/api/v1/messages").get("total").intValue()).isZero();
        assertThat(get("/api/v1/message/" + kept).statusCode()).isEqualTo(404);
        assertThat(delete("everything").statusCode()).isEqualTo(400);
    }

    @Test
    void shows_a_broken_mail_too() throws Exception {
        send("Content-Type: text/plain; charset=unheard-of\r\nFrom: <<>\r\n\r\nstill here\r\n", "", "a@example.org");

        assertThat(json("/api/v1/message/" + onlyId()).get("Text").stringValue()).contains("still here");
    }

    @Test
    void lists_attachments_separately_from_the_text() throws Exception {
        send("""
                Content-Type: multipart/mixed; boundary=b\r
                \r
                --b\r
                \r
                see the file\r
                --b\r
                Content-Type: text/plain\r
                Content-Disposition: attachment; filename="notes.txt"\r
                \r
                12345\r
                --b--\r
                """, "", "desk@example.org");

        JsonNode mail = json("/api/v1/message/" + onlyId());

        assertThat(mail.get("Text").stringValue()).isEqualTo("see the file");
        assertThat(mail.get("Attachments").values())
                .extracting(file -> file.get("FileName").stringValue(), file -> file.get("Size").intValue())
                .containsExactly(tuple("notes.txt", 5));
    }

    @Test
    void the_html_of_a_mail_may_neither_run_scripts_nor_load_resources() throws Exception {
        send("Content-Type: text/html\r\n\r\n<script>alert(1)</script>hello", "", "desk@example.org");

        HttpResponse<byte[]> page = get("/view/" + onlyId() + ".html");

        assertThat(new String(page.body(), UTF_8)).contains("hello");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("sandbox; default-src 'none';").doesNotContain("script-src", "http");
    }

    @Test
    void serves_its_page_and_no_other_files() throws Exception {
        assertThat(new String(get("/").body(), UTF_8)).contains("<title>Mailbox</title>");
        assertThat(get("/").headers().firstValue("Content-Security-Policy").orElseThrow()).contains(
                "script-src 'self'");
        assertThat(get("/mailbox.js").statusCode()).isEqualTo(200);
        assertThat(get("/mailbox.css").statusCode()).isEqualTo(200);
        assertThat(get("/../log4j2.xml").statusCode()).isEqualTo(404);
    }

    @Test
    void smtp_can_be_stopped_and_restarted_separately() throws Exception {
        mailbox.stopSmtp();
        assertThatThrownBy(() -> send(PLAIN, "", "desk@example.org")).isInstanceOf(ConnectException.class);
        assertThat(json("/api/v1/messages").get("total").intValue()).isZero();

        mailbox.startSmtp();
        send(PLAIN, "", "desk@example.org");
        assertThat(json("/api/v1/messages").get("total").intValue()).isEqualTo(1);
    }

    private Iterable<String> found(String query) throws Exception {
        return json("/api/v1/search?query=" + URLEncoder.encode(query, UTF_8)).get("messages").values().stream()
                .map(mail -> mail.get("MessageID").stringValue()).toList();
    }

    private String onlyId() throws Exception {
        JsonNode messages = json("/api/v1/messages").get("messages");
        assertThat(messages).hasSize(1);
        return messages.get(0).get("ID").stringValue();
    }

    private JsonNode json(String path) throws Exception {
        return new JsonMapper().readTree(get(path).body());
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(at(path)).build(), BodyHandlers.ofByteArray());
    }

    private HttpResponse<String> delete(String body) throws Exception {
        return http.send(HttpRequest.newBuilder(at("/api/v1/messages")).method("DELETE", BodyPublishers.ofString(body))
                .build(), BodyHandlers.ofString());
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + runs.ports().mailbox() + path);
    }

    /** Over a socket, because a client library would encode the raw bytes. */
    private void send(String mail, String from, String... to) throws IOException {
        try (var socket = new Socket("127.0.0.1", runs.ports().smtp());
                var answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
                OutputStream out = socket.getOutputStream()) {
            assertThat(answers.readLine()).startsWith("220");
            command(out, answers, "HELO localhost", "250");
            command(out, answers, "MAIL FROM:<" + from + ">", "250");
            for (String recipient : to) {
                command(out, answers, "RCPT TO:<" + recipient + ">", "250");
            }
            command(out, answers, "DATA", "354");
            String stuffed = mail.replaceAll("(?m)^\\.", "..");
            command(out, answers, stuffed + (stuffed.endsWith("\r\n") ? "." : "\r\n."), "250");
        }
    }

    private static void command(OutputStream out, BufferedReader answers, String line, String expected)
            throws IOException {
        out.write((line + "\r\n").getBytes(UTF_8));
        out.flush();
        assertThat(answers.readLine()).startsWith(expected);
    }
}
