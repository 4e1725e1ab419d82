package org.frontdesk.notification.console;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An operator's browser with its cookies, or a program that uses the API, over real HTTP. */
class Browser {
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final CookieManager cookies = new CookieManager();
    private final HttpClient client = HttpClient.newBuilder().cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER).build();
    private final String address;

    Browser(int port) {
        this.address = "http://localhost:" + port;
    }

    static Browser loggedIn(int port) {
        var browser = new Browser(port);
        browser.login("operator", "operator");
        return browser;
    }

    HttpResponse<String> login(String name, String password) {
        return submit("/login", "/login", Map.of("username", name, "password", password));
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(at(path));
    }

    HttpResponse<String> get(String path) {
        return send(to(path));
    }

    /** Follows the redirect after a form, as browsers do. */
    String page(String path) {
        var answer = get(path);
        return answer.headers().firstValue("Location").map(next -> page(URI.create(next).getRawPath()
                + (URI.create(next).getRawQuery() == null ? "" : "?" + URI.create(next).getRawQuery())))
                .orElse(answer.body());
    }

    /** Submits a form of that page, with the page's CSRF token. */
    HttpResponse<String> submit(String page, String action, Map<String, String> fields) {
        var all = new HashMap<>(fields);
        all.put("_csrf", token(page));
        return post(action, all);
    }

    /** The CSRF token of the page's forms. */
    String token(String page) {
        var token = TOKEN.matcher(page(page));
        if (!token.find()) {
            throw new AssertionError("no form on " + page);
        }
        return token.group(1);
    }

    String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream().filter(cookie -> cookie.getName().equals(name))
                .findFirst()
                .orElseThrow().getValue();
    }

    HttpResponse<String> post(String path, Map<String, String> fields) {
        var body = fields.entrySet().stream().map(
                field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(at(path)).header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "text/html").POST(BodyPublishers.ofString(body)));
    }

    JsonNode apiGet(String path) {
        return JsonMapper.shared().readTree(send(api(path)).body());
    }

    HttpResponse<String> apiPost(String path, String json, String... headers) {
        var request = api(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpRequest.Builder api(String path) {
        return api(path, "operator", "operator");
    }

    HttpRequest.Builder api(String path, String name, String password) {
        return HttpRequest.newBuilder(at(path)).header("Authorization", "Basic "
                + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    URI at(String path) {
        return URI.create(address + path);
    }
}
