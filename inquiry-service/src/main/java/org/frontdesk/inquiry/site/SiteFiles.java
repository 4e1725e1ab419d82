package org.frontdesk.inquiry.site;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The site's YAML as written. Keys that other services own are passed over; within forms, which are this service's
 * alone, an unknown key is a mistake.
 */
class SiteFiles {
    @JsonIgnoreProperties(ignoreUnknown = true)
    record SiteFile(String name, String address, String language, Map<String, LanguageEntry> languages,
            List<String> topics, List<String> origins, Map<String, FormEntry> forms) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record LanguageEntry(List<String> fallback) {}

    record FormEntry(List<Field> fields, List<String> next) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record LanguageFile(String name, String clinic, List<Language.Phone> phones, Map<String, String> topics,
            Map<String, String> fields, Map<String, Map<String, String>> choices, Map<String, String> texts) {}

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private static final Map<Class<?>, String> EXPECTED = Map.of(Kind.class, "one of " + Kind.words(),
            BigDecimal.class, "a number", Integer.class, "a whole number", boolean.class, "true or false",
            String.class, "a text", Pattern.class, "a regular expression", List.class, "a list in [ ]");

    private SiteFiles() {}

    static <T> T read(Path file, Class<T> type) {
        if (!Files.isReadable(file)) {
            throw new SetupMistake("%s: no such file; FRONTDESK_SITE names the folder that has it".formatted(file));
        }
        try {
            return YAML.readValue(file, type);
        } catch (UnrecognizedPropertyException e) {
            throw SetupMistake.at(file, path(e), "no such key, but one of " + e.getKnownPropertyIds().stream()
                    .map(Object::toString).sorted().collect(Collectors.joining(", ")));
        } catch (MismatchedInputException e) {
            throw SetupMistake.at(file, path(e), EXPECTED.getOrDefault(e.getTargetType(), "keys with values"));
        } catch (JacksonException e) {
            var why = e.getOriginalMessage().lines().map(String::strip).findFirst().orElse("");
            throw SetupMistake.at(file, "line " + e.getLocation().getLineNr(), "YAML (" + why + ")");
        }
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
        return path.isEmpty() ? "the file" : path.toString();
    }
}
