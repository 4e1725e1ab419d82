package org.frontdesk.inquiry.site;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.ibm.icu.text.MessagePattern.ArgType;
import com.ibm.icu.text.MessagePatternUtil;
import com.ibm.icu.text.MessagePatternUtil.ArgNode;
import com.ibm.icu.text.MessagePatternUtil.VariantNode;
import com.ibm.icu.text.PluralRules;

/** What a text is filled in with: the names in braces, and for a number every form that the language has. */
class Placeholders {
    /** Every text may name the clinic. */
    private static final String CLINIC = "{clinic}";

    private Placeholders() {}

    /** What was expected of a translation, where it is not filled in with the same as the English text. */
    static Optional<String> mistake(String text, String english, Locale language) {
        try {
            var wanted = names(english);
            var given = names(text);
            if (!given.containsAll(wanted) || !wanted.containsAll(without(given, CLINIC))) {
                return Optional.of((wanted.isEmpty() ? "no placeholder" : "just " + String.join(", ", wanted))
                        + ", as in English: " + english);
            }
            var forms = PluralRules.forLocale(language).getKeywords();
            return plurals(text).allMatch(plural -> forms(plural).equals(forms))
                    ? Optional.empty()
                    : Optional.of("just the plural forms " + String.join(", ", new TreeSet<>(forms)));
        } catch (IllegalArgumentException e) {
            return Optional.of("each { to be closed by a }, as in English: " + english);
        }
    }

    private static Set<String> names(String text) {
        return arguments(text).map(argument -> argument.getArgType() == ArgType.PLURAL
                ? "{%s, plural, …}".formatted(argument.getName())
                : "{%s}".formatted(argument.getName())).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<ArgNode> plurals(String text) {
        return arguments(text).filter(argument -> argument.getArgType() == ArgType.PLURAL);
    }

    private static Stream<ArgNode> arguments(String text) {
        return MessagePatternUtil.buildMessageNode(text).getContents().stream()
                .flatMap(node -> node instanceof ArgNode argument ? Stream.of(argument) : Stream.empty());
    }

    private static Set<String> forms(ArgNode plural) {
        return plural.getComplexStyle().getVariants().stream().filter(variant -> !variant.isSelectorNumeric())
                .map(VariantNode::getSelector).collect(Collectors.toSet());
    }

    private static Set<String> without(Set<String> names, String name) {
        var rest = new TreeSet<>(names);
        rest.remove(name);
        return rest;
    }
}
