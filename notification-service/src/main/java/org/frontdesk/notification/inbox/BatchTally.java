package org.frontdesk.notification.inbox;

import java.util.TreeMap;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What became of the records of one batch, written in the batch's own transaction, so that the sums always add up:
 * records consumed = new + duplicate + erased + tombstone + dead.
 */
class BatchTally {

    enum Became {
        new_, duplicate, erased, tombstone, dead;

        @Override
        public String toString() {
            return name().replace("_", "");
        }
    }

    /** Of a record that cannot be read, or has nothing in it. */
    static final String NO_LANGUAGE = "-";

    private record Line(String language, Became became) implements Comparable<Line> {
        @Override
        public int compareTo(Line other) {
            return (language + became).compareTo(other.language + other.became);
        }
    }

    /** Sorted, so that two instances lock the rows in one order. */
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
