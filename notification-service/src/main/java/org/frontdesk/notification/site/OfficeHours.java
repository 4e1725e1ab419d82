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
 * When the office is open and how soon it answers. All of it is told in the clinic's own time, wherever the server runs.
 *
 * @param hours of each day that is worked, in order of time; a day that is left out is closed
 * @param closed days on which it is closed though it would be open
 * @param closedEachYear the same, every year
 * @param answerWorkingDays how many working days an answer takes at most, besides the day on which the inquiry is read
 */
public record OfficeHours(ZoneId zone, Map<DayOfWeek, List<Span>> hours, Set<LocalDate> closed,
        Set<MonthDay> closedEachYear,
        int answerWorkingDays) {
    /** Nobody is closed for longer; it only keeps a list of nothing but holidays from being searched for ever. */
    private static final int DAYS_AHEAD = 400;

    public record Span(LocalTime from, LocalTime to) {}

    public boolean isOpen(Instant at) {
        var local = at.atZone(zone);
        var time = local.toLocalTime();
        return isWorked(local.toLocalDate()) && hours.get(local.getDayOfWeek()).stream()
                .anyMatch(span -> !time.isBefore(span.from()) && time.isBefore(span.to()));
    }

    /** When it opens next after that moment. */
    public ZonedDateTime opensAfter(Instant at) {
        return days(at).flatMap(day -> hours.get(day.getDayOfWeek()).stream().map(span -> at(day, span.from())))
                .filter(opens -> opens.toInstant().isAfter(at)).findFirst().orElseThrow();
    }

    /**
     * When an inquiry is answered at the latest: at the end of the last of {@link #answerWorkingDays}, counted from the
     * working day on which staff can first read it.
     */
    public ZonedDateTime answerBy(Instant received) {
        return answer(received).orElseThrow();
    }

    /** Whether that can be told: not where the list of holidays leaves too few days to work on. */
    boolean canAnswer(Instant received) {
        return answer(received).isPresent();
    }

    private Optional<ZonedDateTime> answer(Instant received) {
        return days(received).map(this::end).filter(end -> end.toInstant().isAfter(received)).skip(answerWorkingDays)
                .findFirst();
    }

    /** The days from then until the answer that would be worked, were they not holidays. */
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
