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
 * What this service uses of the site folder. It is validated: every route has a recipient, every language its texts.
 *
 * @param forms by name, with the fields that each declares
 */
public record Site(String name, URI address, OfficeHours office, String language, Map<String, Language> languages,
        List<String> topics, Map<String, List<String>> forms, List<String> origins, List<Route> routes,
        MailAddresses mail,
        Retention retention) {

    /**
     * The first match wins. A missing language or topic matches any. The backup is alerted if an alert could not be
     * sent.
     */
    public record Route(String language, String topic, List<String> to, String mailLanguage, List<String> backup,
            Mode mode) {

        /**
         * The values in site.yml. In {@code minimal} mode an alert identifies the inquiry without the visitor's words.
         */
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

    /** @param bounce the return path, which receives bounces */
    public record MailAddresses(String from, String replyTo, String bounce) {}

    /** How long an inquiry's data is kept after its deliveries reached that state. */
    public record Retention(Duration sent, Duration withheld, Duration dead) {}

    public record Phone(String number, List<String> languages) {}

    /**
     * The site's content in one language.
     *
     * @param name the language's name in itself, in its own script
     * @param zoneName how this language names the clinic's time zone, such as "Kyiv time"
     * @param privacy the privacy page
     * @param choices labels of the site's own form fields, by field and value
     * @param fallback the languages to take missing texts from, in this order
     * @param texts overrides of this service's built-in texts, by key
     */
    public record Language(String name, String clinic, String zoneName, URI privacy, List<Phone> phones,
            Map<String, String> topics, Map<String, String> fields, Map<String, Map<String, String>> choices,
            Map<String, String> texts, List<String> fallback) {

        /**
         * {@code rtl} or {@code ltr}: the direction of the language's own name, so that no table of scripts is needed.
         */
        public String direction() {
            return new Bidi(name, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT).baseIsLeftToRight() ? "ltr" : "rtl";
        }

        /**
         * Isolates a number, reference or address in plain text: otherwise right-to-left text would display it
         * reversed.
         */
        public String isolate(Object leftToRight) {
            return direction().equals("ltr") ? leftToRight.toString() : "\u2066" + leftToRight + "\u2069";
        }
    }

    /** The clinic's time zone. */
    public ZoneId zone() {
        return office.zone();
    }

    public Route route(String language, String topic) {
        return routes.stream().filter(route -> route.matches(language, topic)).findFirst().orElseThrow();
    }

    /** That language if the site has it, otherwise the site's default. */
    public String declared(String language) {
        return languages.containsKey(language) ? language : this.language;
    }

    public Language language(Locale locale) {
        return languages.get(declared(locale.toLanguageTag()));
    }

    /** Whether the address is one of the site's own: a reply to it would start a mail loop. */
    public boolean isOwn(String address) {
        var mailbox = address.replaceFirst("(?<=.)\\+.*(?=@)", ""); // desk+web@ arrives at desk@
        return Stream.concat(Stream.of(mail.from(), mail.replyTo(), mail.bounce()),
                routes.stream().flatMap(route -> Stream.concat(route.to().stream(), route.backup().stream())))
                .anyMatch(own -> own.equalsIgnoreCase(address) || own.equalsIgnoreCase(mailbox));
    }

    /** Whether a link may be displayed: only one to the site itself, otherwise a visitor could show staff any link. */
    public boolean isOwnPage(String page) {
        return page != null
                && origins.stream().anyMatch(origin -> page.equals(origin) || page.startsWith(origin + "/"));
    }
}
