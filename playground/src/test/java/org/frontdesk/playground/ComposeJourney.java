package org.frontdesk.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.CookieManager;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** docker-compose.yml as an operator uses it: started, scaled under load, and each of its containers killed. */
@Tag("containers")
class ComposeJourney {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int VISITORS = 4;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    @TempDir
    static Path folder;

    /** Requested once at the beginning, so that nginx has cached them. */
    private static final List<String> KEPT = List.of("/pages/about?lang=en", "/pages/first-visit?lang=en");

    private static Compose compose;

    @BeforeAll
    static void up() throws IOException {
        var environment = new HashMap<>(Compose.TRYING_OUT);
        // As behind a reverse proxy that forwards each visitor's address.
        environment.put("FRONTDESK_PROXYHOPS", "2");
        // The mailbox keeps 5,000 mails by default; a slow machine runs long enough for more.
        var larger = Files.writeString(folder.resolve("larger-mailbox.yml"),
                "services: { mailpit: { environment: { MP_MAX_MESSAGES: 100000 } } }");
        environment.put("COMPOSE_FILE", "docker-compose.yml" + File.pathSeparator + larger);
        compose = new Compose("frontdesk-journey", environment);
        compose.does("up", "-d", "--build");
        await().atMost(PATIENCE).ignoreExceptions()
                .until(() -> compose.get(8081, "/forms/request-info").statusCode() == 200);
        for (var page : KEPT) {
            await().atMost(PATIENCE).until(() -> compose.get(8083, page).statusCode() == 200);
        }
    }

    @AfterAll
    static void down() {
        compose.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FRONTDESK_SECRET", "POSTGRES_PASSWORD", "FRONTDESK_OPERATORS"})
    void without_a_secret_nothing_starts_and_the_missing_secret_is_named(String missing) {
        var others = new HashMap<>(Compose.TRYING_OUT);
        others.remove(missing);
        var said = new Compose("frontdesk-without", others).tries("up", "-d");
        refusesFor(missing, said);
    }

    @ParameterizedTest
    @CsvSource({"broker, BROKER_SERVERS=broker:9093 BROKER_USER=frontdesk BROKER_PASSWORD=secret",
            "database, DATABASE_HOST=database", "relay, RELAY_HOST=relay RELAY_USER=frontdesk RELAY_PASSWORD=secret"})
    void an_external_engine_needs_the_settings_of_its_compose_file_and_replaces_the_container(String engine,
            String settings) {
        var file = "docker-compose.own-" + engine + ".yml";
        var all = new HashMap<>(Compose.TRYING_OUT);
        for (var setting : settings.split(" ")) {
            var name = setting.replaceFirst("=.*", "");
            refusesFor(name,
                    new Compose("frontdesk-own", all).tries("-f", "docker-compose.yml", "-f", file, "config"));
            all.put(name, setting.replaceFirst(".*=", ""));
        }
        assertThat(new Compose("frontdesk-own", all).does("-f", "docker-compose.yml", "-f", file, "config"))
                .containsAnyOf("scale: 0", "replicas: 0");
    }

    @Test
    void nothing_is_lost_while_scaling_and_while_each_container_is_killed_once() throws IOException {
        // First, and before the load: the mailbox loses its mails when it is killed.
        var mailpit = compose.containers("mailpit").getFirst();
        Compose.docker("kill", mailpit);
        try (var crowd = new Crowd(compose.address(8081, "/"), Integer.MAX_VALUE, VISITORS, PAUSE)) {
            System.out.printf("%n  %-54s %9s %14s %18s%n", "", "confirmed", "not confirmed", "without an answer");
            during("killed: mailpit", crowd, () -> {
                awaitMoreThan(crowd);
                Compose.docker("start", mailpit);
            });
            during("three of notification-service, two of inquiry-service", crowd, () -> scale(2, 3));
            during("killed: content-service", crowd, ComposeJourney::withoutContent);
            for (var service : List.of("inquiry-service", "notification-service", "nginx", "kafka", "postgres")) {
                var container = compose.containers(service).getFirst();
                during("killed: " + service, crowd, () -> {
                    compose.crash(container);
                    await().atMost(PATIENCE).until(() -> compose.isHealthy(container));
                });
            }
            during("one of each again", crowd, () -> scale(1, 1));
            crowd.closeDoor();
            await().atMost(PATIENCE).until(crowd::isThrough);
            var account = new CrowdMails(compose, crowd);
            await().atMost(PATIENCE).until(account::isSettled);
            account.holds();
        }
    }

    @Test
    void a_login_at_one_instance_is_valid_at_all() throws Exception {
        scale(1, 3);
        var browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        var token = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"")
                .matcher(browser.send(compose.request(8082, "/login"), BodyHandlers.ofString()).body());
        assertThat(token.find()).isTrue();
        var login = HttpRequest.newBuilder(compose.address(8082, "/login"))
                .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(
                        "username=operator&password=operator&_csrf=" + token.group(1)))
                .build();
        assertThat(browser.send(login, BodyHandlers.ofString()).statusCode()).isEqualTo(302);
        for (int i = 0; i < 12; i++) {
            assertThat(browser.send(compose.request(8082, "/console"), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void nginx_caches_public_pages_and_no_negotiated_responses() throws IOException {
        var page = "/pages/spinal-muscular-atrophy";
        var first = compose.get(8083, page + "?lang=ar");
        var again = compose.get(8083, page + "?lang=ar");
        assertThat(again.headers().firstValue("X-Cache")).hasValue("HIT");
        assertThat(again.headers().firstValue("ETag")).isEqualTo(first.headers().firstValue("ETag")).isPresent();
        assertThat(again.body()).isEqualTo(first.body()).contains("الضمور العضلي الشوكي");
    }

    /** Requests that bypass the cache must not wait for its lock either. */
    @Test
    void concurrent_negotiated_requests_do_not_wait_for_each_other() {
        for (var path : List.of("/pages/spinal-muscular-atrophy", "/news", "/contacts", "/search?q=a")) {
            assertThat(compose.getAtOnce(path, 20)).hasSize(20).allSatisfy(answer -> {
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.headers().firstValue("X-Cache")).hasValue("BYPASS");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/feeds/uk/news.atom", "/sitemap.xml", "/news?lang=uk", "/search?q=a&lang=uk"})
    void responses_that_do_not_depend_on_language_are_cached_whatever_the_url_says(String path)
            throws IOException {
        compose.get(8083, path);
        assertThat(compose.get(8083, path).headers().firstValue("X-Cache")).hasValue("HIT");
    }

    @Test
    void a_password_guesser_cannot_spoof_the_client_address_with_a_header() throws Exception {
        scale(1, 1);
        var statuses = new ArrayList<Integer>();
        for (int i = 1; i <= 6; i++) {
            var guess = HttpRequest.newBuilder(compose.address(8082, "/inquiries/none"))
                    .header("Authorization", "Basic " + Base64.getEncoder().encodeToString("guesser:guess".getBytes()))
                    .header("X-Forwarded-For", "198.51.100." + i).build();
            statuses.add(HttpClient.newHttpClient().send(guess, BodyHandlers.ofString()).statusCode());
        }
        assertThat(statuses).containsExactly(401, 401, 401, 401, 401, 429);
    }

    /** The end of its output; older versions print the whole section first. */
    private static void refusesFor(String variable, Compose.Said said) {
        assertThat(said.exit()).isNotZero();
        assertThat(said.words().replaceFirst("(?s).*: ", "")).startsWith("set " + variable);
    }

    private static void scale(int inquiry, int notification) {
        compose.does("up", "-d", "--no-build", "--scale", "inquiry-service=" + inquiry, "--scale",
                "notification-service=" + notification);
        Stream.of(Playground.INQUIRY, Playground.NOTIFICATION).map(compose::containers).flatMap(List::stream)
                .forEach(container -> await().atMost(PATIENCE).until(() -> compose.isHealthy(container)));
    }

    /** Does it under load, and waits until more inquiries were confirmed afterwards. */
    private static void during(String what, Crowd crowd, Runnable deed) {
        var before = crowd.tally();
        deed.run();
        awaitMoreThan(crowd);
        var answered = crowd.tally().since(before);
        System.out.printf("  %-54s %9d %14d %18d%n", what, answered.confirmed(), answered.notConfirmed(),
                answered.unanswered());
    }

    /** nginx serves stale cached pages, and never negotiated ones; afterwards everything is fresh again. */
    private static void withoutContent() {
        var container = compose.containers("content-service").getFirst();
        Compose.docker("kill", container);
        await().atMost(PATIENCE).until(() -> {
            assertThat(page(KEPT.getFirst()).statusCode()).isEqualTo(200);
            return cached(KEPT.getFirst()).equals("STALE");
        });
        assertThat(page("/stories").statusCode()).isEqualTo(502);
        Compose.docker("start", container);
        await().atMost(PATIENCE).until(() -> compose.isHealthy(container) && page("/stories").statusCode() == 200);
        assertThat(cached(KEPT.getLast())).as("the first request after a pause").isNotEqualTo("STALE");
    }

    private static HttpResponse<String> page(String path) {
        return compose.getAtOnce(path, 1).getFirst();
    }

    private static String cached(String path) {
        return page(path).headers().firstValue("X-Cache").orElseThrow();
    }

    private static void awaitMoreThan(Crowd crowd) {
        var now = crowd.confirmedSoFar();
        await().atMost(PATIENCE).until(() -> crowd.confirmedSoFar() >= now + 20);
    }
}
