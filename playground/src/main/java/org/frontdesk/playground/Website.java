package org.frontdesk.playground;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * The demo website. Its URLs begin with a language, such as {@code /ar/news}. The browser renders the content from
 * content-service, so every URL of a language returns the same page template. {@code /} redirects to the visitor's
 * language; any other URL is a 404 with a page of the website.
 */
final class Website implements AutoCloseable {
    private static final String NAME = "demo website";
    private static final Pattern ADDRESS = Pattern.compile("/([A-Za-z0-9-]+)(/.*)?");
    private static final Pattern ASSET = Pattern.compile("/assets/([a-z-]+\\.(css|js|svg))");
    private static final Map<String, String> TYPES = Map.of("css", "text/css", "js", "text/javascript", "svg",
            "image/svg+xml");

    private final Run run;
    private final Path folder;
    private ClinicDetails clinic;
    private PageTemplate frame;
    private HttpServer web;

    /** @param folder the site folder */
    Website(Run run, Path folder) {
        this.run = run;
        this.folder = folder;
    }

    void start() {
        var began = Instant.now();
        run.say(NAME, "starting");
        clinic = known(ClinicDetails.in(folder));
        frame = new PageTemplate(clinic, run.ports());
        web = Web.on(run.ports().site());
        web.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange);
            }
        });
        web.start();
        run.say(NAME, "ready in " + SupervisedProcess.seconds(began));
    }

    /** A site may have languages that this website has no texts for; the services support them nevertheless. */
    private ClinicDetails known(ClinicDetails all) {
        ClinicDetails known = all.in(PageTemplate::speaks);
        List<String> others = all.languages().keySet().stream().filter(tag -> !known.languages().containsKey(tag))
                .toList();
        if (!others.isEmpty()) {
            run.say(NAME, "leaves out " + String.join(", ", others) + ", for which it has no texts");
        }
        return known;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        Matcher asset = ASSET.matcher(path);
        if (!exchange.getRequestMethod().matches("GET|HEAD")) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            Web.answer(exchange, 405, "This address can only be read");
        } else if (path.equals("/")) {
            redirect(exchange);
        } else if (asset.matches() && Web.exists(resource(asset))) {
            Web.answer(exchange, 200, TYPES.get(asset.group(2)) + "; charset=utf-8", Web.resource(resource(asset)));
        } else {
            page(exchange, path);
        }
    }

    private static String resource(Matcher asset) {
        return "/website/" + asset.group(1);
    }

    private void redirect(HttpExchange exchange) throws IOException {
        String asked = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Accept-Language")).orElse("");
        exchange.getResponseHeaders().set("Location", "/" + clinic.preferred(asked));
        exchange.getResponseHeaders().set("Vary", "Accept-Language");
        Web.answer(exchange, 302, "");
    }

    private void page(HttpExchange exchange, String path) throws IOException {
        Matcher address = ADDRESS.matcher(path);
        boolean known = address.matches() && clinic.languages().containsKey(address.group(1));
        String language = known ? address.group(1) : clinic.language();
        String query = exchange.getRequestURI().getRawQuery();
        String rest = known
                ? Optional.ofNullable(address.group(2)).orElse("") + (query == null ? "" : "?" + query)
                : "";
        exchange.getResponseHeaders().set("Content-Language", language);
        exchange.getResponseHeaders().set("Content-Security-Policy", frame.policy());
        Web.answer(exchange, known ? 200 : 404, "text/html; charset=utf-8",
                frame.page(language, rest, known).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        if (web != null) {
            web.stop(0);
        }
    }
}
