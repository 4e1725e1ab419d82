package org.frontdesk.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Benchmark of nginx's cache: a cached page of content-service, compared with the same bytes as a static file of the same
 * nginx, in turns. Prints a table. Needs {@code wrk} and a quiet machine.
 */
@Tag("containers")
@Tag("long")
class CacheJourney {
    private static final int ROUNDS = 5;
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([\\d.]+)");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Test
    void a_cached_page_is_compared_with_a_file_of_the_same_bytes() throws Exception {
        try (var compose = new Compose("frontdesk-cache", Compose.TRYING_OUT)) {
            compose.does("up", "-d", "--build", "--no-deps", "content-service", "nginx");
            var nginx = compose.containers("nginx").getFirst();
            // Bypasses Docker's proxy, which is slower than nginx.
            var address = "http://" + Compose.docker("inspect", "-f",
                    "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", nginx).strip();
            var page = address + ":8083/pages/spinal-muscular-atrophy?lang=en";
            await().atMost(Duration.ofMinutes(2)).ignoreExceptions().until(() -> get(page).statusCode() == 200);
            Compose.docker("exec", nginx, "sh", "-c", """
                    curl -fsS '%s' -o /usr/share/nginx/html/page.json
                    echo 'server { listen 8084; root /usr/share/nginx/html; }' > /etc/nginx/conf.d/file.conf
                    nginx -s reload""".formatted(page));
            var file = address + ":8084/page.json";
            await().ignoreExceptions().until(() -> get(file).statusCode() == 200);
            assertThat(get(page).headers().firstValue("X-Cache")).hasValue("HIT");
            assertThat(get(page).body()).isEqualTo(get(file).body());
            print(page, file);
        }
    }

    private static void print(String page, String file) throws IOException, InterruptedException {
        rate(page);
        rate(file);
        double cached = 0;
        double read = 0;
        for (int i = 0; i < ROUNDS; i++) {
            cached += rate(page) / ROUNDS;
            read += rate(file) / ROUNDS;
        }
        System.out.printf("%n  64 connections, %d bytes: from the cache %.0f/s, as a file %.0f/s, ratio %.2f%n%n",
                get(page).body().length, cached, read, cached / read);
    }

    private static double rate(String address) throws IOException, InterruptedException {
        var wrk = new ProcessBuilder("wrk", "-t2", "-c64", "-d4s", address).redirectErrorStream(true).start();
        var words = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var rate = RATE.matcher(words);
        if (wrk.waitFor() != 0 || !rate.find() || words.contains("Non-2xx")) {
            throw new IllegalStateException(words);
        }
        return Double.parseDouble(rate.group(1));
    }

    private static HttpResponse<byte[]> get(String address) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofByteArray());
    }
}
