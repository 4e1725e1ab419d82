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
    enum Became {
        NEW, DUPLICATE, ERASED, TOMBSTONE, DEAD;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** For a record that cannot be read, or is empty. */
    static final String NO_LANGUAGE = "-";

    private record Line(String language, Became became) implements Comparable<Line> {
        @Override
        public int compareTo(Line other) {
            return (language + became).compareTo(other.language + other.became);
        }
    }

    /** Sorted, so that all instances lock the rows in the same order. */
    private final TreeMap<Line, Integer> lines = new TreeMap<>();

    void count(String language, Became became, int records) {
        lines.merge(new Line(language, became), records, Integer::sum);
    }

    void write(JdbcClient db) {
        lines.forEach((line, records) -> db.sql("""
                INSERT INTO account (language, became, records) VALUES (:language, :became, :records)
                ON CONFLICT (language, became) DO UPDATE SET records = account.records + excluded.records
                """).param("language", line.language()).param("became", line.became().toString())
                .param("records", records).update());
    }
}
