package org.frontdesk.content.article;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.frontdesk.content.article.Article.Body;
import org.frontdesk.content.article.Article.Heading;
import org.frontdesk.content.article.Article.Section;
import org.frontdesk.content.article.Article.Link;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.frontdesk.content.site.SiteMistakes;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/**
 * Converts the Markdown of one file (CommonMark with tables) to sanitized HTML: headings get anchors, links to files
 * become links to addresses, images get their sizes. Links and images are written as relative paths in the folder, such
 * as {@code ../news/winter-hours.md} or {@code plan.png}, so that they also work in an editor's preview.
 */
final class MarkdownReader {
    private static final Parser PARSER = Parser.builder().extensions(List.of(TablesExtension.create())).build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder().extensions(List.of(TablesExtension.create()))
            .build();
    /** The sanitizer resolves relative links against it to check them; they stay relative. */
    private static final String BASE = "https://relative.invalid/";
    private static final Cleaner CLEANER = new Cleaner(new Safelist()
            .addTags("p", "h1", "h2", "h3", "h4", "ul", "ol", "li", "a", "em", "strong", "blockquote", "br", "hr",
                    "code", "pre", "table", "thead", "tbody", "tr", "th", "td", "img")
            .addAttributes("a", "href", "title").addAttributes("ol", "start")
            .addAttributes("img", "src", "alt", "title").addAttributes("th", "align").addAttributes("td", "align")
            .addProtocols("a", "href", "https", "http", "mailto", "tel")
            .addProtocols("img", "src", "https", "http").preserveRelativeLinks(true));
    private static final Pattern ABSOLUTE_LINK = Pattern.compile("(?i)[a-z][a-z0-9+.-]*:.*|//.*");
    private static final Pattern ARTICLE = Pattern.compile("content/([^/]+)/(pages|news|stories)/([^/]+)\\.md");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    /** Keeps the ids of headings apart from the ids of the page that embeds the HTML. */
    private static final String ANCHOR_PREFIX = "s-";

    private final String file;
    private final Map<String, Image> images;
    private final SiteMistakes mistakes;

    /** @param images the images in the same folder as the file, by name */
    MarkdownReader(String file, Map<String, Image> images, SiteMistakes mistakes) {
        this.file = file;
        this.images = images;
        this.mistakes = mistakes;
    }

    Body read(String markdown) {
        try {
            Document document = sanitized(markdown);
            Map<String, List<Element>> elements = document.body().stream()
                    .collect(Collectors.groupingBy(MarkdownReader::group));
            List<Heading> contents = contents(elements.getOrDefault("heading", List.of()));
            List<Link> links = links(elements.getOrDefault("a", List.of()));
            List<Image> shown = images(elements.getOrDefault("img", List.of()));
            return new Body(document.body().html().strip(), document.text(), contents, links, shown);
        } catch (StackOverflowError e) {
            mistakes.add(file, 0, "", "text that is not nested so deep");
            return new Body("", "", List.of(), List.of(), List.of());
        }
    }

    /** HTML in the Markdown is parsed too: only the safelist decides what is allowed. */
    private static Document sanitized(String markdown) {
        Document clean = CLEANER.clean(Jsoup.parseBodyFragment(RENDERER.render(PARSER.parse(markdown)), BASE));
        clean.outputSettings().prettyPrint(false);
        return clean;
    }

    /** All elements are found in one pass: thousands of pages are read before the service is ready. */
    private static String group(Element element) {
        return switch (element.normalName()) {
            case "h1", "h2", "h3", "h4" -> "heading";
            default -> element.normalName();
        };
    }

    /** An h1 becomes an h2: the page's only h1 is its title. */
    private static List<Heading> contents(List<Element> headings) {
        List<Heading> contents = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        Map<String, Integer> last = new HashMap<>(); // not counted from 2 each time: a file may have 100,000 equal headings
        for (Element heading : headings) {
            if (heading.normalName().equals("h1")) {
                heading.tagName("h2");
            }
            String base = anchor(heading.text());
            String id = base;
            while (!taken.add(id)) {
                id = base + "-" + last.merge(base, 2, (number, _) -> number + 1);
            }
            heading.id(id);
            int rank = heading.tagName().charAt(1) - '0';
            if (rank < 4) {
                contents.add(new Heading(id, heading.text(), rank));
            }
        }
        return List.copyOf(contents);
    }

    /** The words of the heading in its own script, joined with hyphens, as most Markdown tools do it. */
    static String anchor(String words) {
        String joined = BETWEEN_WORDS.matcher(words.toLowerCase(Locale.ROOT)).replaceAll("-").replaceAll("^-|-$", "");
        return ANCHOR_PREFIX + (joined.isEmpty() ? "part" : joined);
    }

    private List<Link> links(List<Element> anchors) {
        List<Link> links = new ArrayList<>();
        for (Element a : anchors) {
            String written = a.attr("href");
            if (a.hasAttr("href") && !ABSOLUTE_LINK.matcher(written).matches()) {
                link(written).ifPresentOrElse(link -> {
                    links.add(link);
                    a.attr("href", address(link));
                }, a::unwrap);
            }
        }
        return List.copyOf(links);
    }

    private Optional<Link> link(String written) {
        String[] parts = decoded(written).split("#", 2);
        String target = parts[0].isEmpty() ? file : resolved(parts[0]);
        String anchor = parts.length > 1 && !parts[1].isEmpty() ? anchor(parts[1]) : "";
        if (!ARTICLE.matcher(target).matches()) {
            mistakes.add(file, 0, "link " + written, "a file of the site, such as first-visit.md, or a whole address");
            return Optional.empty();
        }
        return Optional.of(new Link(written, target, anchor));
    }

    private String address(Link link) {
        Matcher target = ARTICLE.matcher(link.file());
        String fragment = link.anchor().isEmpty() ? "" : "#" + link.anchor();
        return link.file().equals(file) || !target.matches()
                ? fragment
                : Addresses.path(Section.of(target.group(2)), target.group(1),
                        target.group(3))
                        + fragment;
    }

    private List<Image> images(List<Element> pictures) {
        List<Image> shown = new ArrayList<>();
        for (Element img : pictures) {
            Image image = images.get(decoded(img.attr("src")));
            if (image == null) {
                mistakes.add(file, 0, "image " + img.attr("src"),
                        "a png, jpg, gif or webp file that lies beside this one");
                img.remove();
            } else {
                shown.add(image);
                img.attr("src", image.address()).attr("width", "" + image.width()).attr("height", "" + image.height())
                        .attr("loading", "lazy");
            }
        }
        return List.copyOf(shown);
    }

    /** The renderer percent-encodes non-ASCII characters and spaces only, never a plus sign. */
    private static String decoded(String written) {
        try {
            return URLDecoder.decode(written.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return written;
        }
    }

    private String resolved(String relative) {
        try {
            return Path.of(file).resolveSibling(relative).normalize().toString().replace('\\', '/');
        } catch (InvalidPathException e) {
            return "";
        }
    }
}
