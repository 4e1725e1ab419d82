package org.frontdesk.playground;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** One page with the plain form, as any website would hold it, in the three languages: {@code /?lang=en|uk|ar}. */
final class DemoSite implements AutoCloseable {
    private static final String NAME = "demo website";
    private static final List<String> LANGUAGES = List.of("en", "uk", "ar");
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z]+)}}");

    private final Run run;
    private HttpServer web;

    DemoSite(Run run) {
        this.run = run;
    }

    void start() {
        Instant began = Instant.now();
        run.say(NAME, "starting");
        web = Web.on(run.ports().site());
        web.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange);
            }
        });
        web.start();
        run.say(NAME, "ready in " + Program.seconds(began));
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().equals("/")) {
            Web.answer(exchange, 404, "Nothing here; the form is at /");
            return;
        }
        String asked = Web.query(exchange).getOrDefault("lang", "en");
        String language = LANGUAGES.contains(asked) ? asked : "en";
        exchange.getResponseHeaders().set("Content-Language", language);
        Web.answer(exchange, 200, "text/html; charset=utf-8", page(language).getBytes(StandardCharsets.UTF_8));
    }

    private String page(String language) {
        Properties texts = texts(language);
        texts.putAll(Map.of("language", language, "inquiry", "http://localhost:" + run.ports().inquiry(), "page",
                "http://localhost:" + run.ports().site() + "/?lang=" + language, "mailbox",
                "http://localhost:" + run.ports().mailbox()));
        return PLACE.matcher(new String(Web.resource("/demo/index.html"), StandardCharsets.UTF_8))
                .replaceAll(place -> Matcher.quoteReplacement(texts.getProperty(place.group(1))));
    }

    private static Properties texts(String language) {
        Properties texts = new Properties();
        try {
            texts.load(new StringReader(
                    new String(Web.resource("/demo/" + language + ".properties"), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    @Override
    public void close() {
        if (web != null) {
            web.stop(0);
        }
    }
}
