package org.frontdesk.notification.site;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.Nulls;
import org.frontdesk.notification.site.Site.MailAddresses;
import org.frontdesk.notification.site.Site.Phone;
import org.frontdesk.notification.site.Site.Route;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The site's YAML as written. What only the other services read is an {@link Object}; unknown keys are reported. */
record SiteFiles(Path folder, SiteProblems problems) {

    record SiteFile(String name, URI address, String zone, OfficeHoursFile office, String language,
            Map<String, Declared> languages, List<String> topics, List<String> origins, Map<String, FormFile> forms,
            List<Route> routes, MailAddresses mail, Map<String, String> retention) {}

    record Declared(List<String> fallback) {}

    /** Validated by inquiry-service; here only the names of the fields are needed. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record FormFile(List<FieldFile> fields) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record FieldFile(String name) {}

    record LanguageFile(String name, String clinic, Object place, Object hours, String zoneName, URI privacy,
            List<Phone> phones, Map<String, String> topics, Map<String, String> fields,
            Map<String, Map<String, String>> choices, Map<String, String> texts) {}

    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private static final Map<Class<?>, String> EXPECTED = Map.of(String.class, "a text", List.class, "a list in [ ]",
            Integer.class, "a whole number", URI.class, "an address, such as https://www.example.org", Route.Mode.class,
            "one of full, minimal");

    /** Empty if it cannot be read; the reason is reported. */
    <T> Optional<T> read(String name, Class<T> type) {
        var file = folder.resolve(name);
        if (!Files.isReadable(file)) {
            problems.add(name, 0, "", "a file at " + file.toAbsolutePath().normalize());
            return Optional.empty();
        }
        try {
            var read = YAML.readValue(file, type);
            problems.expect(read != null, name, "", "keys with values");
            return Optional.ofNullable(read);
        } catch (DatabindException e) {
            problems.expect(false, name, key(e), expected(e));
        } catch (JacksonException e) {
            var why = e.getOriginalMessage().lines().map(String::strip).findFirst().orElse("");
            problems.add(name, e.getLocation().getLineNr(), "", "YAML, but " + why);
        }
        return Optional.empty();
    }

    /** Not Jackson's messages, which name Java classes. */
    private static String expected(DatabindException e) {
        return switch (e) {
            case UnrecognizedPropertyException unknown -> "one of the keys " + unknown.getKnownPropertyIds().stream()
                    .map(Object::toString).sorted().collect(Collectors.joining(", "));
            case MismatchedInputException other -> EXPECTED.getOrDefault(other.getTargetType(), "keys with values");
            default -> "keys with values";
        };
    }

    private static String key(DatabindException e) {
        var key = new StringBuilder();
        e.getPath().forEach(step -> key.append(step.getPropertyName() == null
                ? "[" + step.getIndex() + "]"
                : (key.isEmpty() ? "" : ".") + step.getPropertyName()));
        return key.toString();
    }
}
