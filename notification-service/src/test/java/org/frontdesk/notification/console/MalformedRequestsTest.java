package org.frontdesk.notification.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGeneratorFactory;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.frontdesk.notification.RunningServiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.test.context.TestPropertySource;

/**
 * Any bytes, with and without a login, cause no 5xx except 501 (method or transfer coding) and 503 (database or broker
 * unavailable), and no stack trace. {@code -Dfuzz.requests} is the number of requests; the same {@code -Dfuzz.seed}
 * generates the same requests.
 */
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = {"logging.level.org.apache.catalina=info", "logging.level.org.apache.coyote=info",
        "logging.level.org.apache.tomcat=info", "logging.level.org.springframework=info"}) // as in production
class MalformedRequestsTest extends RunningServiceTest {
    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 4_000);
    private static final long SEED = Long.getLong("fuzz.seed", 20_261_102L);
    private static final Set<String> NO_FAILURES = Set.of("501", "503");
    private static final int CLIENTS = 6;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ?[^\r\n]*\r\n");
    private static final Pattern FAILURE = Pattern.compile("(?m)^\\s+at [\\w.$/@]+\\(.*$|^\\S*(Exception|Error)\\b.*$");
    private static final String ID = "c5b52a8e-8d0f-4a51-9d38-0c3e5a6f1b27";
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS",
            "TRACE",
            "CONNECT", "BREW");

    /** Comparing a password takes longer than anything else, so the right one is compared only once. */
    @TestConfiguration(proxyBeanMethods = false)
    static class QuickLogin {
        @Bean
        static BeanPostProcessor rememberedLogin() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof Login login ? remembering(login) : bean;
                }
            };
        }

        private static AuthenticationProvider remembering(Login login) {
            var known = new ConcurrentHashMap<String, Authentication>();
            return new AuthenticationProvider() {
                @Override
                public Authentication authenticate(Authentication attempt) {
                    return "operator".equals(attempt.getName()) && "operator".equals(attempt.getCredentials())
                            ? known.computeIfAbsent("operator", _ -> login.authenticate(attempt))
                            : login.authenticate(attempt);
                }

                @Override
                public boolean supports(Class<?> type) {
                    return login.supports(type);
                }
            };
        }
    }

    private enum Area {
        CONSOLE, API, MANAGEMENT
    }

    private record Endpoint(Area area, RawRequest request) {}

    /** A browser's session and its CSRF token. */
    private record Session(String cookie, String token) {}

    @LocalServerPort
    private int port;
    @LocalManagementPort
    private int managementPort;

    private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final List<Endpoint> endpoints = endpoints();

    @Test
    void the_service_responds_to_any_bytes_without_failing(CapturedOutput output) throws Exception {
        var next = new AtomicInteger();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var client : clients.invokeAll(Stream.generate(() -> client(next)).limit(CLIENTS).toList())) {
                client.get();
            }
        }
        print();
        assertThat(failures).as("seed " + SEED).isEmpty();
        assertThat(FAILURE.matcher(output.getAll()).results().map(found -> found.group()).limit(10)).isEmpty();
        assertThat(new Browser(port).get("/login").statusCode()).isEqualTo(200);
    }

    private Callable<Void> client(AtomicInteger next) {
        return () -> {
            Session session = null;
            for (int number = next.getAndIncrement(),
                    own = 0; number < REQUESTS; number = next.getAndIncrement(), own++) {
                session = own % 100 == 0 ? logIn() : session;
                var sent = send(number, session);
                session = sent.contains("logout") ? logIn() : session;
            }
            return null;
        };
    }

    private Session logIn() {
        var browser = Browser.loggedIn(port);
        return new Session(browser.cookie("FRONTDESK"), browser.token("/console/erase"));
    }

    /**
     * The first requests are valid: each endpoint with each method, with and without a login. @return the request line
     */
    private String send(int number, Session session) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED + number);
        var whole = number < endpoints.size() * METHODS.size() * 2;
        var endpoint = endpoints.get(whole ? number % endpoints.size() : random.nextInt(endpoints.size()));
        var loggedIn = whole ? number / endpoints.size() % 2 == 0 : random.nextInt(4) > 0;
        var request = loggedIn ? loggedIn(endpoint, session) : endpoint.request();
        request = whole
                ? request.with(METHODS.get(number / endpoints.size() / 2))
                : (random.nextInt(3) > 0 ? request : request.with(METHODS.get(random.nextInt(METHODS.size()))))
                        .mutated(random);
        var bytes = request.bytes(whole || random.nextInt(8) > 0);
        var answer = exchange(endpoint.area() == Area.MANAGEMENT ? managementPort : port, bytes);
        count(endpoint.area() + (loggedIn ? " in" : " out"), number, bytes, answer);
        return request.line();
    }

    private static RawRequest loggedIn(Endpoint endpoint, Session session) {
        var request = endpoint.request();
        return switch (endpoint.area()) {
            case CONSOLE -> new RawRequest(request.line(),
                    request.headers() + "Cookie: FRONTDESK=" + session.cookie() + "\r\n",
                    request.body().replace("TOKEN", session.token()));
            case API -> new RawRequest(request.line(), request.headers() + "Authorization: Basic "
                    + Base64.getEncoder().encodeToString("operator:operator".getBytes(ISO_8859_1)) + "\r\n",
                    request.body());
            case MANAGEMENT -> request;
        };
    }

    /** The whole response; the client closes its output, so that neither side waits for more. */
    private static String exchange(int port, byte[] bytes) {
        var answer = new StringBuilder();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            send(socket, bytes);
            var buffer = new byte[16_384];
            for (int read; (read = socket.getInputStream().read(buffer)) >= 0;) {
                answer.append(new String(buffer, 0, read, ISO_8859_1));
            }
        } catch (IOException e) {
            // What was received before the connection ended counts.
        }
        return answer.toString();
    }

    private static void send(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
        } catch (IOException e) {
            // Rejected before everything was sent; there may be a response nevertheless.
        }
    }

    private void count(String who, int number, byte[] bytes, String answer) {
        var statuses = STATUS.matcher(answer).results().map(found -> found.group(1)).toList();
        for (var status : statuses.isEmpty() ? List.of("none") : statuses) {
            answers.computeIfAbsent(who + " " + status, _ -> new LongAdder()).increment();
            if (status.startsWith("5") && !NO_FAILURES.contains(status)) {
                failures.add(status + " to request " + number + ": " + printable(bytes));
            }
        }
    }

    private static String printable(byte[] bytes) {
        var text = new String(bytes, 0, Math.min(bytes.length, 600), ISO_8859_1);
        return text.chars().mapToObj(c -> c < ' ' || c > '~' ? "\\x%02x".formatted(c) : String.valueOf((char) c))
                .reduce("", String::concat);
    }

    private void print() {
        var table = new StringBuilder("%n%,d requests, seed %d; answers by status:%n".formatted(REQUESTS, SEED));
        var statuses = answers.keySet().stream().map(key -> key.substring(key.lastIndexOf(' ') + 1)).distinct().sorted()
                .toList();
        table.append("%-16s".formatted(""));
        statuses.forEach(status -> table.append("%8s".formatted(status)));
        answers.keySet().stream().map(key -> key.substring(0, key.lastIndexOf(' '))).distinct().sorted()
                .forEach(who -> {
                    table.append("%n%-16s".formatted(who.toLowerCase()));
                    statuses.forEach(status -> table.append(
                            "%8d".formatted(answers.getOrDefault(who + " " + status, new LongAdder()).sum())));
                });
        System.out.println(table.append("%n".formatted()));
    }

    private static List<Endpoint> endpoints() {
        var all = new ArrayList<Endpoint>();
        for (var page : List.of("/", "/login", "/console", "/console/account", "/console.css", "/error",
                "/console/nowhere",
                "/console/mails?state=dead&kind=alert&language=en&cursor=MjAyNi0xMS0wMlQwNzozMDoxNVogYzViNTJhOGUtOGQwZi00YTUxLTlkMzgtMGMzZTVhNmYxYjI3",
                "/console/inquiries/k7m4-2qxz-9tbd", "/console/tasks/" + ID,
                "/console/dead-records?cursor=1700000000000-0-1",
                "/console/erase", "/console/preview?sort=reply&form=request-info&language=en&mailLanguage=en",
                "/console/preview/mail?sort=alert&form=request-info&language=ar&mailLanguage=en")) {
            all.add(new Endpoint(Area.CONSOLE, request("GET", page, "", "")));
        }
        for (var form : List.of("/login username=operator&password=wrong", "/logout ",
                "/console/search q=fuzz@example.net",
                "/console/search q=k7m4-2qxz-9tbd", "/console/mails/" + ID + "/retry back=/console",
                "/console/mails/" + ID + "/release back=/console",
                "/console/mails/" + ID + "/discard back=/console/mails?state=due",
                "/console/retry-all kind=alert&language=fuzz&doubtful=false", "/console/dead-records/0-999999/open ",
                "/console/dead-records/0-999999/replay ", "/console/dead-records/0-999999/discard ",
                "/console/erase subject=fuzz@example.net",
                "/console/erase/confirmed subject=fuzz@example.net&seen=" + ID,
                "/console/preview/send sort=reply&form=request-info&language=en&mailLanguage=en&to=fuzz@example.net")) {
            var parts = form.split(" ", 2);
            all.add(new Endpoint(Area.CONSOLE, request("POST", parts[0], FORM, "_csrf=TOKEN&" + parts[1])));
        }
        for (var get : List.of("/deliveries?state=dead&kind=reply&language=fuzz&limit=50&cursor=",
                "/inquiries?q=k7m4-2qxz-9tbd",
                "/inquiries/k7m4-2qxz-9tbd", "/tasks/" + ID, "/dead-records?cursor=1700000000000-0-1",
                "/dead-records/0-999999")) {
            all.add(new Endpoint(Area.API, request("GET", get, "", "")));
        }
        for (var post : List.of("/inquiries/search {\"q\":\"fuzz@example.net\"}", "/deliveries/" + ID + "/retry ",
                "/deliveries/" + ID + "/release ", "/deliveries/" + ID + "/discard ",
                "/deliveries/retry {\"kind\":\"alert\",\"language\":\"fuzz\",\"doubtful\":false}",
                "/erasures {\"email\":\"fuzz@example.net\"}", "/erasures {\"reference\":\"k7m4-2qxz-9tbd\"}",
                "/dead-records/0-999999/replay ", "/dead-records/0-999999/discard ")) {
            var parts = post.split(" ", 2);
            all.add(new Endpoint(Area.API, request("POST", parts[0], JSON, parts[1])));
        }
        for (var get : List.of("/actuator", "/actuator/health", "/actuator/health/liveness", "/actuator/prometheus",
                "/actuator/env", "/nowhere")) {
            all.add(new Endpoint(Area.MANAGEMENT, request("GET", get, "", "")));
        }
        return List.copyOf(all);
    }

    private static RawRequest request(String method, String target, String headers, String body) {
        return new RawRequest(method + " " + target + " HTTP/1.1", "Host: localhost\r\n" + headers, body);
    }
}
