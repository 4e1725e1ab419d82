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
import org.frontdesk.content.article.Article.Kind;
import org.frontdesk.content.article.Article.Link;
import org.frontdesk.content.site.SiteMistakes;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Turns the Markdown of one file into what is served: headings with anchors, links between files as links between
 * addresses, images with their sizes. An editor writes both as they lie in the folder, {@code ../news/winter-hours.md}
 * or {@code plan.png}, so that they work in an editor's preview too.
 */
final class BodyReader {
    private static final Pattern OUTSIDE = Pattern.compile("(?i)[a-z][a-z0-9+.-]*:.*|//.*");
    private static final Pattern ARTICLE = Pattern.compile("content/([^/]+)/(pages|news|stories)/([^/]+)\\.md");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    /** Keeps a heading from taking the name of something on the page that shows it. */
    private static final String ANCHOR = "s-";

    private final String file;
    private final Map<String, Image> images;
    private final SiteMistakes mistakes;

    /** @param images those that lie beside the file, by name */
    BodyReader(String file, Map<String, Image> images, SiteMistakes mistakes) {
        this.file = file;
        this.images = images;
        this.mistakes = mistakes;
    }

    Body read(String markdown) {
        try {
            Document document = Markdown.clean(markdown);
            Map<String, List<Element>> elements = document.body().stream()
                    .collect(Collectors.groupingBy(BodyReader::part));
            List<Heading> contents = contents(elements.getOrDefault("heading", List.of()));
            List<Link> links = links(elements.getOrDefault("a", List.of()));
            List<Image> shown = images(elements.getOrDefault("img", List.of()));
            return new Body(document.body().html().strip(), document.text(), contents, links, shown);
        } catch (StackOverflowError e) {
            mistakes.add(file, 0, "", "text that is not nested so deep");
            return new Body("", "", List.of(), List.of(), List.of());
        }
    }

    /** By which all are looked for at once: thousands of pages are read before the service is ready. */
    private static String part(Element element) {
        return switch (element.normalName()) {
            case "h1", "h2", "h3", "h4" -> "heading";
            default -> element.normalName();
        };
    }

    /** A heading of the first rank becomes one of the second: a page has one, its title. */
    private static List<Heading> contents(List<Element> headings) {
        List<Heading> contents = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        Map<String, Integer> last = new HashMap<>(); // not from 2 each time: a file may hold 100,000 equal ones
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

    /** The words of the heading in its own script, joined by hyphens, as most Markdown tools do. */
    static String anchor(String words) {
        String joined = BETWEEN_WORDS.matcher(words.toLowerCase(Locale.ROOT)).replaceAll("-").replaceAll("^-|-$", "");
        return ANCHOR + (joined.isEmpty() ? "part" : joined);
    }

    private List<Link> links(List<Element> anchors) {
        List<Link> links = new ArrayList<>();
        for (Element a : anchors) {
            String written = a.attr("href");
            if (a.hasAttr("href") && !OUTSIDE.matcher(written).matches()) {
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
        String target = parts[0].isEmpty() ? file : beside(parts[0]);
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
                : Addresses.path(Kind.valueOf(target.group(2).toUpperCase(Locale.ROOT)), target.group(1),
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

    /** As the Markdown renderer has encoded it: only what is not ASCII, and spaces. */
    private static String decoded(String written) {
        try {
            return URLDecoder.decode(written.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return written;
        }
    }

    private String beside(String relative) {
        try {
            return Path.of(file).resolveSibling(relative).normalize().toString().replace('\\', '/');
        } catch (InvalidPathException e) {
            return "";
        }
    }
}
