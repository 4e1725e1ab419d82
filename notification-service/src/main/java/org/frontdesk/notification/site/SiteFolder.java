package org.frontdesk.notification.site;

import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.frontdesk.notification.site.Site.Language;
import org.frontdesk.notification.site.Site.MailAddresses;
import org.frontdesk.notification.site.Site.Phone;
import org.frontdesk.notification.site.Site.Route;
import org.frontdesk.notification.site.SiteFiles.Declared;
import org.frontdesk.notification.site.SiteFiles.FieldFile;
import org.frontdesk.notification.site.SiteFiles.LanguageFile;
import org.frontdesk.notification.site.SiteFiles.SiteFile;
import org.springframework.boot.convert.DurationStyle;

/** Reads the site folder, and validates all of this service's part before the first mail is composed. */
final class SiteFolder {
    private static final int MOST_DAYS = 3650;

    private final SiteProblems problems;
    private final SiteFiles files;

    private SiteFolder(Path folder) {
        problems = new SiteProblems(folder);
        files = new SiteFiles(folder, problems);
    }

    /** @throws InvalidSite with a line for each problem: file, line, key and what was expected */
    static Site read(Path folder) {
        return new SiteFolder(folder).read();
    }

    private Site read() {
        var read = files.read("site.yml", SiteFile.class);
        read.ifPresent(this::checkSite);
        problems.throwIfAny();
        var file = read.orElseThrow();
        var office = file.office().in(ZoneId.of(file.zone()));
        expect("office.closed", office.canAnswer(Instant.now()),
                "some days left to work on; within a year from now there are too few to answer on");
        var languages = new LinkedHashMap<String, Language>();
        file.languages().forEach((tag, declared) -> files.read(name(tag), LanguageFile.class)
                .ifPresent(language -> languages.put(tag, language(tag, declared, language, file.topics()))));
        problems.throwIfAny();
        return new Site(file.name(), file.address(), office, file.language(),
                languages, file.topics(), forms(file),
                orEmpty(file.origins()), file.routes(), file.mail(),
                new Site.Retention(kept(file, "sent"), kept(file, "withheld"), kept(file, "dead")));
    }

    private static Map<String, List<String>> forms(SiteFile file) {
        var forms = new LinkedHashMap<String, List<String>>();
        orEmpty(file.forms()).forEach((name, form) -> forms.put(name,
                form == null ? List.of() : orEmpty(form.fields()).stream().map(FieldFile::name).toList()));
        return forms;
    }

    static String name(String tag) {
        return "languages/" + tag + ".yml";
    }

    private void checkSite(SiteFile file) {
        expect("name", isText(file.name()), "a text");
        expect("address", isWebAddress(file.address()), "the site's address, such as https://www.example.org");
        expect("zone", isZone(file.zone()), "a time zone, such as Europe/Kyiv");
        expect("office", file.office() != null, "the office's hours, closed days and answerWorkingDays");
        if (file.office() != null) {
            file.office().check((key, expected) -> expect(key, false, expected));
        }
        expect("topics", !orEmpty(file.topics()).isEmpty(),
                "at least one topic; the last is for whatever fits no other");
        var languages = file.languages() == null ? Map.<String, Declared>of() : file.languages();
        expect("languages", !languages.isEmpty(), "at least one language, such as en: {}");
        expect("language", file.language() != null && languages.containsKey(file.language()),
                among(languages.keySet()));
        languages.forEach((tag, declared) -> expect("languages." + tag + ".fallback",
                languages.keySet().containsAll(fallback(declared)), "languages declared here"));
        for (var state : List.of("sent", "withheld", "dead")) {
            expect("retention." + state, isRetention(orEmpty(file.retention()).get(state)),
                    "a duration from 1d to " + MOST_DAYS + "d, such as 90d");
        }
        orEmpty(file.retention()).keySet().forEach(state -> expect("retention." + state,
                Set.of("sent", "withheld", "dead").contains(state), "one of the keys sent, withheld, dead"));
        checkMail(file.mail());
        checkRoutes(orEmpty(file.routes()), languages.keySet(), orEmpty(file.topics()));
    }

    private void checkMail(MailAddresses mail) {
        expect("mail.from", mail != null && isAddress(mail.from()), "an e-mail address");
        expect("mail.replyTo", mail != null && isAddress(mail.replyTo()), "an e-mail address");
        expect("mail.bounce", mail != null && isAddress(mail.bounce()), "an e-mail address");
    }

    private void checkRoutes(List<Route> routes, Set<String> languages, List<String> topics) {
        for (int i = 0; i < routes.size(); i++) {
            check(routes.get(i), "routes[" + i + "]", languages, topics);
        }
        expect("routes", !routes.isEmpty() && routes.getLast().language() == null && routes.getLast().topic() == null,
                "a last route without language and topic, which takes what no other takes");
    }

    private void check(Route route, String key, Set<String> languages, List<String> topics) {
        expect(key + ".to", !orEmpty(route.to()).isEmpty() && route.to().stream().allMatch(SiteFolder::isAddress),
                "one e-mail address or more");
        expect(key + ".backup", route.backup().stream().allMatch(SiteFolder::isAddress), "e-mail addresses");
        expect(key + ".language", route.language() == null || languages.contains(route.language()), among(languages));
        expect(key + ".topic", route.topic() == null || topics.contains(route.topic()),
                "one of the topics " + String.join(", ", topics));
        expect(key + ".mailLanguage", route.mailLanguage() != null && languages.contains(route.mailLanguage()),
                among(languages));
    }

    private Language language(String tag, Declared declared, LanguageFile file, List<String> topics) {
        var name = name(tag);
        problems.expect(isText(file.name()), name, "name", "a text");
        problems.expect(isText(file.clinic()), name, "clinic", "a text");
        problems.expect(isText(file.zoneName()), name, "zoneName",
                "how a time is marked as the clinic's, such as Kyiv time");
        problems.expect(isWebAddress(file.privacy()), name, "privacy",
                "the address of the page that says how visitors' data is handled");
        problems.expect(!orEmpty(file.phones()).isEmpty(), name, "phones", "at least one phone line");
        for (int i = 0; i < orEmpty(file.phones()).size(); i++) {
            checkPhone(file.phones().get(i), name, "phones[" + i + "]");
        }
        var labels = orEmpty(file.topics());
        topics.forEach(topic -> problems.expect(isText(labels.get(topic)), name, "topics." + topic, "a text"));
        labels.keySet().forEach(topic -> problems.expect(topics.contains(topic), name, "topics." + topic,
                "one of the topics " + String.join(", ", topics)));
        return new Language(file.name(), file.clinic(), file.zoneName(), file.privacy(), orEmpty(file.phones()),
                labels, orEmpty(file.fields()), orEmpty(file.choices()), orEmpty(file.texts()), fallback(declared));
    }

    private void checkPhone(Phone phone, String name, String key) {
        problems.expect(isText(phone.number()) && phone.number().matches("(?!.*\\(0\\))\\+?[\\d ()/.-]{3,40}"), name,
                key + ".number",
                "a number such as +44 20 7946 0018, without (0)");
        problems.expect(!orEmpty(phone.languages()).isEmpty(), name, key + ".languages",
                "the languages spoken there");
    }

    private void expect(String key, boolean holds, String expected) {
        problems.expect(holds, "site.yml", key, expected);
    }

    private static String among(Set<String> tags) {
        return "one of " + String.join(", ", tags);
    }

    private static List<String> fallback(Declared declared) {
        return declared == null ? List.of() : orEmpty(declared.fallback());
    }

    private static boolean isText(String text) {
        return text != null && !text.isBlank();
    }

    private static boolean isWebAddress(URI address) {
        return address != null && address.isAbsolute() && address.getHost() != null;
    }

    /** By the same rule as when a mail is composed; otherwise an address could pass here and then fail every mail. */
    private static boolean isAddress(String address) {
        return address != null && Mailboxes.ascii(address).filter(address::equalsIgnoreCase).isPresent();
    }

    private static Duration kept(SiteFile file, String state) {
        return DurationStyle.SIMPLE.parse(file.retention().get(state));
    }

    /** At least a day: 90m, meant as months, would erase everything after 90 minutes. */
    private static boolean isRetention(String text) {
        if (text == null || !text.matches("[1-9]\\d{0,4}[smhd]")) {
            return false;
        }
        var kept = DurationStyle.SIMPLE.parse(text).toDays();
        return kept >= 1 && kept <= MOST_DAYS;
    }

    private static boolean isZone(String zone) {
        try {
            return zone != null && ZoneId.of(zone) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    private static <V> Map<String, V> orEmpty(Map<String, V> map) {
        return map == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map)); // in the file's order
    }
}
