package org.frontdesk.content.article;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.frontdesk.content.article.Article.Section;
import org.frontdesk.content.site.SiteMistakes;

/** Reports files and folders in {@code content/} that would never be served, and says where they belong. */
record MisplacedFiles(Scan scan, Set<String> languages, SiteMistakes mistakes) {
    private static final List<String> SECTIONS = Stream.of(Section.values()).map(Section::folder).toList();
    /** Temporary and backup files of editors, copy tools and operating systems. Hidden files are not scanned at all. */
    private static final Pattern TEMPORARY = Pattern
            .compile("(?i)[#~].*|.*~|.*\\.(bak|orig|part|sw[a-z]|tmp)|Thumbs\\.db|desktop\\.ini");

    void check() {
        folders("content", languages, "the language of a folder, one of " + String.join(", ", languages));
        files("content", "a file in the folder of a language and a kind, such as content/en/pages");
        languages.forEach(tag -> language("content/" + tag));
        scan.unreadable()
                .forEach(name -> mistakes.add(name, 0, "", "a file that can be read, and no link out of the folder"));
    }

    private void language(String folder) {
        folders(folder, SECTIONS, "one of the folders " + String.join(", ", SECTIONS));
        files(folder, "a file in one of the folders " + String.join(", ", SECTIONS));
        for (String section : SECTIONS) {
            String sectionFolder = folder + "/" + section;
            folders(sectionFolder, Set.of(), "no folder in here; its files belong right into " + sectionFolder);
            Scan.childrenOf(sectionFolder, scan.files().keySet()).filter(name -> !isTemporary(name))
                    .forEach(this::extension);
        }
    }

    private void folders(String parent, Collection<String> known, String expected) {
        Scan.childrenOf(parent, scan.folders()).filter(name -> !known.contains(last(name)))
                .forEach(name -> mistakes.add(name, 0, "", expected));
    }

    private void files(String parent, String expected) {
        Scan.childrenOf(parent, scan.files().keySet()).filter(name -> !isTemporary(name))
                .forEach(name -> mistakes.add(name, 0, "", expected));
    }

    private void extension(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!isServed(name)) {
            mistakes.add(name, 0, "", isServed(lower)
                    ? "the ending " + lower.substring(lower.lastIndexOf('.')) + " in small letters"
                    : "a text that ends in .md, or a picture that ends in .png, .jpg, .gif or .webp");
        }
    }

    private static boolean isServed(String name) {
        return name.endsWith(".md") || Image.isNamed(name);
    }

    private static boolean isTemporary(String name) {
        return TEMPORARY.matcher(last(name)).matches();
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
