package org.frontdesk.playground;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * The mailbox's page, and {@code /view/{ID}.html}: the HTML of a mail, which is treated as hostile. It is a separate
 * document, because {@code srcdoc} would inherit the page's policy, which allows no inline styles. Its own policy
 * sandboxes it wherever it is opened, and blocks all external resources.
 */
final class MailPage {
    private static final Map<String, String> FILES = Map.of("/", "text/html", "/mailbox.css", "text/css",
            "/mailbox.js", "text/javascript", "/icon.svg", "image/svg+xml");
    private static final String PAGE_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'none'";
    private static final String MAIL_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; "
            + "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    private final MailStore mails;

    MailPage(MailStore mails) {
        this.mails = mails;
    }

    void on(HttpServer server) {
        server.createContext("/", exchange -> {
            try (exchange) {
                file(exchange, exchange.getRequestURI().getPath());
            }
        });
        server.createContext("/view/", exchange -> {
            try (exchange) {
                mail(exchange, exchange.getRequestURI().getPath().substring("/view/".length()));
            }
        });
    }

    private static void file(HttpExchange exchange, String path) throws IOException {
        if (FILES.containsKey(path)) {
            exchange.getResponseHeaders().set("Content-Security-Policy", PAGE_POLICY);
            Web.answer(exchange, 200, FILES.get(path) + "; charset=utf-8",
                    Web.resource("/mailbox" + (path.equals("/") ? "/index.html" : path)));
        } else {
            Web.answer(exchange, 404, "Nothing here; the mailbox is at /");
        }
    }

    private void mail(HttpExchange exchange, String path) throws IOException {
        Optional<Mail> found = mails.find(path.replaceFirst("\\.html$", ""));
        if (found.isPresent()) {
            exchange.getResponseHeaders().set("Content-Security-Policy", MAIL_POLICY);
            Web.answer(exchange, 200, "text/html; charset=utf-8",
                    found.get().content().html().getBytes(StandardCharsets.UTF_8));
        } else {
            Web.answer(exchange, 404, "No such mail");
        }
    }
}
