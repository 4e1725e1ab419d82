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

import org.frontdesk.content.article.Article.Section;
import org.frontdesk.content.article.Scan.Found;
import org.frontdesk.content.site.Site;
import org.frontdesk.content.site.SiteFolder;
import org.frontdesk.content.site.SiteMistakes;
import org.frontdesk.content.site.SiteMistakes.Mistake;

/**
 * Reads the site folder: settings, languages and {@code content/<tag>/pages|news|stories/}. Caches what it has read, so
 * that the next time only changed files are read, and a file that is broken now is served in its last good version.
 */
public final class ContentLoader {
    private final Path folder;
    private final Optional<URI> address;
    private final Map<String, CachedArticle> articles = new ConcurrentHashMap<>();
    private final Map<String, CachedImage> images = new ConcurrentHashMap<>();
    private Scan previous;
    private Site site;
    private Map<String, Found> settings;

    /** @param lastGood the last version of the article without a mistake */
    private record CachedArticle(Found found, Map<String, Image> beside, Optional<Article> lastGood,
            List<Mistake> mistakes) {}

    private record CachedImage(Found found, Optional<Image> lastGood, List<Mistake> mistakes) {
        /** A hard link is the same file at another path; the old path may be deleted later. */
        boolean isOf(Found now) {
            return now.equals(found) && lastGood.stream().allMatch(image -> image.isAt(now.path()));
        }
    }

    /** @param address of the website, if it differs from the one in site.yml */
    public ContentLoader(Path folder, Optional<URI> address) {
        this.folder = folder;
        this.address = address;
    }

    public Scan scan() {
        return Scan.of(folder);
    }

    /**
     * Not thread-safe.
     *
     * @param moving files that are being written; their last version is kept
     * @throws SiteMistakes.Found if site.yml or a file in languages/ has a mistake, since everything else is read by
     *         them, and if content/ has disappeared
     */
    public Content read(Scan scan, Set<String> moving, LocalDate today) {
        var mistakes = new SiteMistakes();
        checkContent(scan, mistakes);
        readSettings(scan, moving);
        previous = scan;
        articles.keySet().retainAll(scan.files().keySet());
        images.keySet().retainAll(scan.files().keySet());
        new MisplacedFiles(scan, site.languages().keySet(), mistakes).check();
        List<Article> read = languages().stream()
                .flatMap(tag -> Stream.of(Section.values())
                        .flatMap(section -> read(scan, moving, tag, section).stream()))
                .toList();
        images.values().forEach(image -> mistakes.addAll(image.mistakes()));
        scan.files().keySet().stream().map(articles::get).filter(Objects::nonNull)
                .forEach(article -> mistakes.addAll(article.mistakes()));
        List<Image> shown = images.values().stream().flatMap(image -> image.lastGood().stream()).toList();
        return Content.of(site, today, read, shown, mistakes.all());
    }

    /** A half-written file is often well-formed: settings are not read while they change, nor used if they just have. */
    private void readSettings(Scan scan, Set<String> moving) {
        if (site != null
                && (scan.settings().equals(settings) || !disjoint(moving, scan.settings().keySet()))) {
            return;
        }
        Site read = site();
        if (site == null || scan().settings().equals(scan.settings())) {
            site = read;
            settings = scan.settings();
            articles.replaceAll((_, old) -> new CachedArticle(null, old.beside(), old.lastGood(), List.of()));
        }
    }

    public Site site() {
        var mistakes = new SiteMistakes();
        Site read = new SiteFolder(folder, mistakes).site();
        mistakes.throwIfAny();
        return address.map(read::at).orElse(read);
    }

    /** The default language first: an article that exists in it is the original. */
    private Collection<String> languages() {
        Set<String> tags = new LinkedHashSet<>(List.of(site.language()));
        tags.addAll(site.languages().keySet());
        return tags;
    }

    private List<Article> read(Scan scan, Set<String> moving, String tag, Section section) {
        Map<String, Image> beside = scan.in(tag, section, "").stream().filter(found -> Image.isNamed(found.name()))
                .flatMap(found -> image(found, moving).map(image -> Map.entry(found.fileName(), image)).stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return scan.in(tag, section, ".md").parallelStream().map(found -> article(found, beside, moving))
                .flatMap(Optional::stream).toList();
    }

    private Optional<Article> article(Found found, Map<String, Image> beside, Set<String> moving) {
        CachedArticle old = articles.get(found.name());
        if (moving.contains(found.name())
                || old != null && found.equals(old.found()) && beside.equals(old.beside())) {
            return lastGood(old, CachedArticle::lastGood);
        }
        var mistakes = new SiteMistakes();
        Optional<Article> read = read(found, beside, mistakes);
        Optional<Article> good = mistakes.all().isEmpty() ? read : lastGood(old, CachedArticle::lastGood);
        articles.put(found.name(), new CachedArticle(found, beside, good, mistakes.all()));
        return good;
    }

    /** Any failure in one file is reported as a mistake in that file: the other files must not depend on it. */
    private Optional<Article> read(Found found, Map<String, Image> beside, SiteMistakes mistakes) {
        try {
            return ArticleFile.read(found, beside, site.topics(), mistakes);
        } catch (RuntimeException | StackOverflowError e) {
            mistakes.add(found.name(), 0, "", "a text that can be read, but " + e);
            return Optional.empty();
        }
    }

    private Optional<Image> image(Found found, Set<String> moving) {
        CachedImage old = images.get(found.name());
        if (moving.contains(found.name()) || old != null && old.isOf(found)) {
            return lastGood(old, CachedImage::lastGood);
        }
        var mistakes = new SiteMistakes();
        Optional<Image> read = Image.read(found.path(), found.name(), mistakes);
        Optional<Image> good = read.isPresent() ? read : lastGood(old, CachedImage::lastGood);
        images.put(found.name(), new CachedImage(found, good, mistakes.all()));
        return good;
    }

    private static <R, T> Optional<T> lastGood(R old, Function<R, Optional<T>> lastGood) {
        return Optional.ofNullable(old).flatMap(lastGood);
    }

    /** A missing folder is most likely half a deployment: nobody unpublishes everything by deleting the folder. */
    private void checkContent(Scan scan, SiteMistakes mistakes) {
        if (!scan.folders().contains("content")) {
            mistakes.add("content", 0, "", "a folder, with a folder for each language");
            if (previous != null && previous.folders().contains("content")) {
                mistakes.throwIfAny();
            }
        }
    }
}
