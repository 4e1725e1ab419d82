package org.frontdesk.content.article;

import static java.util.Collections.disjoint;

import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.frontdesk.content.article.Article.Kind;
import org.frontdesk.content.article.Scan.Found;
import org.frontdesk.content.site.Site;
import org.frontdesk.content.site.SiteFolder;
import org.frontdesk.content.site.SiteMistakes;
import org.frontdesk.content.site.SiteMistakes.Mistake;

/**
 * Reads the site's folder: settings, languages and {@code content/<tag>/pages|news|stories/}. Remembers what it has
 * read, so that the next time only changed files are read, and a file that is broken now is given as it last was good.
 */
public final class Library {
    private final Path folder;
    private final Optional<URI> address;
    private final Map<String, Remembered> articles = new ConcurrentHashMap<>();
    private final Map<String, RememberedImage> images = new ConcurrentHashMap<>();
    private Scan before;
    private Site site;
    private Map<String, Found> settings;

    /** @param good the last version of the article without a mistake */
    private record Remembered(Found found, Map<String, Image> beside, Optional<Article> good, List<Mistake> mistakes) {}

    private record RememberedImage(Found found, Optional<Image> good, List<Mistake> mistakes) {
        /** A hard link is the same file at another place; the place where it was may be gone tomorrow. */
        boolean isOf(Found now) {
            return now.equals(found) && good.stream().allMatch(image -> image.isAt(now.path()));
        }
    }

    /** @param address where the site is shown, if not where site.yml says */
    public Library(Path folder, Optional<URI> address) {
        this.folder = folder;
        this.address = address;
    }

    public Scan scan() {
        return Scan.of(folder);
    }

    /**
     * Not for two threads at once.
     *
     * @param moving files that are being written and are left as they were
     * @throws SiteMistakes.Found where site.yml or a file in languages/ has a mistake, which makes all else unreadable,
     *         and where content/ has gone
     */
    public Content read(Scan scan, Set<String> moving, LocalDate today) {
        SiteMistakes mistakes = new SiteMistakes();
        checkContent(scan, mistakes);
        readSettings(scan, moving);
        before = scan;
        articles.keySet().retainAll(scan.files().keySet());
        images.keySet().retainAll(scan.files().keySet());
        new Places(scan, site.languages().keySet(), mistakes).check();
        List<Article> read = languages().stream()
                .flatMap(tag -> Stream.of(Kind.values()).flatMap(kind -> read(scan, moving, tag, kind).stream()))
                .toList();
        images.values().forEach(image -> mistakes.addAll(image.mistakes()));
        scan.files().keySet().stream().map(articles::get).filter(Objects::nonNull)
                .forEach(article -> mistakes.addAll(article.mistakes()));
        List<Image> pictures = images.values().stream().flatMap(image -> image.good().stream()).toList();
        return Content.of(site, today, read, pictures, mistakes.all());
    }

    /** Half of them is often well-formed too: they are not read while they move, nor taken if they have by the end. */
    private void readSettings(Scan scan, Set<String> moving) {
        if (site != null
                && (scan.settings().equals(settings) || !disjoint(moving, scan.settings().keySet()))) {
            return;
        }
        Site read = site();
        if (site == null || scan().settings().equals(scan.settings())) {
            site = read;
            settings = scan.settings();
            articles.replaceAll((_, old) -> new Remembered(null, old.beside(), old.good(), List.of()));
        }
    }

    public Site site() {
        SiteMistakes mistakes = new SiteMistakes();
        Site read = new SiteFolder(folder, mistakes).site();
        mistakes.throwIfAny();
        return address.map(read::at).orElse(read);
    }

    /** The default one first: what is there in it is the original. */
    private Collection<String> languages() {
        Set<String> tags = new LinkedHashSet<>(List.of(site.language()));
        tags.addAll(site.languages().keySet());
        return tags;
    }

    private List<Article> read(Scan scan, Set<String> moving, String tag, Kind kind) {
        Map<String, Image> beside = scan.in(tag, kind, "").stream().filter(found -> Image.isNamed(found.name()))
                .flatMap(found -> image(found, moving).map(image -> Map.entry(found.fileName(), image)).stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return scan.in(tag, kind, ".md").parallelStream().map(found -> article(found, beside, moving))
                .flatMap(Optional::stream).toList();
    }

    private Optional<Article> article(Found found, Map<String, Image> beside, Set<String> moving) {
        Remembered old = articles.get(found.name());
        if (moving.contains(found.name())
                || old != null && found.equals(old.found()) && beside.equals(old.beside())) {
            return good(old, Remembered::good);
        }
        SiteMistakes mistakes = new SiteMistakes();
        Optional<Article> read = read(found, beside, mistakes);
        Optional<Article> good = mistakes.all().isEmpty() ? read : good(old, Remembered::good);
        articles.put(found.name(), new Remembered(found, beside, good, mistakes.all()));
        return good;
    }

    /** Whatever goes wrong in one file is that file's mistake: the others must not wait for it. */
    private Optional<Article> read(Found found, Map<String, Image> beside, SiteMistakes mistakes) {
        try {
            return ArticleFile.read(found, beside, site.topics(), mistakes);
        } catch (RuntimeException | StackOverflowError e) {
            mistakes.add(found.name(), 0, "", "a text that can be read, but " + e);
            return Optional.empty();
        }
    }

    private Optional<Image> image(Found found, Set<String> moving) {
        RememberedImage old = images.get(found.name());
        if (moving.contains(found.name()) || old != null && old.isOf(found)) {
            return good(old, RememberedImage::good);
        }
        SiteMistakes mistakes = new SiteMistakes();
        Optional<Image> read = Image.read(found.path(), found.name(), mistakes);
        Optional<Image> good = read.isPresent() ? read : good(old, RememberedImage::good);
        images.put(found.name(), new RememberedImage(found, good, mistakes.all()));
        return good;
    }

    private static <R, T> Optional<T> good(R old, Function<R, Optional<T>> good) {
        return Optional.ofNullable(old).flatMap(good);
    }

    /** Half a deployment, most likely: nobody unpublishes all by taking the folder away. */
    private void checkContent(Scan scan, SiteMistakes mistakes) {
        if (!scan.folders().contains("content")) {
            mistakes.add("content", 0, "", "a folder, with a folder for each language");
            if (before != null && before.folders().contains("content")) {
                mistakes.throwIfAny();
            }
        }
    }
}
