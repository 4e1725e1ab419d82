package org.frontdesk.playground;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The part of Mailpit's REST API that tests and the mailbox's page use: {@code GET} and {@code DELETE /api/v1/messages},
 * {@code GET /api/v1/message/{ID}} and {@code .../raw}, {@code GET /api/v1/search?query=}. Unknown mail: 404.
 */
final class MailApi {

    record Delete(List<String> IDs) {}

    private static final JsonMapper JSON = new JsonMapper();

    private final MailStore mails;

    MailApi(MailStore mails) {
        this.mails = mails;
    }

    void on(HttpServer server) {
        server.createContext("/api/v1/messages", exchange -> {
            try (exchange) {
                messages(exchange);
            }
        });
        server.createContext("/api/v1/search", exchange -> {
            try (exchange) {
                var query = MailQuery.of(Web.query(exchange).getOrDefault("query", ""));
                page(exchange, mails.all().stream().filter(query).toList());
            }
        });
        server.createContext("/api/v1/message/", exchange -> {
            try (exchange) {
                message(exchange, exchange.getRequestURI().getPath().substring("/api/v1/message/".length()));
            }
        });
    }

    private void messages(HttpExchange exchange) throws IOException {
        switch (exchange.getRequestMethod()) {
            case "GET", "HEAD" -> page(exchange, mails.all());
            case "DELETE" -> delete(exchange);
            default -> Web.answer(exchange, 405, "Only GET and DELETE");
        }
    }

    private void page(HttpExchange exchange, List<Mail> found) throws IOException {
        Map<String, String> query = Web.query(exchange);
        try {
            int start = Integer.parseUnsignedInt(query.getOrDefault("start", "0"));
            int limit = Integer.parseUnsignedInt(query.getOrDefault("limit", "50"));
            json(exchange, MailpitJson.Page.of(mails.all(), found, start, limit));
        } catch (IllegalArgumentException e) {
            Web.answer(exchange, 400, "start and limit must be whole numbers");
        }
    }

    /** Without a body, or without IDs in it, deletes all mails. */
    private void delete(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        try {
            List<String> ids = body.length == 0 ? null : JSON.readValue(body, Delete.class).IDs();
            if (ids == null || ids.isEmpty()) {
                mails.deleteAll();
            } else {
                mails.delete(ids);
            }
            Web.answer(exchange, 200, "ok");
        } catch (JacksonException e) {
            Web.answer(exchange, 400, "Expected {\"IDs\": [\"...\"]} or no body");
        }
    }

    private void message(HttpExchange exchange, String path) throws IOException {
        boolean raw = path.endsWith("/raw");
        Optional<Mail> found = mails.find(raw ? path.substring(0, path.length() - "/raw".length()) : path);
        if (found.isEmpty()) {
            Web.answer(exchange, 404, "No such mail");
        } else if (raw) {
            Web.answer(exchange, 200, "text/plain; charset=utf-8", found.get().raw());
        } else {
            found.get().read().set(true);
            json(exchange, MailpitJson.Whole.of(found.get()));
        }
    }

    private static void json(HttpExchange exchange, Object value) throws IOException {
        Web.answer(exchange, 200, "application/json", JSON.writeValueAsBytes(value));
    }
}
