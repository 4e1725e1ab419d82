package org.frontdesk.inquiry.submission;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.frontdesk.inquiry.site.Field;
import org.frontdesk.inquiry.site.Kind;
import org.frontdesk.inquiry.submission.Submission.Mistake;

/** Judges a submission: at most one mistake a field, in the form's order. */
public class Checks {
    private static final int FEWEST_DIGITS = 5;
    private static final int LONGEST_EXTRA = 1_000;

    private Checks() {}

    public static List<Mistake> of(Submission submission) {
        var mistakes = new ArrayList<>(submission.misread());
        submission.form().fields().stream().map(field -> check(submission, field)).flatMap(Optional::stream)
                .filter(mistake -> mistakes.stream().noneMatch(known -> known.field().equals(mistake.field())))
                .forEach(mistakes::add);
        submission.extra().stream()
                .filter(extra -> longerThan(LONGEST_EXTRA, extra.value()) || longerThan(200, extra.name()))
                .map(extra -> new Mistake(extra.name(), null, "too-long", LONGEST_EXTRA))
                .forEach(mistakes::add);
        return List.copyOf(mistakes);
    }

    private static Optional<Mistake> check(Submission submission, Field field) {
        var value = submission.values().get(field.name());
        if (value == null) {
            return missing(submission, field);
        }
        if (field.name().equals("language") || field.name().equals("topic")) {
            return Optional.empty(); // whatever stands there, there is a language and a route for it
        }
        if (longerThan(field.maxLength(), value)) {
            return Optional.of(new Mistake(field.name(), field.kind(), "too-long", field.maxLength()));
        }
        if (!isSound(field, value) || field.pattern() != null && !field.pattern().matcher(value).matches()) {
            return Optional.of(Mistake.of(field, "invalid"));
        }
        return field.kind() == Kind.NUMBER ? outOfRange(field, new BigDecimal(value)) : Optional.empty();
    }

    private static Optional<Mistake> missing(Submission submission, Field field) {
        if (field.required()) {
            return Optional.of(Mistake.of(field, "required"));
        }
        var unreachable = submission.value("email").isEmpty() && submission.value("phone").isEmpty();
        return field.name().equals("email") && unreachable
                ? Optional.of(Mistake.of(field, "contact"))
                : Optional.empty();
    }

    private static boolean isSound(Field field, String value) {
        return switch (field.kind()) {
            case EMAIL -> EmailAddress.ascii(value).isPresent();
            case PHONE -> value.codePoints().filter(Character::isDigit).count() >= FEWEST_DIGITS;
            case CHOICE -> field.choices().contains(value);
            case DATE -> isDate(value);
            case NUMBER -> isNumber(value);
            default -> true;
        };
    }

    private static Optional<Mistake> outOfRange(Field field, BigDecimal number) {
        if (field.min() != null && number.compareTo(field.min()) < 0) {
            return Optional.of(new Mistake(field.name(), field.kind(), "too-small", field.min().toPlainString()));
        }
        if (field.max() != null && number.compareTo(field.max()) > 0) {
            return Optional.of(new Mistake(field.name(), field.kind(), "too-great", field.max().toPlainString()));
        }
        return Optional.empty();
    }

    /** Any script's digits will do, as BigDecimal has it: an Arabic keyboard writes ٢٠٢٤. */
    private static boolean isNumber(String value) {
        try {
            new BigDecimal(value);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isDate(String value) {
        try {
            LocalDate.parse(value);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean longerThan(int limit, String text) {
        return text.codePointCount(0, text.length()) > limit;
    }
}
