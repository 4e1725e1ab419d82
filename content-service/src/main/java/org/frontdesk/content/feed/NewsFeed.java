package org.frontdesk.content.feed;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.frontdesk.content.article.Addresses;
import org.frontdesk.content.article.Article.Section;
import org.frontdesk.content.article.Article.News;
import org.frontdesk.content.article.Content;
import org.frontdesk.content.site.Site.Language;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The latest news in one language. A feed contains no fallbacks. */
record NewsFeed(Content content, Language language) {
    private static final int LATEST = 50;

    /** Atom 1.0 (RFC 4287). */
    byte[] atom() {
        Map<String, String> root = new LinkedHashMap<>();
        root.put("xmlns", "http://www.w3.org/2005/Atom");
        root.put("xml:lang", language.tag());
        var xml = new Xml();
        return xml.element("feed", root, () -> {
            xml.element("id", home()).element("title", language.clinic()).element("updated", updated());
            xml.element("author", Map.of(), () -> xml.element("name", language.clinic()));
            xml.empty("link", link("alternate", home(), "text/html"));
            xml.empty("link", link("self", path("atom"), "application/atom+xml"));
            news().forEach(news -> entry(xml, news));
        }).bytes();
    }

    private void entry(Xml xml, News news) {
        xml.element("entry", Map.of(), () -> {
            xml.element("id", addresses().of(news)).element("title", news.text().title());
            xml.element("published", moment(news.date())).element("updated", moment(changed(news)));
            xml.empty("link", link("alternate", addresses().of(news), "text/html"));
            news.text().topic().ifPresent(topic -> {
                Map<String, String> category = new LinkedHashMap<>();
                category.put("term", topic);
                category.put("label", language.topics().get(topic));
                xml.empty("category", category);
            });
            xml.element("summary", news.text().summary()).element("content", Map.of("type", "html"), html(news));
        });
    }

    private static Map<String, String> link(String relation, String address, String type) {
        Map<String, String> link = new LinkedHashMap<>();
        link.put("rel", relation);
        link.put("href", address);
        link.put("type", type);
        return link;
    }

    /** JSON Feed 1.1, jsonfeed.org/version/1.1. */
    record Json(String version, String title, @JsonProperty("home_page_url") String home, String language,
            List<Author> authors, List<Item> items) {}

    record Author(String name, String url) {}

    record Item(String id, String url, String title, String summary, @JsonProperty("content_html") String html,
            @JsonProperty("date_published") String published, @JsonProperty("date_modified") String modified,
            List<String> tags, String language) {}

    Json json() {
        return new Json("https://jsonfeed.org/version/1.1", language.clinic(), home(), language.tag(),
                List.of(new Author(language.clinic(), home())), news().stream().map(this::item).toList());
    }

    private Item item(News news) {
        String address = addresses().of(news);
        return new Item(address, address, news.text().title(), news.text().summary(), html(news),
                moment(news.date()), moment(changed(news)), news.text().topic().stream().toList(), language.tag());
    }

    private List<News> news() {
        return content.news().list(List.of(language.tag())).stream().limit(LATEST).toList();
    }

    /** Feed readers show it outside the website: links become absolute, images, which this service serves, are removed. */
    private String html(News news) {
        Document document = Jsoup.parseBodyFragment(news.text().body().html(), content.site().address().toString());
        document.outputSettings().prettyPrint(false);
        document.select("img").remove();
        document.select("a[href]").forEach(a -> a.attr("href", a.attr("href").startsWith("#")
                ? addresses().of(news) + a.attr("href")
                : a.absUrl("href")));
        return document.body().html();
    }

    private String updated() {
        return moment(news().stream().map(NewsFeed::changed).max(LocalDate::compareTo).orElse(LocalDate.EPOCH));
    }

    private static LocalDate changed(News news) {
        return news.text().updated().filter(day -> day.isAfter(news.date())).orElse(news.date());
    }

    private String moment(LocalDate day) {
        return day.atStartOfDay(content.site().zone()).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    }

    private String home() {
        return addresses().list(Section.NEWS, language.tag());
    }

    private Addresses addresses() {
        return content.addresses();
    }

    /** Relative to the feed's URL: an absolute one would have to trust the request's Host header. */
    private String path(String extension) {
        return "/feeds/" + language.tag() + "/news." + extension;
    }
}
