package org.frontdesk.notification.console;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.frontdesk.notification.console.DeliveryList.Filter.State;
import org.frontdesk.notification.mail.Delivery.Kind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists mails page by page, those that were owed last first. */
@Component
class DeliveryList {
    static final int LONGEST = 200;

    /** @param next the cursor of the page after this; null at the end */
    record Page(List<DeliveryRow> mails, String next) {}

    private final JdbcClient db;

    DeliveryList(JdbcClient db) {
        this.db = db;
    }

    /** A mail that is in the wanted state all the while is on exactly one page, whatever else changes meanwhile. */
    Page page(Filter filter, Cursor after, int limit) {
        if (limit < 1 || limit > LONGEST) {
            throw Refused.malformed("limit: expected a number from 1 to " + LONGEST);
        }
        var rows = db
                .sql("SELECT * FROM (" + union(filter.state()) + ") ORDER BY created_at DESC, id DESC LIMIT :limit")
                .param("kind", filter.kindName()).param("language", filter.languageOrNull())
                .param("createdAt", after.createdAt().atOffset(ZoneOffset.UTC)).param("id", after.id())
                .param("limit", limit + 1).query(DeliveryRow.class).list();
        if (rows.size() <= limit) {
            return new Page(rows, null);
        }
        var last = rows.get(limit - 1);
        return new Page(rows.subList(0, limit), new Cursor(last.createdAt(), last.id()).toString());
    }

    DeliveryRow one(UUID id) {
        return db
                .sql("SELECT " + DeliveryRow.COLUMNS
                        + " FROM delivery LEFT JOIN inquiry ON inquiry.id = inquiry_id WHERE delivery.id = :id")
                .param("id", id).query(DeliveryRow.class).optional()
                .orElseThrow(() -> Refused.unknown("There is no such mail"));
    }

    /** Each state by itself and as a constant, for each has an index of its own, or few rows. */
    private static String union(State state) {
        return (state == null ? Stream.of(State.values()) : Stream.of(state))
                .map(each -> "(SELECT " + DeliveryRow.COLUMNS + """
                 FROM delivery LEFT JOIN inquiry ON inquiry.id = inquiry_id
                WHERE state = '%s' AND (created_at, delivery.id) < (:createdAt, :id)
                  AND (:kind::text IS NULL OR kind = :kind) AND (:language::text IS NULL OR delivery.language = :language)
                ORDER BY created_at DESC, delivery.id DESC LIMIT :limit)""".formatted(each))
                .collect(Collectors.joining(" UNION ALL "));
    }

    /** Which mails. What is null matches any. */
    record Filter(State state, Kind kind, String language) {

        enum State {
            due, sending, sent, dead, withheld, erased
        }

        public String kindName() {
            return kind == null ? null : kind.name();
        }

        public String languageOrNull() {
            return language == null || language.isBlank() ? null : language;
        }
    }

    /** Where a list goes on: after the row with this time and id, which never change. */
    record Cursor(Instant createdAt, UUID id) {
        // Later than any row; the greatest id, so that nothing is left out.
        static final Cursor START = new Cursor(Instant.parse("9999-01-01T00:00:00Z"), new UUID(-1, -1));

        /** @throws Refused where it is not one that a list gave */
        static Cursor of(String text) {
            if (text == null || text.isEmpty()) {
                return START;
            }
            try {
                var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ");
                var createdAt = Instant.parse(parts[0]);
                if (createdAt.isBefore(Instant.EPOCH) || createdAt.isAfter(START.createdAt())) {
                    throw new IllegalArgumentException("a time that the database may not even know");
                }
                return new Cursor(createdAt, UUID.fromString(parts[1]));
            } catch (DateTimeParseException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                throw Refused.malformed("cursor: expected `next` of the page before, as it was given");
            }
        }

        @Override
        public String toString() {
            return Base64.getUrlEncoder().withoutPadding()
                    .encodeToString((createdAt + " " + id).getBytes(StandardCharsets.UTF_8));
        }
    }
}
