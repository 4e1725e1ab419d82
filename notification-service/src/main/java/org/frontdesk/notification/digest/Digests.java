package org.frontdesk.notification.digest;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.frontdesk.notification.Delivery;
import org.frontdesk.notification.Site;
import org.frontdesk.notification.digest.Digest.Failure;
import org.frontdesk.notification.digest.Digest.Item;
import org.frontdesk.notification.digest.Digest.Section;
import org.frontdesk.notification.digest.Digest.Waits;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what waits, at the moment when a digest is written: one that was held for hours tells how things are then. */
@Component
public class Digests {
    private static final int SHOWN = 30;
    private static final int READ = 5_000;
    private static final int DAYS = 7;

    private record Waiting(Waits waits, Item item) {}

    private final JdbcClient db;
    private final Site site;
    private final UnreadableRecords unreadable;
    private final DigestSettings settings;

    Digests(JdbcClient db, Site site, UnreadableRecords unreadable, DigestSettings settings) {
        this.db = db;
        this.site = site;
        this.unreadable = unreadable;
        this.settings = settings;
    }

    /** Of the inquiries whose alerts go to that recipient, and of the records that became none. */
    public Digest forThe(Delivery delivery) {
        var byWaits = new EnumMap<Waits, Map<String, Item>>(Waits.class);
        waiting().stream().filter(each -> isFor(delivery.recipient(), each.item()))
                .forEach(each -> byWaits.computeIfAbsent(each.waits(), ignored -> new LinkedHashMap<>())
                        .putIfAbsent(each.item().reference(), each.item()));
        return new Digest(byWaits.entrySet().stream().map(each -> new Section(each.getKey(), each.getValue().size(),
                each.getValue().values().stream().limit(SHOWN).toList())).toList(), unreadable.waiting(),
                failures(delivery));
    }

    private boolean isFor(String recipient, Item item) {
        return site.route(item.language(), item.topic()).to().contains(recipient);
    }

    /** Each by an index of its own; what an operator discarded is dealt with. */
    private List<Waiting> waiting() {
        return db.sql("""
                WITH waiting AS (
                    SELECT inquiry_id, state, reason FROM delivery WHERE state = 'dead'
                    UNION ALL SELECT inquiry_id, state, reason FROM delivery
                              WHERE state = 'withheld' AND reason IS DISTINCT FROM 'discarded'
                    UNION ALL SELECT inquiry_id, state, reason FROM delivery
                              WHERE state = 'due' AND owed_since < now() - :old::interval
                    UNION ALL SELECT inquiry_id, state, reason FROM delivery
                              WHERE state = 'sending' AND owed_since < now() - :old::interval)
                SELECT state, reason, reference, event ->> 'topic' AS topic, language, form, submitted_at,
                       ARRAY(SELECT jsonb_array_elements_text(event #> '{spam,reasons}')) AS spam_reasons
                FROM waiting JOIN inquiry ON inquiry.id = inquiry_id
                WHERE event IS NOT NULL AND NOT canary ORDER BY submitted_at DESC LIMIT :read
                """).param("old", settings.old().toString()).param("read", READ).query(Digests::read).list();
    }

    private static Waiting read(ResultSet row, int number) throws SQLException {
        var reason = row.getString("reason");
        var waits = waits(row.getString("state"), reason == null ? "" : reason);
        return new Waiting(waits, new Item(row.getString("reference"), row.getString("topic"),
                row.getString("language"), row.getString("form"), row.getTimestamp("submitted_at").toInstant(),
                List.of((String[]) row.getArray("spam_reasons").getArray()),
                row.getString("state").equals("withheld") ? null : reason));
    }

    private static Waits waits(String state, String reason) {
        return switch (state) {
            case "dead" -> reason.startsWith("unknown:") ? Waits.unknown : Waits.dead;
            case "withheld" -> Set.of("spam", "suspect").contains(reason) ? Waits.withheld : Waits.unanswered;
            default -> Waits.old;
        };
    }

    /** Of the days before, since the first that one was made for this recipient. */
    private List<Failure> failures(Delivery delivery) {
        var days = Stream.iterate(LocalDate.now(site.zone()).minusDays(DAYS), day -> day.plusDays(1)).limit(DAYS + 1)
                .toList();
        var rows = rows(days, delivery.recipient());
        var failures = new ArrayList<Failure>();
        var begun = false;
        for (var day : days) {
            var id = DailyDigest.id(day, delivery.recipient());
            if (id.equals(delivery.id())) {
                break;
            }
            begun = begun || rows.containsKey(id);
            if (begun && !"sent".equals(rows.get(id))) {
                failures.add(new Failure(day, rows.get(id)));
            }
        }
        return failures;
    }

    /** By id: {@code sent}, or why it was not. */
    private Map<UUID, String> rows(List<LocalDate> days, String recipient) {
        var rows = new HashMap<UUID, String>();
        db.sql("SELECT id, CASE WHEN state = 'sent' THEN state ELSE coalesce(reason, state) END AS became"
                + " FROM delivery WHERE id = ANY (:ids)")
                .param("ids", days.stream().map(day -> DailyDigest.id(day, recipient)).toArray(UUID[]::new))
                .query((ResultSet row) -> {
                    rows.put(row.getObject("id", UUID.class), row.getString("became"));
                });
        return rows;
    }
}
