package org.frontdesk.notification.site;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;

import org.frontdesk.notification.site.OfficeHours.Span;

/**
 * The office hours in {@code site.yml}: hours by day ({@code monday: 09:00-13:00, 14:00-18:00}), holidays as a date or
 * as month and day.
 */
record OfficeHoursFile(Map<String, String> hours, List<String> closed, Integer answerWorkingDays) {
    private static final int MOST_DAYS = 30;

    OfficeHoursFile {
        hours = hours == null ? Map.of() : hours;
        closed = closed == null ? List.of() : closed;
    }

    /** @param problem receives the key and what was expected, for each problem */
    void check(BiConsumer<String, String> problem) {
        if (hours.isEmpty()) {
            problem.accept("office.hours", "the days that are worked, such as monday: 09:00-18:00");
        }
        hours.forEach((day, spans) -> {
            if (day(day).isEmpty() || spans(spans).isEmpty()) {
                problem.accept("office.hours." + day, "a day such as monday, with times such as 09:00-18:00"
                        + " or \"09:00-13:00, 14:00-18:00\"");
            }
        });
        if (!closed.stream().allMatch(day -> read(LocalDate::parse, day).isPresent() || yearly(day).isPresent())) {
            problem.accept("office.closed", "dates such as 2026-12-25, or 12-25 for every year");
        }
        if (answerWorkingDays == null || answerWorkingDays < 1 || answerWorkingDays > MOST_DAYS) {
            problem.accept("office.answerWorkingDays", "how many working days an answer takes, 1 to " + MOST_DAYS);
        }
    }

    OfficeHours in(ZoneId zone) {
        var byDay = new EnumMap<DayOfWeek, List<Span>>(DayOfWeek.class);
        hours.forEach((day, spans) -> byDay.put(day(day).orElseThrow(), spans(spans).orElseThrow()));
        return new OfficeHours(zone, byDay, all(day -> read(LocalDate::parse, day)), all(OfficeHoursFile::yearly),
                answerWorkingDays);
    }

    private <T> Set<T> all(Function<String, Optional<T>> reading) {
        var days = new HashSet<T>();
        closed.forEach(day -> reading.apply(day).ifPresent(days::add));
        return days;
    }

    private static Optional<DayOfWeek> day(String name) {
        return Stream.of(DayOfWeek.values()).filter(day -> day.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    private static Optional<MonthDay> yearly(String day) {
        return read(MonthDay::parse, "--" + day);
    }

    /** Each span ends after it begins, and the next begins after that. */
    private static Optional<List<Span>> spans(String text) {
        return read(OfficeHoursFile::parsed, text).filter(spans -> {
            var times = spans.stream().flatMap(span -> Stream.of(span.from(), span.to())).toList();
            return times.stream().sorted().distinct().toList().equals(times);
        });
    }

    private static List<Span> parsed(String text) {
        return Arrays.stream(text.split(",")).map(String::strip).map(span -> span.split("-", 2))
                .map(times -> new Span(LocalTime.parse(times[0]), LocalTime.parse(times[times.length - 1]))).toList();
    }

    private static <T> Optional<T> read(Function<String, T> reading, String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(reading.apply(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
