package org.frontdesk.content.article;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.frontdesk.content.article.Article.Heading;
import org.frontdesk.content.article.Article.Link;
import org.frontdesk.content.article.Article.Text;
import org.frontdesk.content.site.SiteMistakes;
import org.frontdesk.content.site.SiteMistakes.Mistake;

/**
 * Checks references between files: links, anchors, and which article is a translation of which. A mistake here hides
 * nothing: deleting one page must not take down every page that links to it.
 */
final class LinkChecks {
    private final Map<String, Text> texts;
    private final Set<String> shown;
    private final Map<String, Set<String>> anchors = new HashMap<>();
    private final SiteMistakes mistakes = new SiteMistakes();

    LinkChecks(List<Article> articles, List<Article> shown) {
        this.texts = articles.stream().map(Article::text).collect(Collectors.toMap(Text::file, Function.identity()));
        this.shown = shown.stream().map(article -> article.text().file()).collect(Collectors.toSet());
        shown.forEach(article -> article.text().body().links().forEach(link -> check(article.text(), link)));
        translations(articles);
    }

    List<Mistake> mistakes() {
        return mistakes.all();
    }

    private void check(Text from, Link link) {
        Text to = texts.get(link.file());
        if (to == null) {
            mistakes.add(from.file(), 0, "link " + link.written(), "a file that exists: " + link.file());
        } else if (!shown.contains(to.file())) {
            mistakes.add(from.file(), 0, "link " + link.written(), "a file that visitors can see: " + link.file());
        } else if (!link.anchor().isEmpty()
                && !anchors(to).contains(link.anchor())) {
            mistakes.add(from.file(), 0, "link " + link.written(), "a heading of " + link.file());
        }
    }

    private Set<String> anchors(Text text) {
        return anchors.computeIfAbsent(text.file(),
                _ -> text.body().contents().stream().map(Heading::id).collect(Collectors.toSet()));
    }

    private void translations(List<Article> articles) {
        Set<String> originals = new HashSet<>();
        articles.stream().filter(article -> article.text().id().equals(article.text().slug()))
                .forEach(article -> originals.add(article.section() + article.text().id()));
        Map<String, String> fileByTranslation = new HashMap<>();
        for (Article article : articles) {
            Text text = article.text();
            if (!originals.contains(article.section() + text.id())) {
                mistakes.add(text.file(), 0, "translationOf", "the slug of the original, but there is no " + text.id());
            }
            String twin = fileByTranslation.putIfAbsent(article.section() + text.language() + " " + text.id(),
                    text.file());
            if (twin != null) {
                mistakes.add(text.file(), 0, "translationOf", "one translation of " + text.id() + ", but " + twin
                        + " is one too");
            }
            if (!text.id().equals(text.slug()) && originals.contains(article.section() + text.slug())) {
                mistakes.add(text.file(), 0, "", "a name that no other article has; " + text.slug() + " has it");
            }
        }
    }
}
