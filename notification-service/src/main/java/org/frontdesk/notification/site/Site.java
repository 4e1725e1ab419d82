package org.frontdesk.notification.site;

import java.net.URI;
import java.text.Bidi;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What this service reads of the site's folder, checked: every route has a recipient, every language its texts.
 *
 * @param forms by name, the fields that each declares of its own
 */
public record Site(String name, URI address, OfficeHours office, String language, Map<String, Language> languages,
        List<String> topics, Map<String, List<String>> forms, List<String> origins, List<Route> routes,
        MailAddresses mail,
        Retention retention) {

    /** First match wins. Absent language or topic matches any. The backup is alerted where an alert could not be sent. */
    public record Route(String language, String topic, List<String> to, String mailLanguage, List<String> backup,
            Mode mode) {

        /** In {@code minimal} mode an alert names the inquiry, and leaves the visitor's words out. */
        public enum Mode {
            full, minimal
        }

        public Route {
            backup = backup == null ? List.of() : List.copyOf(backup);
            mode = mode == null ? Mode.full : mode;
        }

        boolean matches(String language, String topic) {
            return (this.language == null || this.language.equals(language))
                    && (this.topic == null || this.topic.equals(topic));
        }
    }

    /** @param bounce where a mail that could not be delivered comes back to: the return path */
    public record MailAddresses(String from, String replyTo, String bounce) {}

    /** How long an inquiry's data is kept after its mails came to that state. */
    public record Retention(Duration sent, Duration withheld, Duration dead) {}

    public record Phone(String number, List<String> languages) {}

    /**
     * All that is the site's own in one language.
     *
     * @param name the language's own name for itself, in its own script
     * @param zoneName how this language marks a time as the clinic's own, such as "Kyiv time"
     * @param privacy the page that says how the clinic handles a visitor's data
     * @param choices labels of the answers of own form fields, by field and answer
     * @param fallback the languages to take a missing text from, in this order
     * @param texts overrides of this service's built-in texts, by key
     */
    public record Language(String name, String clinic, String zoneName, URI privacy, List<Phone> phones,
            Map<String, String> topics, Map<String, String> fields, Map<String, Map<String, String>> choices,
            Map<String, String> texts, List<String> fallback) {

        /** {@code rtl} or {@code ltr}: how the language's own name runs, so that no table of scripts is needed. */
        public String direction() {
            return new Bidi(name, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT).baseIsLeftToRight() ? "ltr" : "rtl";
        }

        /** A number, reference or address amid plain text: in right-to-left text it would else be shown reversed. */
        public String isolate(Object leftToRight) {
            return direction().equals("ltr") ? leftToRight.toString() : "\u2066" + leftToRight + "\u2069";
        }
    }

    /** The clinic's own time, wherever the server runs. */
    public ZoneId zone() {
        return office.zone();
    }

    public Route route(String language, String topic) {
        return routes.stream().filter(route -> route.matches(language, topic)).findFirst().orElseThrow();
    }

    /** That language if the site has it, else the site's default. */
    public String declared(String language) {
        return languages.containsKey(language) ? language : this.language;
    }

    public Language language(Locale locale) {
        return languages.get(declared(locale.toLanguageTag()));
    }

    /** Whether the address is one of the site's own: a reply to it would go round in a circle. */
    public boolean isOwn(String address) {
        var mailbox = address.replaceFirst("(?<=.)\\+.*(?=@)", ""); // desk+web@ arrives at desk@
        return Stream.concat(Stream.of(mail.from(), mail.replyTo(), mail.bounce()),
                routes.stream().flatMap(route -> Stream.concat(route.to().stream(), route.backup().stream())))
                .anyMatch(own -> own.equalsIgnoreCase(address) || own.equalsIgnoreCase(mailbox));
    }

    /** Whether a link may be shown: only to the site itself, or a visitor could put any link before the staff. */
    public boolean isOwnPage(String page) {
        return page != null
                && origins.stream().anyMatch(origin -> page.equals(origin) || page.startsWith(origin + "/"));
    }
}
