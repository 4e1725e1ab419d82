package org.frontdesk.content.article;

import java.util.List;

import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/** CommonMark with tables to HTML that may be put into a page as it is: nothing in it runs. */
final class Markdown {
    private static final Parser PARSER = Parser.builder().extensions(List.of(TablesExtension.create())).build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder().extensions(List.of(TablesExtension.create()))
            .build();
    /** What links are judged against while they are relative; they stay so. */
    private static final String BASE = "https://relative.invalid/";
    private static final Cleaner CLEANER = new Cleaner(new Safelist()
            .addTags("p", "h1", "h2", "h3", "h4", "ul", "ol", "li", "a", "em", "strong", "blockquote", "br", "hr",
                    "code",
                    "pre", "table", "thead", "tbody", "tr", "th", "td", "img")
            .addAttributes("a", "href", "title").addAttributes("ol", "start").addAttributes("img", "src", "alt",
                    "title")
            .addAttributes("th", "align").addAttributes("td", "align")
            .addProtocols("a", "href", "https", "http", "mailto", "tel")
            .addProtocols("img", "src", "https", "http").preserveRelativeLinks(true));

    private Markdown() {}

    /** HTML in the Markdown is let through the parser, for the list of what is allowed is what counts. */
    static Document clean(String markdown) {
        Document clean = CLEANER.clean(Jsoup.parseBodyFragment(RENDERER.render(PARSER.parse(markdown)), BASE));
        clean.outputSettings().prettyPrint(false);
        return clean;
    }
}
