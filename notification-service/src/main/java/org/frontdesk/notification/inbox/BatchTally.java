package org.frontdesk.notification.inbox;

import java.util.Locale;
import java.util.TreeMap;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts the outcomes of one batch's records, in the batch's transaction, so that the account always adds up: records
 * consumed = new + duplicate + erased + tombstone + dead.
 */
class BatchTally {

    /** The names in lower case are the values in the database and the metrics. */
    enum RecordOutcome {
        NEW, DUPLICATE, ERASED, TOMBSTONE, DEAD;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** For tombstones, and for records that cannot be read or stored. */
    static final String NO_LANGUAGE = "-";

    private record Line(String language, RecordOutcome outcome) implements Comparable<Line> {
        @Override
        public int compareTo(Line other) {
            return (language + outcome).compareTo(other.language + other.outcome);
        }
    }

    /** Sorted, so that all instances lock the rows in the same order. */
    private final TreeMap<Line, Integer> lines = new TreeMap<>();

    void count(String language, RecordOutcome outcome, int records) {
        lines.merge(new Line(language, outcome), records, Integer::sum);
    }

    void write(JdbcClient db) {
        lines.forEach((line, records) -> db.sql("""
                INSERT INTO account (language, became, records) VALUES (:language, :became, :records)
                ON CONFLICT (language, became) DO UPDATE SET records = account.records + excluded.records
                """).param("language", line.language()).param("became", line.outcome().toString())
                .param("records", records).update());
    }
}
