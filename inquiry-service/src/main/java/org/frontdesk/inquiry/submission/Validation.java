package org.frontdesk.inquiry.submission;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.frontdesk.inquiry.site.Field;
import org.frontdesk.inquiry.site.Kind;
import org.frontdesk.inquiry.submission.Submission.FieldError;

/**
 * Validates a submission against the form: at most one error per field, in the form's order. Not by Bean Validation:
 * the fields are declared in site.yml, and there is no class for its annotations.
 */
public class Validation {
    private static final int MIN_PHONE_DIGITS = 5;
    private static final int MAX_EXTRA_VALUE = 1_000;
    private static final int MAX_EXTRA_NAME = 200;

    private Validation() {}

    public static List<FieldError> errors(Submission submission) {
        var errors = new ArrayList<>(submission.parseErrors());
        submission.form().fields().stream().map(field -> check(submission, field)).flatMap(Optional::stream)
                .filter(error -> errors.stream().noneMatch(known -> known.field().equals(error.field())))
                .forEach(errors::add);
        submission.extra().stream()
                .filter(extra -> longerThan(MAX_EXTRA_VALUE, extra.value()) || longerThan(MAX_EXTRA_NAME, extra.name()))
                .map(extra -> new FieldError(extra.name(), null, "too-long", MAX_EXTRA_VALUE))
                .forEach(errors::add);
        return List.copyOf(errors);
    }

    private static Optional<FieldError> check(Submission submission, Field field) {
        var value = submission.values().get(field.name());
        if (value == null) {
            return missing(submission, field);
        }
        if (field.name().equals("language") || field.name().equals("topic")) {
            return Optional.empty(); // for any value there is a language and a route
        }
        if (longerThan(field.maxLength(), value)) {
            return Optional.of(new FieldError(field.name(), field.kind(), "too-long", field.maxLength()));
        }
        if (!isValid(field, value) || field.pattern() != null && !field.pattern().matcher(value).matches()) {
            return Optional.of(FieldError.of(field, "invalid"));
        }
        return field.kind() == Kind.NUMBER ? outOfRange(field, new BigDecimal(value)) : Optional.empty();
    }

    private static Optional<FieldError> missing(Submission submission, Field field) {
        if (field.required()) {
            return Optional.of(FieldError.of(field, "required"));
        }
        var unreachable = submission.value("email").isEmpty() && submission.value("phone").isEmpty();
        return field.name().equals("email") && unreachable
                ? Optional.of(FieldError.of(field, "contact"))
                : Optional.empty();
    }

    private static boolean isValid(Field field, String value) {
        return switch (field.kind()) {
            case EMAIL -> EmailAddress.ascii(value).isPresent();
            case PHONE -> value.codePoints().filter(Character::isDigit).count() >= MIN_PHONE_DIGITS;
            case CHOICE -> field.choices().contains(value);
            case DATE -> isDate(value);
            case NUMBER -> isNumber(value);
            default -> true;
        };
    }

    private static Optional<FieldError> outOfRange(Field field, BigDecimal number) {
        if (field.min() != null && number.compareTo(field.min()) < 0) {
            return Optional.of(new FieldError(field.name(), field.kind(), "too-small", field.min().toPlainString()));
        }
        if (field.max() != null && number.compareTo(field.max()) > 0) {
            return Optional.of(new FieldError(field.name(), field.kind(), "too-great", field.max().toPlainString()));
        }
        return Optional.empty();
    }

    /** BigDecimal accepts the digits of every script: an Arabic keyboard types ٢٠٢٤. */
    private static boolean isNumber(String value) {
        try {
            new BigDecimal(value);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** ISO_LOCAL_DATE, which is strict: 2023-02-29 is no date. */
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
