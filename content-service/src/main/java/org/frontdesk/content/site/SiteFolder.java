package org.frontdesk.content.site;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.IllformedLocaleException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.frontdesk.content.site.Site.Language;
import org.frontdesk.content.site.Site.Phone;

/**
 * Reads {@code site.yml} and {@code languages/}. Keys that this service does not know belong to another one and are let
 * be; those it needs are checked.
 */
public final class SiteFolder {
    public static final Pattern SLUG = Pattern.compile("(?=.{1,64}$)[a-z0-9]+(-[a-z0-9]+)*");
    private static final int LARGEST = 1 << 20;
    /** What some editors put before a text in UTF-8. */
    private static final String BYTE_ORDER_MARK = "\ufeff";
    private static final Pattern ADDRESS = Pattern.compile("https?://\\S+");
    /** Those that only other services read among them: a key of nobody's is most often a slip of the pen. */
    private static final List<String> SITE_KEYS = List.of("name", "address", "zone", "office", "language", "languages",
            "topics", "origins", "forms", "routes", "mail", "retention");
    private static final List<String> LANGUAGE_KEYS = List.of("name", "clinic", "place", "hours", "zoneName", "privacy",
            "phones", "topics", "fields", "choices", "texts");
    private static final Pattern PHONE = Pattern.compile("(?!.*\\(0\\))\\+?[\\d ()/.-]{3,40}");

    private final Path folder;
    private final SiteMistakes mistakes;
    private final Map<String, Entries> languageFiles = new HashMap<>();

    public SiteFolder(Path folder, SiteMistakes mistakes) {
        this.folder = folder;
        this.mistakes = mistakes;
    }

    /** @throws SiteMistakes.Found where site.yml has a mistake, by which other files would be judged falsely */
    public Site site() {
        Entries site = entries("site.yml");
        site.only(SITE_KEYS);
        List<String> topics = site.list("topics", "topics of lower-case letters, digits and hyphens",
                topic -> matching(SLUG, topic));
        Map<String, List<String>> fallbacks = fallbacks(site.mapping("languages"));
        String language = site.value("language", "one of " + String.join(", ", fallbacks.keySet()),
                tag -> among(fallbacks.keySet(), tag)).orElse("");
        URI address = site.value("address", "the site's address, such as https://www.example.org",
                text -> URI.create(matching(ADDRESS, text))).orElse(null);
        ZoneId zone = site.value("zone", "a time zone, such as Europe/Kyiv", ZoneId::of).orElse(null);
        String name = site.text("name");
        mistakes.throwIfAny();
        Map<String, Language> languages = new LinkedHashMap<>();
        fallbacks.forEach((tag, fallback) -> languages.put(tag, language(tag, fallback, topics)));
        return new Site(name, address, zone, language, languages, topics);
    }

    /** By tag, in the order of the file. */
    private Map<String, List<String>> fallbacks(Entries declared) {
        Map<String, List<String>> fallbacks = new LinkedHashMap<>();
        if (declared.keys().isEmpty()) {
            declared.mistake("", "at least one language, such as en: {}");
        }
        for (String tag : declared.keys()) {
            if (isTag(tag)) {
                declared.mapping(tag).only(List.of("fallback"));
                fallbacks.put(tag, declared.mapping(tag).list("fallback", "languages declared here",
                        other -> among(declared.keys(), other)));
            } else {
                declared.mistake(tag, "the tag of a language as in BCP 47, such as uk or pt-BR");
            }
        }
        return fallbacks;
    }

    private Language language(String tag, List<String> fallback, List<String> topics) {
        Entries file = languageFile(tag);
        file.only(LANGUAGE_KEYS);
        List<Phone> phones = file.mappings("phones").stream().map(SiteFolder::phone).toList();
        if (phones.isEmpty()) {
            file.mistake("phones", "at least one phone line");
        }
        Entries labels = file.mapping("topics");
        labels.keys().stream().filter(topic -> !topics.contains(topic))
                .forEach(topic -> labels.mistake(topic, "one of the topics " + String.join(", ", topics)));
        Map<String, String> topicLabels = topics.stream().distinct()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), labels::text));
        return new Language(tag, file.text("name"), fallback, file.text("clinic"), file.text("place"),
                file.text("hours"),
                phones, topicLabels, Texts.of(tag, fallback, this::languageFile));
    }

    /** Read once, though a regional form of the language asks for it too. */
    private Entries languageFile(String tag) {
        return languageFiles.computeIfAbsent(tag, _ -> entries("languages/" + tag + ".yml"));
    }

    private static Phone phone(Entries phone) {
        phone.only(List.of("number", "languages"));
        String number = phone.value("number", "a number such as +44 20 7946 0018, without (0)", n -> matching(PHONE, n))
                .orElse("");
        List<String> spoken = phone.list("languages", "tags of languages, such as uk or pt-BR", SiteFolder::tag);
        if (spoken.isEmpty()) {
            phone.mistake("languages", "the languages spoken there");
        }
        return new Phone(number, spoken);
    }

    private Entries entries(String file) {
        Path path = folder.resolve(file);
        if (leadsOut(path)) {
            mistakes.add(file, 0, "", "a file, and no link out of the folder");
            return Entries.unreadable(file);
        }
        return read(path, file, mistakes).map(yaml -> Entries.parse(file, yaml, 0, mistakes))
                .orElseGet(() -> Entries.unreadable(file));
    }

    private boolean leadsOut(Path path) {
        try {
            return !path.toRealPath().startsWith(folder.toRealPath());
        } catch (IOException e) {
            return false; // it is not there: whoever reads it says so
        }
    }

    /** The text of a file; empty after noting that it is missing, too large or no text. */
    public static Optional<String> read(Path path, String file, SiteMistakes mistakes) {
        try {
            if (Files.size(path) > LARGEST) {
                mistakes.add(file, 0, "", "a file of at most 1 MiB");
                return Optional.empty();
            }
            String text = Files.readString(path);
            return Optional.of(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
        } catch (NoSuchFileException e) {
            mistakes.add(file, 0, "", "a file at " + path.toAbsolutePath().normalize());
        } catch (CharacterCodingException e) {
            mistakes.add(file, 0, "", "text in UTF-8");
        } catch (IOException e) {
            mistakes.add(file, 0, "", "a file that can be read, but " + e.getMessage());
        }
        return Optional.empty();
    }

    public static <T> T among(Collection<T> known, T value) {
        if (!known.contains(value)) {
            throw new IllegalArgumentException(value + " is not among " + known);
        }
        return value;
    }

    private static String matching(Pattern pattern, String value) {
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException(value);
        }
        return value;
    }

    private static String tag(String tag) {
        return new Locale.Builder().setLanguageTag(tag).build().toLanguageTag();
    }

    private static boolean isTag(String tag) {
        try {
            return tag.matches("[a-z]{2,3}(-.+)?") && tag(tag).equals(tag);
        } catch (IllformedLocaleException e) {
            return false;
        }
    }
}
