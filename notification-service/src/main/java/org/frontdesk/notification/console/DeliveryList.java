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

import org.frontdesk.notification.delivery.DeliveryReasons;
import org.frontdesk.notification.mail.Delivery.Kind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists deliveries page by page, the newest first. */
@Component
class DeliveryList {
    static final int MAX_LIMIT = 200;

    /** @param next the cursor of the next page; null at the end */
    record Page(List<Row> mails, String next) {}

    private final JdbcClient db;

    DeliveryList(JdbcClient db) {
        this.db = db;
    }

    /**
     * A delivery that keeps the requested state is on exactly one page, whatever else changes. The limit is not checked
     * by Bean Validation, whose problem document does not name the parameter.
     */
    Page page(Filter filter, Cursor after, int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw ProblemException.malformed("limit: expected a number from 1 to " + MAX_LIMIT);
        }
        var rows = db
                .sql("SELECT * FROM (" + union(filter.state()) + ") ORDER BY created_at DESC, id DESC LIMIT :limit")
                .param("kind", filter.kindName()).param("language", filter.languageOrNull())
                .param("createdAt", after.createdAt().atOffset(ZoneOffset.UTC)).param("id", after.id())
                .param("limit", limit + 1).query(Row.class).list();
        if (rows.size() <= limit) {
            return new Page(rows, null);
        }
        var last = rows.get(limit - 1);
        return new Page(rows.subList(0, limit), new Cursor(last.createdAt(), last.id()).toString());
    }

    Row one(UUID id) {
        return db
                .sql("SELECT " + Row.COLUMNS
                        + " FROM delivery LEFT JOIN inquiry ON inquiry.id = inquiry_id WHERE delivery.id = :id")
                .param("id", id).query(Row.class).optional()
                .orElseThrow(() -> ProblemException.unknown("There is no such mail"));
    }

    /** One query per state, with the state as a constant: each has its own partial index, or few rows. */
    private static String union(State state) {
        return (state == null ? Stream.of(State.values()) : Stream.of(state))
                .map(each -> "(SELECT " + Row.COLUMNS + """
                 FROM delivery LEFT JOIN inquiry ON inquiry.id = inquiry_id
                WHERE state = '%s' AND (created_at, delivery.id) < (:createdAt, :id)
                  AND (:kind::text IS NULL OR kind = :kind) AND (:language::text IS NULL OR delivery.language = :language)
                ORDER BY created_at DESC, delivery.id DESC LIMIT :limit)""".formatted(each))
                .collect(Collectors.joining(" UNION ALL "));
    }

    /** The values in the database and the API. */
    enum State {
        due, sending, sent, dead, withheld, erased
    }

    /** Which deliveries; null matches any. */
    record Filter(State state, Kind kind, String language) {

        public String kindName() {
            return kind == null ? null : kind.name();
        }

        public String languageOrNull() {
            return language == null || language.isBlank() ? null : language;
        }
    }

    /** Where the next page begins: after the row with this time and id, which never change. */
    record Cursor(Instant createdAt, UUID id) {
        // Later than any row, with the greatest id, so that no row is skipped.
        static final Cursor START = new Cursor(Instant.parse("9999-01-01T00:00:00Z"), new UUID(-1, -1));

        /** @throws ProblemException if it is not the cursor of a page */
        static Cursor of(String text) {
            if (text == null || text.isEmpty()) {
                return START;
            }
            try {
                var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ");
                var createdAt = Instant.parse(parts[0]);
                if (createdAt.isBefore(Instant.EPOCH) || createdAt.isAfter(START.createdAt())) {
                    throw new IllegalArgumentException("out of the database's range");
                }
                return new Cursor(createdAt, UUID.fromString(parts[1]));
            } catch (DateTimeParseException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                throw ProblemException.malformed("cursor: expected `next` of the page before, as it was given");
            }
        }

        @Override
        public String toString() {
            return Base64.getUrlEncoder().withoutPadding()
                    .encodeToString((createdAt + " " + id).getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * A delivery as operators see it.
     *
     * @param reference of its inquiry; null for a digest, as is the inquiry's id
     * @param language in which it is written
     * @param reason why it is in this state, or why the last attempt failed
     * @param doubtful attempts of which it is unknown whether the relay accepted the mail
     * @param nextAttemptAt when it is retried; null if it is not
     */
    record Row(UUID id, UUID inquiryId, String reference, Kind kind, String recipient, String language,
            boolean minimal, State state, String reason, int attempt, int doubtful, Instant nextAttemptAt,
            String relayReply, Instant createdAt, Instant changedAt) {

        static final String COLUMNS = """
                delivery.id, inquiry_id, reference, kind, recipient, delivery.language, minimal, state, reason,
                attempt - held AS attempt, doubtful,
                CASE WHEN state = 'due' THEN next_attempt_at END AS next_attempt_at, relay_reply, created_at, changed_at
                """;

        /** It is unknown whether it arrived; another attempt may be a duplicate. */
        public boolean isUncertain() {
            return doubtful > 0;
        }

        public boolean isRetryable() {
            return state == State.dead || state == State.due;
        }

        public boolean isReleasable() {
            return state == State.withheld && !DeliveryReasons.DISCARDED.equals(reason);
        }

        public boolean isDiscardable() {
            return state == State.due || state == State.dead || isReleasable();
        }
    }
}
