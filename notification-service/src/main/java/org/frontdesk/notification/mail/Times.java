package org.frontdesk.notification.mail;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.ibm.icu.text.CaseMap;
import org.frontdesk.notification.site.OfficeHours.Span;
import org.frontdesk.notification.site.OfficeHours;

/**
 * Times in the reader's language. The clinic's time zone is named by the site, because official names are hard to read.
 */
record Times(ReaderTexts texts, String zoneName) {

    /** "Wednesday, November 4, 2026, 6:00 PM (Kyiv time)". */
    String moment(ZonedDateTime time) {
        var parts = List.of(day(time.toLocalDate()), time(time.toLocalTime()));
        return texts.list(parts) + " (" + zoneName + ")";
    }

    /** "Nov 4, 2026, 6:00 PM", for lists. */
    String brief(ZonedDateTime time) {
        return format(DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT), time);
    }

    String day(LocalDate day) {
        return format(DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL), day);
    }

    /** One line for consecutive days with the same hours: "Monday – Friday, 9:00 AM – 6:00 PM". */
    List<String> hours(OfficeHours office) {
        var lines = new ArrayList<String>();
        for (var first = 0; first < DayOfWeek.values().length; first++) {
            var from = DayOfWeek.values()[first];
            var spans = office.hours().get(from);
            if (spans == null) {
                continue;
            }
            while (first + 1 < DayOfWeek.values().length
                    && spans.equals(office.hours().get(DayOfWeek.values()[first + 1]))) {
                first++;
            }
            lines.add(line(from, DayOfWeek.values()[first], spans));
        }
        return lines;
    }

    private String line(DayOfWeek from, DayOfWeek to, List<Span> spans) {
        var days = from == to ? name(from) : name(from) + " – " + name(to);
        var times = spans.stream().map(span -> time(span.from()) + " – " + time(span.to()));
        var line = texts.list(Stream.concat(Stream.of(days), times).toList());
        return CaseMap.toTitle().wholeString().noLowercase().apply(texts.reader(), null, line);
    }

    private String name(DayOfWeek day) {
        return day.getDisplayName(TextStyle.FULL_STANDALONE, texts.reader());
    }

    private String time(LocalTime time) {
        return format(DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT), time);
    }

    /** With the wide no-break space: the fonts of many mail clients lack the narrow one. */
    private String format(DateTimeFormatter format, TemporalAccessor time) {
        return format.withLocale(texts.reader()).format(time).replace('\u202F', '\u00A0');
    }
}
