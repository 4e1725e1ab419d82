package org.frontdesk.content;

import static java.util.Comparator.comparing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.frontdesk.content.Article.News;
import org.frontdesk.content.Article.Page;

/** Reads the site's folder whole: settings, languages and {@code content/<tag>/pages|news|stories/<slug>.md}. */
final class ContentFolder {
    private static final List<String> KINDS = List.of("pages", "news", "stories");

    private final Path folder;
    private final SiteMistakes mistakes;
    private final Site site;

    private ContentFolder(Path folder, SiteMistakes mistakes, Site site) {
        this.folder = folder;
        this.mistakes = mistakes;
        this.site = site;
    }

    /** @throws SiteMistakes.Found with every mistake there is in the folder */
    static Content load(Path site) {
        SiteMistakes mistakes = new SiteMistakes();
        ContentFolder folder = new ContentFolder(site, mistakes, new SiteFolder(site, mistakes).site());
        Content content = folder.content();
        mistakes.throwIfAny();
        return content;
    }

    private Content content() {
        checkFolders(folder.resolve("content"), site.languages().keySet(), "the language of a folder, one of ");
        site.languages().keySet()
                .forEach(tag -> checkFolders(folder.resolve("content", tag), KINDS, "one of the folders "));
        return new Content(site, new Shelf<>(articles("pages", ArticleFile::page), comparing(Page::order)),
                new Shelf<>(articles("news", ArticleFile::news), comparing(News::date, Comparator.reverseOrder())),
                new Shelf<>(articles("stories", ArticleFile::story), (_, _) -> 0));
    }

    private <A> List<A> articles(String kind, Function<ArticleFile, A> article) {
        return site.languages().keySet().stream()
                .flatMap(tag -> list(folder.resolve("content", tag, kind), ContentFolder::isMarkdown).stream()
                        .flatMap(path -> ArticleFile.read(path, name(path), tag, site, mistakes).stream()))
                .map(article).toList();
    }

    /** A folder that nobody would ever be shown is a slip of the pen. */
    private void checkFolders(Path parent, Collection<String> known, String expected) {
        list(parent, Files::isDirectory).stream().filter(path -> !known.contains(path.getFileName().toString()))
                .forEach(path -> mistakes.add(name(path), 0, "", expected + String.join(", ", known)));
    }

    private String name(Path path) {
        return folder.relativize(path).toString().replace('\\', '/');
    }

    private static boolean isMarkdown(Path path) {
        return path.toString().endsWith(".md");
    }

    /** What editors and version control leave lying about. */
    private static boolean isHidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }

    /** Sorted, so that mistakes are named in the same order on every machine; nothing where there is no such folder. */
    private static List<Path> list(Path folder, Predicate<Path> wanted) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(wanted).filter(path -> !isHidden(path)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
