package org.frontdesk.playground;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A search query: words that must all occur, anywhere or, with the prefix {@code to:}, {@code from:} or {@code subject:},
 * in that field. Double quotes make a phrase. Case-insensitive.
 */
record MailQuery(List<Predicate<Mail>> terms) implements Predicate<Mail> {
    private static final Pattern TERM = Pattern.compile("(?:(to|from|subject):)?(?:\"([^\"]*)\"|(\\S+))",
            Pattern.CASE_INSENSITIVE);

    static MailQuery of(String typed) {
        return new MailQuery(TERM.matcher(typed).results().map(term -> {
            String word = fold(term.group(2) == null ? term.group(3) : term.group(2));
            String where = term.group(1) == null ? "" : term.group(1).toLowerCase(Locale.ROOT);
            return (Predicate<Mail>) mail -> fold(part(mail, where)).contains(word);
        }).toList());
    }

    @Override
    public boolean test(Mail mail) {
        return terms.stream().allMatch(term -> term.test(mail));
    }

    private static String part(Mail mail, String where) {
        MailContent content = mail.content();
        return switch (where) {
            case "to" -> addresses(Stream.concat(content.to().stream(), content.cc().stream())) + " "
                    + String.join(" ", mail.recipients());
            case "from" -> addresses(content.from().stream()) + " " + mail.sender();
            case "subject" -> content.subject();
            default -> Stream.of("to", "from", "subject").map(each -> part(mail, each))
                    .collect(Collectors.joining(" ", content.text() + " " + content.html() + " ", ""));
        };
    }

    private static String addresses(Stream<MailContent.Address> addresses) {
        return addresses.map(address -> address.name() + " " + address.address()).collect(Collectors.joining(" "));
    }

    private static String fold(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
