package org.frontdesk.notification.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What visitors are promised: when the office is open, and by when they get an answer. */
class OfficeHoursTest {
    private static final ZoneId KYIV = ZoneId.of("Europe/Kyiv");
    private static final String DAY = "09:00-18:00";
    private final OfficeHours office = new OfficeHoursFile(
            Map.of("monday", DAY, "tuesday", DAY, "wednesday", DAY, "thursday",
                    DAY, "friday", "09:00-13:00, 14:00-16:30"),
            List.of("12-25", "2026-12-31"), 2).in(KYIV);

    /** Local times: received, when the office opens next if it is closed, answered by. */
    @ParameterizedTest
    @CsvSource({
            "in the morning,           2026-11-02T10:00, ,                2026-11-04T18:00",
            "before it opens,          2026-11-02T07:00, 2026-11-02T09:00, 2026-11-04T18:00",
            "at the minute it opens,   2026-11-02T09:00, ,                2026-11-04T18:00",
            "at the minute it closes,  2026-11-02T18:00, 2026-11-03T09:00, 2026-11-05T18:00",
            "at lunch,                 2026-11-06T13:30, 2026-11-06T14:00, 2026-11-10T18:00",
            "after Friday's close,     2026-11-06T17:00, 2026-11-09T09:00, 2026-11-11T18:00",
            "at the weekend,           2026-11-07T12:00, 2026-11-09T09:00, 2026-11-11T18:00",
            "on a holiday,             2026-12-25T10:00, 2026-12-28T09:00, 2026-12-30T18:00",
            "before a single holiday,  2026-12-30T10:00, ,                2027-01-04T18:00",
            "before a yearly holiday,  2028-12-22T10:00, ,                2028-12-27T18:00",
            "the night clocks change,  2026-10-25T03:30, 2026-10-26T09:00, 2026-10-28T18:00"})
    void an_inquiry_is_answered_after_two_working_days(String when, LocalDateTime received, LocalDateTime opens,
            LocalDateTime answer) {
        var at = received.atZone(KYIV).toInstant();
        assertThat(office.isOpen(at)).isEqualTo(opens == null);
        if (opens != null) {
            assertThat(office.opensAfter(at).toLocalDateTime()).isEqualTo(opens);
        }
        assertThat(office.answerBy(at).toLocalDateTime()).isEqualTo(answer);
        assertThat(office.answerBy(at).getZone()).isEqualTo(KYIV);
    }

    @Test
    void holidays_until_the_answer_are_listed_but_weekends_are_not() {
        assertThat(office.holidaysUntilAnswer(Instant.parse("2026-12-24T08:00:00Z")))
                .containsExactly(LocalDate.of(2026, 12, 25));
        assertThat(office.holidaysUntilAnswer(Instant.parse("2026-11-06T08:00:00Z"))).isEmpty();
    }

    @Test
    void an_error_in_the_hours_is_reported() {
        assertThat(mistakes(new OfficeHoursFile(Map.of("mon", DAY), List.of("25.12."), 0))).containsExactly(
                "office.hours.mon", "office.closed", "office.answerWorkingDays");
        for (var hours : new String[]{"9-18", "18:00-09:00", "09:00-12:00, 11:00-13:00", "", "09:00"}) {
            assertThat(mistakes(new OfficeHoursFile(Map.of("monday", hours), List.of(), 2))).as(hours)
                    .containsExactly("office.hours.monday");
        }
        assertThat(mistakes(new OfficeHoursFile(null, null, null))).containsExactly("office.hours",
                "office.answerWorkingDays");
    }

    private static List<String> mistakes(OfficeHoursFile file) {
        var keys = new ArrayList<String>();
        file.check((key, expected) -> keys.add(key));
        return keys;
    }
}
