package org.frontdesk.content.article;

import java.net.URI;

import org.frontdesk.content.article.Article.Kind;
import org.frontdesk.content.article.Article.Text;

/**
 * Where the website shows what: {@code /<tag>/<slug>} a page, {@code /<tag>/news/<slug>} and
 * {@code /<tag>/stories/<slug>} the others, {@code /<tag>} the page named {@code home}.
 */
public record Addresses(URI site) {
    private static final String HOME = "home";

    static String path(Kind kind, String tag, String slug) {
        String folder = kind == Kind.PAGES ? "" : "/" + kind.folder();
        return "/" + tag + (kind == Kind.PAGES && slug.equals(HOME) ? "" : folder + "/" + slug);
    }

    public String of(Article article) {
        Text text = article.text();
        return of(path(article.kind(), text.language(), text.slug()));
    }

    public String list(Kind kind, String tag) {
        return of("/" + tag + "/" + kind.folder());
    }

    public String home(String tag) {
        return of("/" + tag);
    }

    /** @param path what comes after the site's own address, which may have been given with a slash at its end */
    public String of(String path) {
        return site.toString().replaceFirst("/$", "") + path;
    }
}
