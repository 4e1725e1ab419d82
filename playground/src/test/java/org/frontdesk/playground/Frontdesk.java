package org.frontdesk.playground;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The packaged system, started once for all journeys on its own ports, and what visitors, staff and operators can do
 * with it. A journey that stops a part starts it again.
 */
final class Frontdesk {
    static final JsonMapper JSON = JsonMapper.shared();

    private static final Pattern REFERENCE = Pattern.compile("[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}");
    private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final Run RUN = new Run(Path.of("target/journeys"), Ports.free(), System.out::println);
    private static final Stack STACK = started();

    /** A mail as the SMTP server received it. */
    record Received(MimeMessage mail) {

        String subject() {
            return read(mail::getSubject);
        }

        String recipient() {
            return header("To");
        }

        String header(String name) {
            return read(() -> mail.getHeader(name, ", "));
        }

        String text() {
            return part(0);
        }

        String html() {
            return part(1);
        }

        private String part(int index) {
            return read(() -> (String) ((MimeMultipart) mail.getContent()).getBodyPart(index).getContent());
        }
    }

    private interface Reading<T> {
        T read() throws MessagingException, IOException;
    }

    private Frontdesk() {}

    private static Stack started() {
        // A short lease, so that the mails of a killed instance are taken over soon; and an automated browser
        // fills in a form faster than a person may.
        var site = SiteWithNewLanguages.in(Path.of("target/journeys-site")).folder();
        var settings = Map.of(Playground.NOTIFICATION, Map.of("FRONTDESK_DELIVERY_LEASE", "3s"), Playground.INQUIRY,
                Map.of("FRONTDESK_SPAM_MINIMUMTIME", "0s"));
        var stack = Stack.of(RUN, site, settings);
        // Testcontainers has its own shutdown hook: a second one would conflict with it and leave the network behind.
        if (!Stack.OVER_CONTAINERS) {
            Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
        }
        stack.start();
        return stack;
    }

    static Stack playground() {
        return STACK;
    }

    static Ports ports() {
        return RUN.ports();
    }

    /** The folder with the logs of engines and services. */
    static Path logs() {
        return RUN.logs();
    }

    static HttpResponse<String> submit(Map<String, Object> inquiry) {
        return send(HttpRequest.newBuilder(form("/inquiries")).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(inquiry))));
    }

    /** Like a browser with a plain HTML form. */
    static HttpResponse<String> submitForm(Map<String, String> inquiry) {
        var body = inquiry.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(form("/inquiries"))
                .header("Content-Type", "application/x-www-form-urlencoded").header("Accept", "text/html")
                .POST(BodyPublishers.ofString(body)));
    }

    /** Calls the operator API. */
    static HttpResponse<String> asOperator(String path, Map<String, Object> what) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports().notification() + path))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString("operator:operator".getBytes()))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(what))));
    }

    private static URI form(String path) {
        return URI.create("http://127.0.0.1:" + ports().inquiry() + "/forms/request-info" + path);
    }

    static HttpResponse<String> get(URI address) {
        return send(HttpRequest.newBuilder(address).header("Accept", "text/html, application/json"));
    }

    static String reference(HttpResponse<String> accepted) {
        return JSON.readTree(accepted.body()).get("reference").asString();
    }

    /** The number of mails about these inquiries by Message-ID; more than one is a duplicate. */
    static Map<String, Long> mailsAbout(Collection<String> references) {
        var mails = new ArrayList<JsonNode>();
        for (JsonNode page = page(0); !page.get("messages").isEmpty(); page = page(mails.size())) {
            page.get("messages").forEach(mails::add);
        }
        return mails.stream().filter(mail -> references.contains(reference(mail.get("Subject").asString())))
                .collect(Collectors.groupingBy(mail -> mail.get("MessageID").asString(), Collectors.counting()));
    }

    private static String reference(String subject) {
        return REFERENCE.matcher(subject).results().map(MatchResult::group).findFirst().orElse("");
    }

    static long mailCount() {
        return mailbox("messages?limit=1").get("total").asLong();
    }

    private static JsonNode page(int start) {
        return mailbox("messages?limit=1000&start=" + start);
    }

    static void emptyMailbox() {
        send(HttpRequest.newBuilder(mailboxAddress("messages")).DELETE());
    }

    static List<Received> mailsAbout(String reference) {
        var mails = new ArrayList<Received>();
        mailbox("search?query=subject:" + reference).get("messages")
                .forEach(found -> mails.add(mail(found.get("ID").asString())));
        return mails;
    }

    private static Received mail(String id) {
        var raw = send(HttpRequest.newBuilder(mailboxAddress("message/" + id + "/raw"))).body();
        return new Received(read(() -> new MimeMessage((Session) null,
                new ByteArrayInputStream(raw.getBytes(StandardCharsets.UTF_8)))));
    }

    private static JsonNode mailbox(String path) {
        return JSON.readTree(send(HttpRequest.newBuilder(mailboxAddress(path))).body());
    }

    private static URI mailboxAddress(String path) {
        return URI.create("http://127.0.0.1:" + ports().mailbox() + "/api/v1/" + path);
    }

    /** A connection to notification-service's database. */
    static Connection database() throws SQLException {
        return STACK.connect();
    }

    /** The result of a query for one number in notification-service's database. */
    static long count(String sql) {
        try (var connection = database();
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static <T> T read(Reading<T> reading) {
        try {
            return reading.read();
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
