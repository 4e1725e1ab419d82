package org.frontdesk.content.article;

import java.net.URI;

import org.frontdesk.content.article.Article.Section;
import org.frontdesk.content.article.Article.Text;

/**
 * The website's URLs: {@code /<tag>/<slug>} for a page, {@code /<tag>/news/<slug>} and {@code /<tag>/stories/<slug>} for
 * the other sections, {@code /<tag>} for the page named {@code home}.
 */
public record Addresses(URI site) {
    private static final String HOME = "home";

    static String path(Section section, String tag, String slug) {
        String folder = section == Section.PAGES ? "" : "/" + section.folder();
        return "/" + tag + (section == Section.PAGES && slug.equals(HOME) ? "" : folder + "/" + slug);
    }

    public String of(Article article) {
        Text text = article.text();
        return of(path(article.section(), text.language(), text.slug()));
    }

    public String list(Section section, String tag) {
        return of("/" + tag + "/" + section.folder());
    }

    public String home(String tag) {
        return of("/" + tag);
    }

    /** @param path appended to the site's own address, which may end with a slash */
    public String of(String path) {
        return site.toString().replaceFirst("/$", "") + path;
    }
}
