package org.frontdesk.notification.console;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.frontdesk.notification.console.DeliveryList.State;
import org.frontdesk.notification.inbox.ReplySettings;
import org.frontdesk.notification.mail.Delivery.Kind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The current state: how many deliveries are in which state, and since when the oldest is owed. */
@Component
class Overview {

    /** @param oldest when the oldest of them was first owed; null for states in which nothing is owed */
    record Count(State state, Kind kind, long mails, Instant oldest) {}

    /** @param missing inquiries counted as new that are neither in the database nor purged; 0 if the account adds up */
    record Line(String language, Map<String, Long> records, Map<String, Long> mails, long missing) {

        public long consumed() {
            return records.values().stream().mapToLong(Long::longValue).sum();
        }

        public long owed() {
            return mails.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private record Sum(String language, String of, long number) {}

    private final JdbcClient db;
    private final ReplySettings replies;

    Overview(JdbcClient db, ReplySettings replies) {
        this.db = db;
        this.replies = replies;
    }

    /** Shown, because otherwise it could be seen only in the list of withheld deliveries. */
    boolean repliesOff() {
        return replies.off();
    }

    /** Each state as a constant, because it has a partial index; compared with a column, no index would be used. */
    List<Count> counts() {
        return db.sql("""
                SELECT state, kind, mails, oldest
                FROM (SELECT state, kind, sum(mails) AS mails FROM mail_count GROUP BY 1, 2 HAVING sum(mails) <> 0) counted
                LEFT JOIN (
                    SELECT state, kind, min(created_at) AS oldest FROM delivery WHERE state = 'due' GROUP BY 1, 2
                    UNION ALL
                    SELECT state, kind, min(created_at) FROM delivery WHERE state = 'sending' GROUP BY 1, 2) owed
                USING (state, kind)
                ORDER BY array_position(ARRAY['dead', 'due', 'sending', 'withheld', 'sent', 'erased'], state), kind
                """).query(Count.class).list();
    }

    /** The account by the inquiries' language. The sums are consistent, because one statement sees one snapshot. */
    List<Line> account() {
        var lines = new TreeMap<String, Map<String, Long>>();
        db.sql("""
                SELECT language, became AS of, records AS number FROM account
                UNION ALL
                SELECT language, 'mail ' || state, sum(mails) FROM mail_count GROUP BY 1, 2 HAVING sum(mails) <> 0
                UNION ALL
                SELECT language, 'kept', sum(inquiries) FROM (
                    SELECT language, count(*) AS inquiries FROM inquiry GROUP BY 1
                    UNION ALL SELECT language, inquiries FROM purged) GROUP BY 1
                """).query(Sum.class).list().forEach(
                sum -> lines.computeIfAbsent(sum.language(), ignored -> new TreeMap<>()).put(sum.of(), sum.number()));
        return lines.entrySet().stream().map(line -> line(line.getKey(), line.getValue())).toList();
    }

    private static Line line(String language, Map<String, Long> sums) {
        var records = new TreeMap<String, Long>();
        var mails = new TreeMap<String, Long>();
        sums.forEach((of, number) -> {
            if (of.startsWith("mail ")) {
                mails.put(of.substring(5), number);
            } else if (!of.equals("kept")) {
                records.put(of, number);
            }
        });
        var known = sums.getOrDefault("new", 0L) + (sums.getOrDefault("erased", 0L));
        return new Line(language, records, mails, known - sums.getOrDefault("kept", 0L));
    }
}
