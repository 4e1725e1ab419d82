package org.frontdesk.content.answer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.frontdesk.content.article.Addresses;
import org.frontdesk.content.article.Article;
import org.frontdesk.content.article.Article.News;
import org.frontdesk.content.article.Article.Text;
import org.frontdesk.content.site.Site;
import org.frontdesk.content.site.Site.Language;

/** What an article or the clinic is, in the words of schema.org, as JSON-LD for search engines. */
record JsonLd(Site site, Addresses addresses) {
    private static final String CONTEXT = "https://schema.org";

    Map<String, Object> of(Article article) {
        Text text = article.text();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("@context", CONTEXT);
        data.put("@type", switch (article.section()) {
            case PAGES -> "MedicalWebPage";
            case NEWS -> "NewsArticle";
            case STORIES -> "Article";
        });
        data.put("@id", addresses.of(article));
        data.put("url", addresses.of(article));
        data.put(article.section() == Article.Section.PAGES ? "name" : "headline", text.title());
        data.put("description", text.summary());
        data.put("inLanguage", text.language());
        if (article instanceof News news) {
            data.put("datePublished", news.date().toString());
        }
        text.updated().ifPresent(day -> data.put("dateModified", day.toString()));
        data.put("publisher", organization(site.languages().get(text.language())));
        return data;
    }

    Map<String, Object> clinic(Language visitor) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("@context", CONTEXT);
        data.putAll(organization(visitor));
        data.put("address", visitor.place());
        data.put("contactPoint", visitor.phones().stream().map(phone -> {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("@type", "ContactPoint");
            line.put("telephone", phone.number());
            line.put("availableLanguage", List.copyOf(phone.languages()));
            return line;
        }).toList());
        return data;
    }

    private Map<String, Object> organization(Language language) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("@type", "MedicalClinic");
        data.put("@id", addresses.of("#clinic"));
        data.put("name", language.clinic());
        data.put("url", addresses.home(language.tag()));
        return data;
    }
}
