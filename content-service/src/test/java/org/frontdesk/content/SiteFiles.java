package org.frontdesk.content;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.imageio.ImageIO;

/** A small valid site that a test changes file by file. Ukrainian falls back to English, Arabic to Ukrainian first. */
record SiteFiles(Path folder) {
    static SiteFiles in(Path folder) {
        return new SiteFiles(folder).write("site.yml", """
                name: Test Clinic
                address: https://www.example.org
                zone: Europe/Kyiv
                language: en
                languages: { en: {}, uk: { fallback: [en] }, ar: { fallback: [uk, en] } }
                topics: [heart, general]
                """).language("en", "English", "+44 20 7946 0018").language("uk", "Українська", "+44 20 7946 0531")
                .language("ar", "العربية", "+44 20 7946 0274");
    }

    SiteFiles language(String tag, String name, String phone) {
        return write("languages/" + tag + ".yml", """
                name: %2$s
                clinic: Clinic %1$s
                place: Street %1$s
                hours: Hours %1$s
                phones:
                  - { number: %3$s, languages: [%1$s] }
                topics:
                  heart: Heart %1$s
                  general: General %1$s
                """.formatted(tag, name, phone));
    }

    SiteFiles page(String tag, String slug, String title) {
        return page(tag, slug, title, "Text.");
    }

    SiteFiles page(String tag, String slug, String title, String markdown) {
        return write("content/" + tag + "/pages/" + slug + ".md", """
                ---
                title: %s
                summary: In short.
                topic: heart
                ---
                %s
                """.formatted(title, markdown));
    }

    SiteFiles updated(String tag, String slug, String day) {
        return write("content/" + tag + "/pages/" + slug + ".md", """
                ---
                title: What to do
                summary: In short.
                topic: general
                updated: %s
                ---
                Text.
                """.formatted(day));
    }

    SiteFiles translated(String tag, String slug, String original, String day) {
        return write("content/" + tag + "/pages/" + slug + ".md", """
                ---
                title: Translated
                summary: In short.
                topic: general
                translationOf: %s
                updated: %s
                ---
                Text.
                """.formatted(original, day));
    }

    SiteFiles news(String tag, String slug, String date, String topic) {
        return write("content/" + tag + "/news/" + slug + ".md", """
                ---
                title: News %s
                summary: In short.
                date: %s
                topic: %s
                ---
                Text.
                """.formatted(slug, date, topic));
    }

    SiteFiles story(String tag, String slug) {
        return write("content/" + tag + "/stories/" + slug + ".md", """
                ---
                title: Story %s
                summary: In short.
                topic: heart
                person: A.B.
                age: 9
                diagnosis: Made up
                ---
                Text.
                """.formatted(slug));
    }

    /** A PNG of three by two pixels. */
    SiteFiles picture(String file) {
        try {
            Files.createDirectories(folder.resolve(file).getParent());
            ImageIO.write(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB), "png", folder.resolve(file).toFile());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SiteFiles write(String file, byte[] bytes) {
        try {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.write(folder.resolve(file), bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SiteFiles write(String file, String text) {
        try {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.writeString(folder.resolve(file), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
