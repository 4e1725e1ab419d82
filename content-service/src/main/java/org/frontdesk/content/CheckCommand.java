package org.frontdesk.content;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.frontdesk.content.article.Article;
import org.frontdesk.content.article.Article.Section;
import org.frontdesk.content.article.Catalog;
import org.frontdesk.content.article.Content;
import org.frontdesk.content.article.ContentLoader;
import org.frontdesk.content.article.PreviewLinks;
import org.frontdesk.content.site.Site;
import org.frontdesk.content.site.SiteMistakes;
import org.springframework.validation.Errors;

/**
 * {@code java -jar content-service.jar check [folder]}: prints what is wrong in a site folder, which translations are
 * missing or older than their originals, and preview links for unpublished articles. Exits with 0, or with 1 if there is
 * a mistake. It serves nothing and changes nothing.
 */
final class CheckCommand {
    private final Content content;
    private final PreviewLinks preview;
    private final PrintStream out;

    private CheckCommand(Content content, PreviewLinks preview, PrintStream out) {
        this.content = content;
        this.preview = preview;
        this.out = out;
    }

    static int run(String[] args, Map<String, String> environment, PrintStream out) {
        var settings = new Settings(
                args.length > 1 ? args[1] : environment.getOrDefault("FRONTDESK_SITE", "./site"),
                environment.get("FRONTDESK_ADDRESS"), environment.get("FRONTDESK_SECRET"));
        Errors errors = settings.validateObject(settings);
        if (errors.hasErrors()) {
            errors.getAllErrors().forEach(error -> out.println(error.getDefaultMessage()));
            return 1;
        }
        try {
            var preview = new PreviewLinks(Optional.ofNullable(settings.secret()), Clock.systemUTC());
            var loader = new ContentLoader(Path.of(settings.site()), settings.website());
            Site site = loader.site();
            Content content = loader.read(loader.scan(), Set.of(), LocalDate.now(site.zone()));
            return new CheckCommand(content, preview, out).print();
        } catch (SiteMistakes.Found e) {
            out.println(e.getMessage());
            return failed(e.mistakes().size(), out);
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            return 1;
        }
    }

    private int print() {
        content.mistakes().forEach(out::println);
        Stream.of(Section.values()).forEach(section -> translations(content.catalog(section)));
        content.hidden().forEach(this::hidden);
        if (!content.mistakes().isEmpty()) {
            return failed(content.mistakes().size(), out);
        }
        out.printf(Locale.ROOT, "%d articles in %d languages: no mistake%n", content.size(),
                content.site().languages().size());
        return 0;
    }

    private static int failed(int count, PrintStream out) {
        out.printf(Locale.ROOT, "%d mistake(s). Fix the lines named above.%n", count);
        return 1;
    }

    private <A extends Article> void translations(Catalog<A> catalog) {
        for (Map<String, A> translations : catalog.all()) {
            Article.Text first = translations.values().iterator().next().text();
            List<String> missing = content.site().languages().keySet().stream()
                    .filter(tag -> !translations.containsKey(tag)).toList();
            if (!missing.isEmpty()) {
                out.println(first.file() + ": not translated into " + String.join(", ", missing));
            }
            translations.values().stream().filter(catalog::isStale).forEach(article -> out
                    .println(article.text().file() + ": older than its original, " + first.file()));
        }
    }

    private void hidden(Article article) {
        String why = article.text().draft() ? "a draft" : "dated in the future";
        out.println(article.text().file() + ": not shown, " + why + "; "
                + preview.token(article).map(token -> "preview for seven days: "
                        + content.addresses().of(article) + "?preview=" + token)
                        .orElse("set FRONTDESK_SECRET to that of the service to get a preview link"));
    }
}
