package org.frontdesk.content;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service on a free port with a small site, called over HTTP. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "management.server.port=0")
abstract class RunningService {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.shared();

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    record Answer(HttpResponse<String> http) {
        int status() {
            return http.statusCode();
        }

        String header(String name) {
            return String.join(", ", http.headers().allValues(name));
        }

        JsonNode json() {
            return JSON.readTree(http.body());
        }

        String at(String pointer) {
            return json().at(pointer).asString();
        }

        List<String> all(String list, String pointer) {
            return json().at(list).valueStream().map(item -> item.at(pointer).asString()).toList();
        }
    }

    @DynamicPropertySource
    static void site(DynamicPropertyRegistry properties) {
        properties.add("frontdesk.site", () -> writeSite().toString());
    }

    private static Path writeSite() {
        return SiteFiles.in(Path.of("target/test-site")).page("en", "heart", "Heart",
                "Text.\n\n## One\n\n![A plan](plan.png)")
                .page("uk", "heart", "Серце")
                .page("ar", "heart", "القلب").page("en", "english-only", "Only English")
                .page("uk", "about", "Про нас")
                .page("ar", "arabic-only", "بالعربية فقط").news("en", "january", "2026-01-10", "heart")
                .news("en", "may", "2026-05-10", "heart").news("uk", "may", "2026-05-10", "heart")
                .news("en", "march", "2026-03-10", "heart").news("en", "june", "2026-06-10", "heart")
                .news("uk", "june", "2026-06-10", "heart").news("en", "february", "2026-02-10", "heart")
                .news("en", "hours", "2026-07-10", "general").news("ar", "arabic-news", "2026-08-10", "general")
                .story("en", "first").story("uk", "first").story("en", "second")
                .translated("uk", "yak-diyaty", "what-to-do", "2026-03-01")
                .updated("en", "what-to-do", "2026-05-01").picture("content/en/pages/plan.png").folder();
    }

    int port() {
        return port;
    }

    Answer get(String address, String... headers) {
        return send("GET", address, headers);
    }

    Answer getManagement(String address, String... headers) {
        return send("GET", managementPort, address, headers);
    }

    Answer send(String method, String address, String... headers) {
        return send(method, port, address, headers);
    }

    static Answer send(String method, int port, String address, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + address))
                .method(method, HttpRequest.BodyPublishers.noBody());
        try {
            return new Answer(HTTP.send((headers.length > 0 ? request.headers(headers) : request).build(),
                    BodyHandlers.ofString()));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** For URLs that an HTTP client would reject or normalize. */
    String raw(String requestLine) {
        try (var socket = new Socket("localhost", port)) {
            String request = requestLine
                    + " HTTP/1.1\r\nHost: localhost\r\nAccept-Language: uk\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
