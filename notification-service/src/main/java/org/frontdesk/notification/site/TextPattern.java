package org.frontdesk.notification.site;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.text.MessagePattern.ArgType;
import com.ibm.icu.text.MessagePattern.Part;
import com.ibm.icu.text.MessagePattern;
import com.ibm.icu.text.PluralRules;

/**
 * One text in one language, in ICU's message format: {@code {name}} is a placeholder, {@code {n, plural, …}} has a form
 * for each plural category of the language. Apostrophes are literal: ICU treats one before a brace as a quote, which no
 * translator of "l'{site}" expects.
 */
final class TextPattern {
    private static final int COUNTED = 1_000; // beyond, French and Spanish have forms for millions

    private final String text;
    private final Locale locale;
    private final MessageFormat format;

    /** @throws IllegalArgumentException if its braces or plurals are malformed */
    TextPattern(String text, String tag) {
        this.text = text;
        // Latin digits everywhere, as in references, phone numbers and the JDK's dates.
        this.locale = new Locale.Builder().setLanguageTag(tag).setUnicodeLocaleKeyword("nu", "latn").build();
        this.format = new MessageFormat(text.replace("'", "''"), locale);
    }

    String with(Map<String, ?> values) {
        return format.clone().format(values); // it is not thread-safe
    }

    boolean isGiven() {
        return !text.isBlank();
    }

    /** What was expected if its placeholders differ from the same text in another language. */
    Optional<String> problem(TextPattern model) {
        var wanted = model.arguments();
        var found = arguments();
        if (text.isBlank()) {
            return Optional.empty(); // it is missing, which is reported elsewhere
        }
        if (!found.keySet().equals(wanted.keySet())) {
            return Optional.of(wanted.isEmpty()
                    ? "no placeholders"
                    : "the placeholders {" + String.join("}, {", wanted.keySet()) + "} and no others");
        }
        return wanted.keySet().stream()
                .filter(name -> !fits(found.get(name), wanted.get(name)))
                .map(name -> expected(name, neededForms(wanted.get(name)))).findFirst();
    }

    /** A reference formatted as a number, or a number as a date, would fail only with the first mail. */
    private boolean fits(TreeSet<String> found, TreeSet<String> model) {
        return found.containsAll(neededForms(model)) && (model.isEmpty()
                ? found.isEmpty()
                : PluralRules.forLocale(locale).getKeywords().containsAll(found));
    }

    private static String expected(String name, TreeSet<String> forms) {
        return forms.isEmpty()
                ? "{%s}, and nothing else within the braces".formatted(name)
                : "{%s, plural, …} with the forms %s".formatted(name, String.join(", ", forms));
    }

    /**
     * Every plural form of this language for whole numbers, and the one that ICU always requires; none if the model has
     * no plural, or the language has only one form.
     */
    private TreeSet<String> neededForms(TreeSet<String> model) {
        var rules = PluralRules.forLocale(locale);
        var forms = new TreeSet<>(IntStream.range(0, COUNTED).mapToObj(rules::select).toList());
        if (model.isEmpty() || forms.size() == 1) {
            return new TreeSet<>();
        }
        forms.add(PluralRules.KEYWORD_OTHER);
        return forms;
    }

    /** The placeholders, each with its plural forms, or with the name of its type. */
    private TreeMap<String, TreeSet<String>> arguments() {
        var pattern = new MessagePattern(text.replace("'", "''"));
        var arguments = new TreeMap<String, TreeSet<String>>();
        for (int i = 0; i < pattern.countParts(); i++) {
            var part = pattern.getPart(i);
            if (part.getType() == Part.Type.ARG_START) {
                var forms = arguments.computeIfAbsent(pattern.getSubstring(pattern.getPart(i + 1)),
                        name -> new TreeSet<>());
                if (part.getArgType() != ArgType.NONE) {
                    forms.addAll(part.getArgType() == ArgType.PLURAL
                            ? forms(pattern, i)
                            : List.of(part.getArgType().name()));
                }
            }
        }
        return arguments;
    }

    private static List<String> forms(MessagePattern pattern, int start) {
        return IntStream.range(start, pattern.getLimitPartIndex(start)).mapToObj(pattern::getPart)
                .filter(part -> part.getType() == Part.Type.ARG_SELECTOR).map(pattern::getSubstring)
                .filter(Objects::nonNull).toList();
    }
}
