package org.frontdesk.playground;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

import tools.jackson.databind.json.JsonMapper;

/**
 * A copy of the example site with languages that have no built-in texts: Hebrew, traditional Chinese, and its Hong Kong
 * variant, which has only its own names and takes all texts from traditional Chinese.
 */
record SiteWithNewLanguages(Path folder) {
    static final List<String> SERVICES = List.of(Playground.INQUIRY, Playground.NOTIFICATION,
            Playground.CONTENT);
    private static final Map<String, String> HEBREW = Map.of("form.title", "כתבו לנו", "form.error.required.message",
            "נא לכתוב את ההודעה.", "form.thanks.title", "תודה. ההודעה שלך אצלנו.", "reply.greeting", "שלום,",
            "alert.title", "פנייה חדשה", "content.not-found.title", "הדף הזה לא קיים");
    private static final Map<String, String> CHINESE = Map.of("form.title", "寫信給我們", "form.error.required.message",
            "請寫下您的訊息。", "form.thanks.title", "謝謝，我們已收到您的訊息。", "reply.greeting", "您好：", "alert.title",
            "新的詢問", "content.not-found.title", "找不到此頁面");

    static SiteWithNewLanguages in(Path folder) {
        delete(folder);
        copy(Path.of("../site"), folder);
        var site = new SiteWithNewLanguages(folder);
        site.declare();
        site.language("he", "עברית", "מרפאה לדוגמה", "+44 20 7946 0961",
                texts(HEBREW, "בעברית: ", "one {$1} two {$2} other {$2}"));
        site.language("zh-Hant", "繁體中文", "範例神經科診所", "+44 20 7946 0985", texts(CHINESE, "中文：", "other {$2}"));
        site.language("zh-Hant-HK", "繁體中文（香港）", "範例神經科診所（香港）", "+44 20 7946 0986", Map.of());
        site.page("he", "ברוכים הבאים");
        site.page("zh-Hant", "歡迎");
        return site;
    }

    /** The folder without that language's texts, so that the texts of every service are missing. */
    Path withoutTexts(String tag) {
        language(tag, tag, tag, "+44 20 7946 0961", Map.of());
        return folder;
    }

    private void declare() {
        var site = read(folder.resolve("site.yml"))
                .replaceFirst("(?m)^languages:.*$", "$0\n  he: { fallback: [en] }\n  zh-Hant: { fallback: [en] }\n"
                        + "  zh-Hant-HK: { fallback: [zh-Hant, en] }")
                .replaceFirst("(?m)^routes:.*$",
                        "$0\n  - { language: he, to: [hebrew@example.org], mailLanguage: he }\n"
                                + "  - { language: zh-Hant-HK, to: [hongkong@example.org], mailLanguage: zh-Hant-HK }");
        write("site.yml", site);
    }

    /** Written as JSON, which is valid YAML. */
    private void language(String tag, String name, String clinic, String phone, Map<String, String> texts) {
        write("languages/" + tag + ".yml",
                JsonMapper.shared()
                        .writeValueAsString(Map.of("name", name, "clinic", clinic, "place", name, "hours", name,
                                "zoneName", name, "privacy", "https://www.example.org/privacy", "phones",
                                List.of(Map.of("number", phone, "languages", List.of(tag))), "topics",
                                Map.of("spinal-muscular-atrophy", name, "general", name), "fields",
                                Map.of("diagnosis-year", name), "texts", texts)));
    }

    /** All texts of every service: translated if a journey checks them, otherwise marked with the language. */
    private static Map<String, String> texts(Map<String, String> translated, String mark, String plural) {
        var texts = new TreeMap<String, String>();
        SERVICES.forEach(service -> english(service).forEach((key, text) -> texts.put((String) key,
                mark + ((String) text).replaceAll("one \\{(.*?)} other \\{(.*?)}", plural))));
        texts.putAll(translated);
        return texts;
    }

    static Properties english(String service) {
        var texts = new Properties();
        try (Reader file = Files
                .newBufferedReader(Path.of("..", service, "src/main/resources/messages_en.properties"))) {
            texts.load(file);
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void page(String tag, String title) {
        write("content/" + tag + "/pages/home.md", "---\ntitle: " + title + "\nsummary: " + title + "\n---\n" + title);
    }

    private void write(String file, String text) {
        try {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.writeString(folder.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (var file : files.toList()) {
                var copy = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.write(copy, Files.readAllBytes(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
