package org.frontdesk.content.article;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.frontdesk.content.article.Article.Kind;
import org.frontdesk.content.site.SiteMistakes;

/** Says of what lies in {@code content/} and would never be shown to anybody where it belongs. */
record Places(Scan scan, Set<String> languages, SiteMistakes mistakes) {
    private static final List<String> KINDS = Stream.of(Kind.values()).map(Kind::folder).toList();
    /** What editors, copying programs and systems leave lying about, besides the hidden. */
    private static final Pattern LEFT_OVER = Pattern
            .compile("(?i)[#~].*|.*~|.*\\.(bak|orig|part|sw[a-z]|tmp)|Thumbs\\.db|desktop\\.ini");

    void check() {
        folders("content", languages, "the language of a folder, one of " + String.join(", ", languages));
        files("content", "a file in the folder of a language and a kind, such as content/en/pages");
        languages.forEach(tag -> language("content/" + tag));
        scan.unreadable()
                .forEach(name -> mistakes.add(name, 0, "", "a file that can be read, and no link out of the folder"));
    }

    private void language(String folder) {
        folders(folder, KINDS, "one of the folders " + String.join(", ", KINDS));
        files(folder, "a file in one of the folders " + String.join(", ", KINDS));
        for (String kind : KINDS) {
            String shelf = folder + "/" + kind;
            folders(shelf, Set.of(), "no folder in here; its files belong right into " + shelf);
            Scan.childrenOf(shelf, scan.files().keySet()).filter(name -> !isLeftOver(name)).forEach(this::ending);
        }
    }

    private void folders(String parent, Collection<String> known, String expected) {
        Scan.childrenOf(parent, scan.folders()).filter(name -> !known.contains(last(name)))
                .forEach(name -> mistakes.add(name, 0, "", expected));
    }

    private void files(String parent, String expected) {
        Scan.childrenOf(parent, scan.files().keySet()).filter(name -> !isLeftOver(name))
                .forEach(name -> mistakes.add(name, 0, "", expected));
    }

    private void ending(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!isShown(name)) {
            mistakes.add(name, 0, "", isShown(lower)
                    ? "the ending " + lower.substring(lower.lastIndexOf('.')) + " in small letters"
                    : "a text that ends in .md, or a picture that ends in .png, .jpg, .gif or .webp");
        }
    }

    private static boolean isShown(String name) {
        return name.endsWith(".md") || Image.isNamed(name);
    }

    private static boolean isLeftOver(String name) {
        return LEFT_OVER.matcher(last(name)).matches();
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
