package org.frontdesk.playground;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.frontdesk.playground.ClinicDetails.Language;
import org.frontdesk.playground.ClinicDetails.Phone;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The HTML of every page of the website: name, languages, phone numbers and form, which need neither JavaScript nor
 * content-service, and the data from which the browser renders the rest.
 */
final class PageTemplate {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z.-]+)}}");
    private static final String LANGUAGE = """
            <li><a href="%s" hreflang="%s" lang="%s"%s>%s</a></li>""";
    private static final String PHONE = """
            <li><a href="tel:%s" dir="ltr">%s</a> <small>%s</small></li>""";

    private final ClinicDetails clinic;
    private final Map<String, Map<String, String>> texts;
    private final String template = text("index.html");
    private final String content;
    private final String inquiry;
    private final String mailbox;
    private final String website;

    PageTemplate(ClinicDetails clinic, Ports ports) {
        this.clinic = clinic;
        this.texts = clinic.languages().keySet().stream()
                .collect(Collectors.toMap(language -> language, PageTemplate::texts));
        this.content = address(ports.content());
        this.inquiry = address(ports.inquiry());
        this.mailbox = address(ports.mailbox());
        this.website = address(ports.site());
    }

    /** Allows the website's own files, the form's widget, requests to content-service, and sending the form. */
    String policy() {
        return ("default-src 'none'; script-src 'self' %2$s; style-src 'self'; img-src 'self' %1$s; connect-src %1$s %2$s; "
                + "form-action 'self' %2$s; base-uri 'none'; frame-ancestors 'none'").formatted(content, inquiry);
    }

    /**
     * @param rest the URL after the language, with its query
     * @param known whether the URL names a language of the site
     */
    String page(String tag, String rest, boolean known) {
        Language language = clinic.languages().get(tag);
        Map<String, String> values = new HashMap<>();
        texts.get(tag).forEach((key, text) -> values.put(key, escape(text.replace("{clinic}", language.clinic()))));
        values.putAll(Map.of("lang", tag, "dir", language.direction(), "clinic", escape(language.clinic()), "place",
                escape(language.place()), "hours", escape(language.hours()), "phones", phones(language, tag), "tags",
                languages(tag, rest, known), "content", content, "inquiry", inquiry, "mailbox", mailbox));
        values.put("page", escape(website + "/" + tag + rest));
        values.put("data", data(tag, language, known));
        return PLACE.matcher(template).replaceAll(place -> Matcher.quoteReplacement(values.get(place.group(1))));
    }

    private String languages(String current, String rest, boolean known) {
        return clinic.languages().entrySet().stream()
                .map(other -> LANGUAGE.formatted("/" + other.getKey() + escape(rest), other.getKey(), other.getKey(),
                        known && other.getKey().equals(current) ? " aria-current=\"true\"" : "",
                        escape(other.getValue().name())))
                .collect(Collectors.joining());
    }

    private static String phones(Language language, String tag) {
        return language.phones().stream()
                .map(phone -> PHONE.formatted(phone.dialled(), escape(phone.number()), escape(phone.spoken(tag))))
                .collect(Collectors.joining());
    }

    /** For a script element, which only a less-than sign could end; escaped, it is the same JSON. */
    private String data(String tag, Language language, boolean known) {
        return JSON.writeValueAsString(Map.of("known", known, "content", content, "clinic", language.clinic(), "phones",
                language.phones().stream().map(Phone::number).toList(), "texts", texts.get(tag)))
                .replace("<", "\\u003c");
    }

    static boolean speaks(String language) {
        return Web.exists("/website/" + file(language));
    }

    private static String file(String language) {
        return "texts/" + language + ".json";
    }

    private static Map<String, String> texts(String language) {
        String file = file(language);
        if (!speaks(language)) {
            throw new StartFailed("The website has no texts in " + language
                    + ". Add playground/src/main/resources/website/" + file
                    + " or choose another language in site.yml.");
        }
        return JSON.readValue(text(file), new TypeReference<Map<String, String>>() {
        });
    }

    private static String text(String file) {
        return new String(Web.resource("/website/" + file), StandardCharsets.UTF_8);
    }

    private static String address(int port) {
        return "http://localhost:" + port;
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
