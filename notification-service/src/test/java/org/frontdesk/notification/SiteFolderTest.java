package org.frontdesk.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** A mistake in the site's folder is one line that says where it is and what was expected. */
class SiteFolderTest {
    @TempDir
    Path folder;

    @BeforeEach
    void likeTheExample() throws IOException {
        FileSystemUtils.copyRecursively(Path.of("../site"), folder);
    }

    @Test
    void the_example_clinic_has_no_mistake() {
        var site = SiteFolder.read(folder);
        assertThat(site.route("ar", "general").to()).containsExactly("arabic@example.org");
        assertThat(site.route("en", "spinal-muscular-atrophy").to()).containsExactly("neurology@example.org");
        assertThat(site.route("uk", "general").mailLanguage()).isEqualTo("uk");
        assertThat(site.languages().get("ar").direction()).isEqualTo("rtl");
    }

    @Test
    void a_misspelt_key_is_named() throws IOException {
        replace("site.yml", "backup: [head@example.org] }\n  - { topic", "backups: [head@example.org] }\n  - { topic");
        assertMistake("routes[0].backups: nobody reads this key");
    }

    @Test
    void a_site_without_languages_is_named() throws IOException {
        Files.writeString(folder.resolve("site.yml"), "name: X\n");
        assertMistake("site.yml, language: expected one of the declared languages");
    }

    @Test
    void a_missing_file_is_named() throws IOException {
        Files.delete(folder.resolve("languages/ar.yml"));
        assertMistake("languages/ar.yml: expected a readable file");
    }

    @Test
    void a_route_without_a_recipient_is_named() throws IOException {
        replace("site.yml", "to: [arabic@example.org]", "to: []");
        assertMistake("site.yml, routes[0].to: expected one e-mail address or more");
    }

    @Test
    void a_last_route_that_does_not_take_all_is_named() throws IOException {
        replace("site.yml", "- { to: [desk@", "- { language: en, to: [desk@");
        assertMistake("site.yml, routes: expected a last route without language and topic");
    }

    @Test
    void a_list_where_a_word_belongs_is_named_with_its_line() throws IOException {
        replace("site.yml", "from: desk@example.org", "from: [desk@example.org]");
        assertMistake("mail.from: ");
    }

    @Test
    void a_language_without_a_topics_label_is_named() throws IOException {
        replace("languages/uk.yml", "  general:", "  generel:");
        assertMistake("languages/uk.yml, topics.general: expected the topic's label");
    }

    @Test
    void a_language_that_lacks_texts_is_named_text_by_text() throws IOException {
        replace("site.yml", "  ar: { fallback: [en] }", "  ar: { fallback: [en] }\n  he: {}");
        Files.copy(folder.resolve("languages/en.yml"), folder.resolve("languages/he.yml"));
        assertThatThrownBy(() -> new Texts(SiteFolder.read(folder))).isInstanceOf(SiteMistakes.class)
                .hasMessageContaining("languages/he.yml, texts.reply.greeting: expected a text");
    }

    private void assertMistake(String line) {
        assertThatThrownBy(() -> SiteFolder.read(folder)).isInstanceOf(SiteMistakes.class).hasMessageContaining(line);
    }

    private void replace(String file, String what, String by) throws IOException {
        var path = folder.resolve(file);
        var text = Files.readString(path);
        assertThat(text).contains(what);
        Files.writeString(path, text.replace(what, by));
    }
}
