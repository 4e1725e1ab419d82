package org.frontdesk.inquiry.site;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.ibm.icu.text.MessagePatternUtil;
import com.ibm.icu.text.MessagePatternUtil.ArgNode;
import com.ibm.icu.text.MessagePatternUtil.VariantNode;
import com.ibm.icu.text.PluralRules;

/** What a text is filled in with: the names in braces, and for a number every form that the language has. */
class Placeholders {
    /** Every text may name the clinic. */
    private static final String CLINIC = "clinic";
    private static final Set<String> ALL_FORMS = Set.of("zero", "one", "two", "few", "many", "other");
    private static final int COUNTED = 1_000; // beyond, French and Spanish have forms for millions

    private Placeholders() {}

    /** What was expected of a translation, where it is not filled in with the same as the English text. */
    static Optional<String> mistake(String text, String english, Locale language) {
        try {
            var wanted = arguments(english);
            var given = arguments(text);
            given.entrySet().removeIf(each -> each.getKey().equals(CLINIC) && each.getValue().isEmpty()
                    && !wanted.containsKey(CLINIC));
            return (given.keySet().equals(wanted.keySet())
                    ? wanted.keySet().stream().filter(name -> !fits(given.get(name), wanted.get(name), language))
                            .map(name -> expected(name, needed(wanted.get(name), language))).findFirst()
                    : Optional.of(wanted.isEmpty()
                            ? "no placeholders"
                            : "the placeholders {" + String.join("}, {", wanted.keySet()) + "} and no others"))
                    .map(expected -> expected + ", as in English: " + english);
        } catch (IllegalArgumentException e) {
            return Optional.of("each { to be closed by a }"
                    + (english.contains(", plural,") ? ", and a form for other" : "") + ", as in English: " + english);
        }
    }

    /**
     * A form that no number has is a misspelt one; numbers such as {@code =0} may have words of their own. What is to be
     * written as a date, or as a number where it is none, would only fail before a visitor.
     */
    private static boolean fits(Set<String> given, Set<String> english, Locale language) {
        return given.containsAll(needed(english, language)) && (!english.isEmpty() || given.isEmpty())
                && given.stream().allMatch(form -> form.startsWith("=") || ALL_FORMS.contains(form));
    }

    private static String expected(String name, Set<String> forms) {
        return forms.isEmpty()
                ? "{%s}, and nothing else within the braces".formatted(name)
                : "{%s, plural, …} with the forms %s".formatted(name, String.join(", ", forms));
    }

    /**
     * The forms that this language has for whole numbers, and the one that ICU wants of each; none where English has none,
     * or there is but one.
     */
    private static Set<String> needed(Set<String> english, Locale language) {
        var rules = PluralRules.forLocale(language);
        var forms = IntStream.range(0, COUNTED).mapToObj(rules::select).collect(Collectors.toCollection(TreeSet::new));
        if (english.isEmpty() || forms.size() == 1) {
            return Set.of();
        }
        forms.add(PluralRules.KEYWORD_OTHER);
        return forms;
    }

    /** Each placeholder with its plural forms, or with the name of any other kind. */
    private static Map<String, Set<String>> arguments(String text) {
        return MessagePatternUtil.buildMessageNode(Texts.letters(text)).getContents().stream()
                .flatMap(node -> node instanceof ArgNode argument ? Stream.of(argument) : Stream.empty())
                .collect(Collectors.toMap(ArgNode::getName, Placeholders::forms, (one, _) -> one, TreeMap::new));
    }

    private static Set<String> forms(ArgNode argument) {
        return switch (argument.getArgType()) {
            case NONE -> Set.of();
            case PLURAL -> argument.getComplexStyle().getVariants().stream().map(VariantNode::getSelector)
                    .collect(Collectors.toSet());
            case CHOICE, SELECT, SELECTORDINAL, SIMPLE -> Set.of(argument.getArgType().name());
        };
    }
}
