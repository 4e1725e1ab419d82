package org.frontdesk.inquiry.site;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.Nulls;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The site's YAML as written. What only the other services read is any {@link Object} here; a key of nobody's is told. */
class SiteFiles {
    record SiteFile(String name, String address, Object zone, Object office, String language,
            Map<String, LanguageEntry> languages,
            List<String> topics, List<String> origins, Map<String, FormEntry> forms, Object routes, Object mail,
            Object retention) {}

    record LanguageEntry(List<String> fallback) {}

    record FormEntry(List<Field> fields, List<String> next) {}

    record LanguageFile(String name, String clinic, Object place, Object hours, Object zoneName,
            Object privacy, List<Language.Phone> phones,
            Map<String, String> topics, Map<String, String> fields, Map<String, Map<String, String>> choices,
            Map<String, String> texts) {}

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private static final Map<Class<?>, String> EXPECTED = Map.of(Kind.class, "one of " + Kind.words(),
            BigDecimal.class, "a number", Integer.class, "a whole number", boolean.class, "true or false",
            String.class, "a text", Pattern.class, "a regular expression", List.class, "a list in [ ]");

    private final Path folder;
    private final SiteMistakes mistakes;
    private final Map<String, LanguageFile> languages = new HashMap<>();

    SiteFiles(Path folder, SiteMistakes mistakes) {
        this.folder = folder;
        this.mistakes = mistakes;
    }

    Optional<SiteFile> site() {
        return read("site.yml", SiteFile.class);
    }

    /** Read once, though a regional form of the language asks for it too: its mistakes are told once. */
    Optional<LanguageFile> language(String tag) {
        return Optional.ofNullable(
                languages.computeIfAbsent(tag, _ -> read(name(tag), LanguageFile.class).orElse(null)));
    }

    static String name(String tag) {
        return "languages/" + tag + ".yml";
    }

    private <T> Optional<T> read(String name, Class<T> type) {
        var file = folder.resolve(name);
        if (!Files.isReadable(file)) {
            mistakes.add(name, 0, "", "a file at " + file.toAbsolutePath().normalize());
            return Optional.empty();
        }
        try {
            var read = YAML.readValue(file, type);
            mistakes.need(read != null, name, "", "keys with values");
            return Optional.ofNullable(read);
        } catch (DatabindException e) {
            mistakes.need(false, name, path(e), expected(e));
        } catch (JacksonException e) {
            var why = e.getOriginalMessage().lines().map(String::strip).findFirst().orElse("");
            mistakes.add(name, e.getLocation().getLineNr(), "", "YAML, but " + why);
        }
        return Optional.empty();
    }

    private static String expected(DatabindException e) {
        return switch (e) {
            case UnrecognizedPropertyException unknown -> "one of the keys " + unknown.getKnownPropertyIds().stream()
                    .map(Object::toString).sorted().collect(Collectors.joining(", "));
            case MismatchedInputException other -> EXPECTED.getOrDefault(other.getTargetType(), "keys with values");
            default -> "keys with values";
        };
    }

    private static String path(DatabindException e) {
        var path = new StringBuilder();
        for (var step : e.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }
}
