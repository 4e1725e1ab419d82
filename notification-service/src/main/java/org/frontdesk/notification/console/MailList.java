package org.frontdesk.notification.console;

import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.frontdesk.notification.console.MailFilter.State;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists mails page by page, those that were owed last first. */
@Component
class MailList {
    static final int LONGEST = 200;

    /** @param next the cursor of the page after this; null at the end */
    record Page(List<Mail> mails, String next) {}

    private final JdbcClient db;

    MailList(JdbcClient db) {
        this.db = db;
    }

    /** A mail that is in the wanted state all the while is on exactly one page, whatever else changes meanwhile. */
    Page page(MailFilter filter, Cursor after, int limit) {
        if (limit < 1 || limit > LONGEST) {
            throw Refused.malformed("limit: expected a number from 1 to " + LONGEST);
        }
        var rows = db
                .sql("SELECT * FROM (" + union(filter.state()) + ") ORDER BY created_at DESC, id DESC LIMIT :limit")
                .param("kind", filter.kindName()).param("language", filter.languageOrNull())
                .param("createdAt", after.createdAt().atOffset(ZoneOffset.UTC)).param("id", after.id())
                .param("limit", limit + 1).query(Mail.class).list();
        if (rows.size() <= limit) {
            return new Page(rows, null);
        }
        var last = rows.get(limit - 1);
        return new Page(rows.subList(0, limit), new Cursor(last.createdAt(), last.id()).toString());
    }

    Mail one(UUID id) {
        return db
                .sql("SELECT " + Mail.COLUMNS
                        + " FROM delivery LEFT JOIN inquiry ON inquiry.id = inquiry_id WHERE delivery.id = :id")
                .param("id", id).query(Mail.class).optional()
                .orElseThrow(() -> Refused.unknown("There is no such mail"));
    }

    /** Each state by itself and as a constant, for each has an index of its own, or few rows. */
    private static String union(State state) {
        return (state == null ? Stream.of(State.values()) : Stream.of(state)).map(each -> "(SELECT " + Mail.COLUMNS + """
                 FROM delivery LEFT JOIN inquiry ON inquiry.id = inquiry_id
                WHERE state = '%s' AND (created_at, delivery.id) < (:createdAt, :id)
                  AND (:kind::text IS NULL OR kind = :kind) AND (:language::text IS NULL OR delivery.language = :language)
                ORDER BY created_at DESC, delivery.id DESC LIMIT :limit)""".formatted(each))
                .collect(Collectors.joining(" UNION ALL "));
    }
}
