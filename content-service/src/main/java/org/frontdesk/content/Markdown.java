package org.frontdesk.content;

import java.net.URI;

import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/** CommonMark to HTML that may be put into a page as it is: text, headings, lists and links, nothing that runs. */
final class Markdown {
    private static final Parser PARSER = Parser.builder().build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder().build();
    private static final Cleaner CLEANER = new Cleaner(new Safelist()
            .addTags("p", "h2", "h3", "h4", "ul", "ol", "li", "a", "em", "strong", "blockquote", "br", "hr", "code",
                    "pre")
            .addAttributes("a", "href", "title").addAttributes("ol", "start")
            .addProtocols("a", "href", "https", "http", "mailto", "tel").preserveRelativeLinks(true));

    private Markdown() {}

    /**
     * HTML in the Markdown is let through the parser, for the list of what is allowed is what counts. A heading of the
     * first rank becomes one of the second: a page has one, its title.
     *
     * @param site what relative links are judged against; they stay relative
     */
    static String toHtml(String markdown, URI site) {
        String html = RENDERER.render(PARSER.parse(markdown));
        Document document = Jsoup.parseBodyFragment(html, site == null ? "" : site.toString());
        document.select("h1").tagName("h2");
        Document clean = CLEANER.clean(document);
        clean.outputSettings().prettyPrint(false);
        return clean.body().html().strip();
    }
}
