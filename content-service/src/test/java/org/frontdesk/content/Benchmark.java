package org.frontdesk.content;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * {@code mvn -pl content-service -Pbench verify}: pages per second compared with nginx serving the same bytes as a file,
 * with ten and with ten thousand pages, and the time of a startup and of a search. The service runs as in its image, but
 * with a larger heap. Needs Debian's nginx-light and wrk. All are warmed up, then measured in turns, so that other load
 * on the machine affects all of them.
 */
class Benchmark {
    private static final int FEW = 10;
    private static final int MANY = 10_000;
    private static final int ROUNDS = 4;
    private static final int SEARCHES = 3_000;
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([\\d.]+)");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path folder = Files.createTempDirectory("speed");
    private final List<Process> started = new ArrayList<>();
    private final Map<String, List<Double>> rates = new LinkedHashMap<>();

    private record Running(int port, double startSeconds) {
        String page(int number) {
            return "http://127.0.0.1:" + port + "/pages/page-" + number + "?lang=en";
        }
    }

    private Benchmark() throws IOException {}

    static void main() throws Exception {
        var benchmark = new Benchmark();
        try {
            benchmark.measure();
        } finally {
            benchmark.started.forEach(Process::destroyForcibly);
        }
    }

    private void measure() throws Exception {
        pack();
        Running few = service(FEW);
        Running many = service(MANY);
        HttpResponse<byte[]> page = get(few.page(1));
        int nginx = nginx(page.body());
        String file = "http://127.0.0.1:" + nginx + "/page.json";
        Map<String, String[]> all = new LinkedHashMap<>();
        all.put("nginx, 200", new String[]{file});
        all.put("nginx, 304", new String[]{file, "If-None-Match: " + tag(file)});
        all.put(FEW + " pages, 200", new String[]{few.page(1)});
        all.put(FEW + " pages, 304", new String[]{few.page(1), "If-None-Match: " + tag(few.page(1))});
        all.put(MANY + " pages, 200", new String[]{many.page(1)});
        all.put(MANY + " pages, 304", new String[]{many.page(1), "If-None-Match: " + tag(many.page(1))});
        for (String[] one : all.values()) {
            rate(10, one);
        }
        for (int i = 0; i < ROUNDS; i++) {
            for (Map.Entry<String, String[]> one : all.entrySet()) {
                rates.computeIfAbsent(one.getKey(), _ -> new ArrayList<>()).add(rate(4, one.getValue()));
            }
        }
        print(page.body().length, few, many, searches(many));
    }

    private void print(int bytes, Running few, Running many, double[] searches) {
        System.out.printf(
                "%n  as started in its image: containers/jvm.options, an AOT cache; heap 2 GiB%n");
        System.out.printf("  64 connections, %d bytes %18s %10s%n", bytes, "answers/s", "of nginx");
        rates.forEach((name, _) -> System.out.printf("  %-30s %12.0f %10.2f%n", name, mean(name),
                mean(name) / mean("nginx, " + name.substring(name.length() - 3))));
        System.out.printf("  %d pages to %d: 200 %.2f, 304 %.2f%n", MANY, FEW,
                mean(MANY + " pages, 200") / mean(FEW + " pages, 200"),
                mean(MANY + " pages, 304") / mean(FEW + " pages, 304"));
        System.out.printf("  start: %d pages %.1f s, %d pages %.1f s%n", FEW, few.startSeconds(), MANY,
                many.startSeconds());
        System.out.printf("  search in %d pages: median %.1f ms, p99 %.1f ms%n%n", MANY,
                searches[searches.length / 2], searches[searches.length * 99 / 100]);
    }

    private double mean(String name) {
        return rates.get(name).stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    /** Text of made-up words with a natural distribution: few are common, most are rare. */
    private Path site(int pages) {
        var site = SiteFiles.in(folder.resolve("site-" + pages));
        var random = new Random(1);
        List<String> words = words();
        for (int i = 1; i <= pages; i++) {
            String text = IntStream.range(0, 40).mapToObj(part -> (part % 8 == 0 ? "## Part " + part + "\n\n" : "")
                    + text(words, random, 20) + ".").collect(Collectors.joining("\n\n"));
            site.page("en", "page-" + i, "Page " + i + " " + text(words, random, 3), text);
        }
        return site.folder();
    }

    private static List<String> words() {
        var random = new Random(2);
        return IntStream.range(0, 20_000).mapToObj(_ -> random.ints(3 + random.nextInt(6), 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString())
                .toList();
    }

    private static String text(List<String> words, Random random, int count) {
        return IntStream.range(0, count)
                .mapToObj(_ -> words.get((int) (words.size() * Math.pow(random.nextDouble(), 4))))
                .collect(Collectors.joining(" "));
    }

    private Running service(int pages) throws IOException {
        Path site = site(pages);
        int port = freePort();
        int management = freePort();
        long began = System.nanoTime();
        started.add(java(pages + ".log", "-XX:AOTCache=" + folder.resolve("service.aot"), "-jar",
                jar(folder.resolve("service")),
                "--server.port=" + port, "--management.server.port=" + management, "--frontdesk.site=" + site));
        await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(50)).ignoreExceptions().until(() -> get(
                "http://127.0.0.1:" + management + "/actuator/health/readiness").statusCode() == 200);
        return new Running(port, (System.nanoTime() - began) / 1e9);
    }

    /** As in the Dockerfile: extracted, with an AOT cache trained on the example site. */
    private void pack() throws Exception {
        finish(java("unpacking.log", "-Djarmode=tools", "-jar", jar(Path.of("target")), "extract", "--destination",
                folder.resolve("service").toString()));
        finish(java("training.log", "-XX:AOTCacheOutput=" + folder.resolve("service.aot"),
                "-Dspring.context.exit=onRefresh", "-jar", jar(folder.resolve("service")),
                "--frontdesk.site=../site"));
    }

    private static String jar(Path folder) throws IOException {
        try (var jars = Files.newDirectoryStream(folder, "content-service-*.jar")) {
            return jars.iterator().next().toString();
        }
    }

    private void finish(Process process) throws InterruptedException {
        if (process.waitFor() != 0) {
            throw new IllegalStateException("The service could not be prepared; see the logs in " + folder);
        }
    }

    /** With the image's own options, except for the heap: ten thousand pages need more than the default limit. */
    private Process java(String log, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow(),
                "@../containers/jvm.options", "-Xmx2g"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve(log).toFile())
                .start();
    }

    private int nginx(byte[] page) throws IOException {
        int port = freePort();
        Files.createDirectories(folder.resolve("html"));
        Files.write(folder.resolve("html/page.json"), page);
        Files.writeString(folder.resolve("nginx.conf"), """
                daemon off; master_process on; worker_processes auto; pid %1$s/nginx.pid; error_log %1$s/error.log;
                events { worker_connections 1024; }
                http {
                  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000; etag on;
                  types { application/json json; }
                  client_body_temp_path %1$s; proxy_temp_path %1$s; fastcgi_temp_path %1$s; uwsgi_temp_path %1$s;
                  scgi_temp_path %1$s;
                  server { listen 127.0.0.1:%2$d; root %1$s/html; }
                }""".formatted(folder, port));
        folder.toFile().setExecutable(true, false);
        folder.toFile().setReadable(true, false);
        started.add(new ProcessBuilder("/usr/sbin/nginx", "-c", folder.resolve("nginx.conf").toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("nginx.log").toFile()).start());
        await().ignoreExceptions().until(() -> get("http://127.0.0.1:" + port + "/page.json").statusCode() == 200);
        return port;
    }

    /** @param request a URL and optionally a header */
    private static double rate(int seconds, String... request) throws Exception {
        List<String> command = new ArrayList<>(List.of("wrk", "-t2", "-c64", "-d" + seconds + "s", request[0]));
        if (request.length > 1) {
            command.addAll(List.of("-H", request[1]));
        }
        Process wrk = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher rate = RATE.matcher(output);
        if (wrk.waitFor() != 0 || !rate.find() || output.contains("Non-2xx") || output.contains("Socket errors")) {
            throw new IllegalStateException(output);
        }
        return Double.parseDouble(rate.group(1));
    }

    /** The sorted times in milliseconds of different queries: one to three words, half of them with a prefix. */
    private static double[] searches(Running service) throws Exception {
        var random = new Random(3);
        List<String> words = words();
        double[] took = new double[SEARCHES];
        for (int i = -SEARCHES; i < SEARCHES; i++) {
            String typed = text(words, random, 1 + random.nextInt(3));
            long began = System.nanoTime();
            HttpResponse<byte[]> answer = get("http://127.0.0.1:" + service.port() + "/search?lang=en&limit=10&q="
                    + typed.replace(' ', '+') + (i % 2 == 0 ? typed.charAt(0) : ""));
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("search: " + answer.statusCode());
            }
            took[Math.max(i, 0)] = (System.nanoTime() - began) / 1e6;
        }
        Arrays.sort(took);
        return took;
    }

    private static String tag(String address) {
        return get(address).headers().firstValue("ETag").orElseThrow();
    }

    private static HttpResponse<byte[]> get(String address) {
        try {
            return HTTP.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
