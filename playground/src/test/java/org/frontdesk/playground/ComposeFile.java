package org.frontdesk.playground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** The services of docker-compose.yml with their variables resolved, so that the journeys run the same configuration. */
record ComposeFile(Map<String, Map<String, Object>> services) {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(?::([-?])([^}]*))?}");

    /** @param variables as in the environment; a missing one without a default is an error, as in Compose */
    @SuppressWarnings("unchecked")
    static ComposeFile read(Path file, Map<String, String> variables) {
        try {
            var text = VARIABLE.matcher(Files.readString(file)).replaceAll(found -> {
                var value = variables.getOrDefault(found.group(1), found.group(3));
                if (value == null || !variables.containsKey(found.group(1)) && "?".equals(found.group(2))) {
                    throw new StartFailed("docker-compose.yml needs " + found.group(1));
                }
                return Matcher.quoteReplacement(value);
            });
            var settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
            var yaml = (Map<String, Object>) new Load(settings).loadFromString(text);
            return new ComposeFile((Map<String, Map<String, Object>>) yaml.get("services"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String image(String service) {
        return (String) services.get(service).get("image");
    }

    /** Without variables that have no value: Compose passes those through, and no journey sets them. */
    Map<String, String> environment(String service) {
        var environment = new TreeMap<String, String>();
        if (services.get(service).get("environment") instanceof Map<?, ?> entries) {
            entries.forEach((name, value) -> {
                if (value != null) {
                    environment.put((String) name, value.toString());
                }
            });
        }
        return environment;
    }

    boolean readOnly(String service) {
        return Boolean.TRUE.equals(services.get(service).get("read_only"));
    }

    @SuppressWarnings("unchecked")
    List<String> list(String service, String key) {
        return (List<String>) services.get(service).getOrDefault(key, List.of());
    }

    /** In bytes; zero without a limit. */
    long memory(String service) {
        var limit = (String) services.get(service).getOrDefault("mem_limit", "0m");
        return Long.parseLong(limit.replace("m", "")) << 20;
    }
}
