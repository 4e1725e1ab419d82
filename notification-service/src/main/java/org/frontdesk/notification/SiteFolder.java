package org.frontdesk.notification;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.frontdesk.notification.Site.Language;
import org.frontdesk.notification.Site.MailAddresses;
import org.frontdesk.notification.Site.Phone;
import org.frontdesk.notification.Site.Route;
import org.springframework.boot.convert.DurationStyle;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads the site's folder and checks this service's part of it, all of it, before the first mail is written. */
final class SiteFolder {

    /** As the file has it; what only the other services read is passed over, and a key that nobody reads is a mistake. */
    private record SiteFile(String name, URI address, String zone, OfficeFile office, String language,
            Map<String, Declared> languages, List<String> topics, List<String> origins, Map<String, FormFile> forms,
            List<Route> routes, MailAddresses mail,
            Map<String, String> retention) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record FormFile(List<FieldFile> fields) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record FieldFile(String name) {}

    private record Declared(List<String> fallback) {}

    @JsonIgnoreProperties({"place", "hours"})
    private record LanguageFile(String name, String clinic, String zoneName, URI privacy, List<Phone> phones,
            Map<String, String> topics, Map<String, String> fields, Map<String, Map<String, String>> choices,
            Map<String, String> texts) {}

    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private final Path folder;
    private final List<String> mistakes = new ArrayList<>();

    private SiteFolder(Path folder) {
        this.folder = folder;
    }

    /** @throws SiteMistakes with a line for each mistake */
    static Site read(Path folder) {
        return new SiteFolder(folder).read();
    }

    private Site read() {
        var file = parse("site.yml", SiteFile.class);
        stopOnMistakes();
        checkSite(file);
        stopOnMistakes();
        var languages = new LinkedHashMap<String, Language>();
        file.languages().forEach((tag, declared) -> languages.put(tag, language(tag, declared, file.topics())));
        stopOnMistakes();
        return new Site(file.name(), file.address(), file.office().in(ZoneId.of(file.zone())), file.language(),
                languages,
                file.topics(), forms(file),
                orEmpty(file.origins()), file.routes(), file.mail(),
                new Site.Retention(kept(file, "sent"), kept(file, "withheld"), kept(file, "dead")));
    }

    private static Map<String, List<String>> forms(SiteFile file) {
        var forms = new LinkedHashMap<String, List<String>>();
        orEmpty(file.forms()).forEach((name, form) -> forms.put(name,
                form == null ? List.of() : orEmpty(form.fields()).stream().map(FieldFile::name).toList()));
        return forms;
    }

    private <T> T parse(String name, Class<T> type) {
        var path = folder.resolve(name);
        if (!Files.isReadable(path)) {
            mistakes.add(path + ": expected a readable file");
            return null;
        }
        try {
            return Objects.requireNonNullElseGet(YAML.readValue(path.toFile(), type),
                    () -> YAML.convertValue(Map.of(), type));
        } catch (JacksonException e) {
            mistakes.add(path + describe(e));
            return null;
        }
    }

    private static String describe(JacksonException e) {
        var line = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
        var key = e instanceof DatabindException d && !d.getPath().isEmpty() ? ", " + key(d) : "";
        return line + key + ": " + problem(e);
    }

    /** In words of ours: Jackson's name Java classes. */
    private static String problem(JacksonException e) {
        return switch (e) {
            case UnrecognizedPropertyException unknown -> "nobody reads this key; is it misspelt?";
            case DatabindException mismatch -> "expected another kind of value";
            default -> "is no YAML: " + e.getOriginalMessage().lines().findFirst().orElse("cannot be read");
        };
    }

    private static String key(DatabindException e) {
        var key = new StringBuilder();
        e.getPath().forEach(step -> key.append(step.getPropertyName() == null
                ? "[" + step.getIndex() + "]"
                : (key.isEmpty() ? "" : ".") + step.getPropertyName()));
        return key.toString();
    }

    private void checkSite(SiteFile file) {
        expect("site.yml", "name", file.name() != null, "the clinic's name");
        expect("site.yml", "address", file.address() != null, "the website's address");
        expect("site.yml", "zone", isZone(file.zone()), "a time zone such as Europe/Kyiv");
        expect("site.yml", "office", file.office() != null, "the office's hours, holidays and answerWorkingDays");
        if (file.office() != null) {
            file.office().mistakes().forEach(mistake -> mistakes.add(folder.resolve("site.yml") + ", " + mistake));
        }
        expect("site.yml", "topics", !orEmpty(file.topics()).isEmpty(), "one topic or more");
        var languages = file.languages() == null ? Map.<String, Declared>of() : file.languages();
        expect("site.yml", "language", file.language() != null && languages.containsKey(file.language()),
                "one of the declared languages");
        languages.forEach((tag, declared) -> expect("site.yml", "languages." + tag + ".fallback",
                languages.keySet().containsAll(fallback(declared)), "declared languages only"));
        for (var state : List.of("sent", "withheld", "dead")) {
            expect("site.yml", "retention." + state, isDuration(orEmpty(file.retention()).get(state)),
                    "a duration such as 90d");
        }
        checkMail(file.mail());
        checkRoutes(orEmpty(file.routes()), languages);
    }

    private void checkMail(MailAddresses mail) {
        expect("site.yml", "mail.from", mail != null && isAddress(mail.from()), "an e-mail address");
        expect("site.yml", "mail.replyTo", mail != null && isAddress(mail.replyTo()), "an e-mail address");
        expect("site.yml", "mail.bounce", mail != null && isAddress(mail.bounce()), "an e-mail address");
    }

    private void checkRoutes(List<Route> routes, Map<String, Declared> languages) {
        for (int i = 0; i < routes.size(); i++) {
            var route = routes.get(i);
            var key = "routes[" + i + "]";
            expect("site.yml", key + ".to",
                    !orEmpty(route.to()).isEmpty() && route.to().stream().allMatch(SiteFolder::isAddress),
                    "one e-mail address or more");
            expect("site.yml", key + ".backup", route.backup().stream().allMatch(SiteFolder::isAddress),
                    "e-mail addresses");
            expect("site.yml", key + ".language", route.language() == null || languages.containsKey(route.language()),
                    "one of the declared languages");
            expect("site.yml", key + ".mailLanguage",
                    route.mailLanguage() != null && languages.containsKey(route.mailLanguage()),
                    "one of the declared languages");
        }
        expect("site.yml", "routes",
                !routes.isEmpty() && routes.getLast().language() == null && routes.getLast().topic() == null,
                "a last route without language and topic, which takes what no other takes");
    }

    private Language language(String tag, Declared declared, List<String> topics) {
        var name = "languages/" + tag + ".yml";
        var file = parse(name, LanguageFile.class);
        if (file == null) {
            return null;
        }
        expect(name, "name", file.name() != null, "the language's own name");
        expect(name, "clinic", file.clinic() != null, "the clinic's name in this language");
        expect(name, "zoneName", isText(file.zoneName()), "how a time is marked as the clinic's, such as Kyiv time");
        expect(name, "privacy", file.privacy() != null && file.privacy().isAbsolute(),
                "the address of the page that says how visitors' data is handled");
        expect(name, "phones", !orEmpty(file.phones()).isEmpty(), "one phone line or more");
        topics.forEach(topic -> expect(name, "topics." + topic, orEmpty(file.topics()).containsKey(topic),
                "the topic's label"));
        return new Language(file.name(), file.clinic(), file.zoneName(), file.privacy(), orEmpty(file.phones()),
                orEmpty(file.topics()), orEmpty(file.fields()), orEmpty(file.choices()), orEmpty(file.texts()),
                fallback(declared));
    }

    private void expect(String file, String key, boolean holds, String expected) {
        if (!holds) {
            mistakes.add(folder.resolve(file) + ", " + key + ": expected " + expected);
        }
    }

    private void stopOnMistakes() {
        if (!mistakes.isEmpty()) {
            throw new SiteMistakes(mistakes);
        }
    }

    private static List<String> fallback(Declared declared) {
        return declared == null ? List.of() : orEmpty(declared.fallback());
    }

    private static boolean isText(String text) {
        return text != null && !text.isBlank();
    }

    private static boolean isAddress(String address) {
        return address != null && address.matches("[!-~&&[^@\"<>,;:%()]]+@[A-Za-z0-9.-]+");
    }

    private static Duration kept(SiteFile file, String state) {
        return DurationStyle.SIMPLE.parse(file.retention().get(state));
    }

    private static boolean isDuration(String text) {
        return text != null && text.matches("[1-9]\\d{0,4}[smhd]");
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
