package org.frontdesk.notification.site;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * When the office is open and how soon it answers, in the clinic's time zone.
 *
 * @param hours of each working day, in chronological order; other days are closed
 * @param closed closed dates
 * @param closedEachYear closed dates of every year
 * @param answerWorkingDays how many working days an answer takes at most, after the day on which the inquiry is read
 */
public record OfficeHours(ZoneId zone, Map<DayOfWeek, List<Span>> hours, Set<LocalDate> closed,
        Set<MonthDay> closedEachYear,
        int answerWorkingDays) {
    /** Bounds the search, in case that every day is a holiday. */
    private static final int DAYS_AHEAD = 400;

    public record Span(LocalTime from, LocalTime to) {}

    public boolean isOpen(Instant at) {
        var local = at.atZone(zone);
        var time = local.toLocalTime();
        return isWorked(local.toLocalDate()) && hours.get(local.getDayOfWeek()).stream()
                .anyMatch(span -> !time.isBefore(span.from()) && time.isBefore(span.to()));
    }

    /** When it opens next. */
    public ZonedDateTime opensAfter(Instant at) {
        return days(at).flatMap(day -> hours.get(day.getDayOfWeek()).stream().map(span -> at(day, span.from())))
                .filter(opens -> opens.toInstant().isAfter(at)).findFirst().orElseThrow();
    }

    /**
     * The latest time of an answer: the end of the last of {@link #answerWorkingDays}, counted from the working day on
     * which staff can first read the inquiry.
     */
    public ZonedDateTime answerBy(Instant received) {
        return answer(received).orElseThrow();
    }

    /** False if holidays leave too few working days. */
    boolean canAnswer(Instant received) {
        return answer(received).isPresent();
    }

    private Optional<ZonedDateTime> answer(Instant received) {
        return days(received).map(this::end).filter(end -> end.toInstant().isAfter(received)).skip(answerWorkingDays)
                .findFirst();
    }

    /** Holidays on regular working days until the answer. */
    public List<LocalDate> holidaysUntilAnswer(Instant received) {
        return received.atZone(zone).toLocalDate().datesUntil(answerBy(received).toLocalDate())
                .filter(day -> hours.containsKey(day.getDayOfWeek()) && !isWorked(day)).toList();
    }

    private Stream<LocalDate> days(Instant from) {
        var today = from.atZone(zone).toLocalDate();
        return today.datesUntil(today.plusDays(DAYS_AHEAD)).filter(this::isWorked);
    }

    private boolean isWorked(LocalDate day) {
        return hours.containsKey(day.getDayOfWeek()) && !closed.contains(day)
                && !closedEachYear.contains(MonthDay.from(day));
    }

    private ZonedDateTime end(LocalDate day) {
        return at(day, hours.get(day.getDayOfWeek()).getLast().to());
    }

    private ZonedDateTime at(LocalDate day, LocalTime time) {
        return ZonedDateTime.of(day, time, zone);
    }
}
