package org.frontdesk.notification.digest;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.frontdesk.notification.delivery.DeliveryReasons;
import org.frontdesk.notification.mail.Delivery;
import org.frontdesk.notification.mail.Digest.Failure;
import org.frontdesk.notification.mail.Digest.Item;
import org.frontdesk.notification.mail.Digest.Section;
import org.frontdesk.notification.mail.Digest.Attention;
import org.frontdesk.notification.mail.Digest;
import org.frontdesk.notification.site.Site;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Compiles a digest's content when it is composed, so that one that was held for hours is still up to date. */
@Component
public class Digests implements Digest.Source {
    /** A condition on a digest's row. */
    static final String DEALT_WITH = "(state = 'sent' OR state = 'withheld' AND reason = '"
            + DeliveryReasons.DISCARDED + "')";
    private static final int SHOWN = 30;
    private static final int DAYS = 7;
    /** How long a digest's row is needed: without today's it would be sent again. */
    public static final Duration LOOKS_BACK = Duration.ofDays(DAYS + 1);

    /** @param alike how many inquiries with the same language and topic wait for the same reason */
    private record Waiting(Attention attention, int alike, Item item) {}

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

    /** About the inquiries whose alerts go to that recipient, and all dead letters. */
    @Override
    public Digest contentOf(Delivery delivery) {
        var byAttention = waiting().stream().filter(each -> isFor(delivery.recipient(), each.item()))
                .collect(Collectors.groupingBy(Waiting::attention, () -> new EnumMap<>(Attention.class),
                        Collectors.toList()));
        return new Digest(byAttention.entrySet().stream().map(each -> section(each.getKey(), each.getValue())).toList(),
                unreadable.waiting(), failures(delivery));
    }

    private boolean isFor(String recipient, Item item) {
        return site.route(item.language(), item.topic()).to().contains(recipient);
    }

    private static Section section(Attention attention, List<Waiting> waiting) {
        var items = new LinkedHashMap<String, Item>();
        var inquiries = new HashMap<List<String>, Integer>();
        waiting.forEach(each -> {
            items.putIfAbsent(each.item().reference(), each.item());
            inquiries.put(Arrays.asList(each.item().language(), each.item().topic()), each.alike());
        });
        return new Section(attention, inquiries.values().stream().mapToInt(Integer::intValue).sum(),
                items.values().stream().limit(SHOWN).toList());
    }

    /**
     * Each subquery has its own index. What an operator discarded is not listed. At most as many per language and
     * topic, by which they are routed, as one digest shows, with the total: a month of spam displaces nothing else.
     */
    private List<Waiting> waiting() {
        return db.sql("""
                WITH waiting AS (
                    SELECT inquiry_id, CASE WHEN starts_with(reason, :unknown) THEN 'unknown' ELSE 'dead' END AS attention, reason
                    FROM delivery WHERE state = 'dead'
                    UNION ALL
                    SELECT inquiry_id, CASE WHEN reason IN ('spam', 'suspect') THEN 'withheld' ELSE 'unanswered' END, NULL
                    FROM delivery
                    WHERE state = 'withheld' AND coalesce(reason, '') NOT IN (:discarded, :repliesOff)
                    UNION ALL
                    SELECT inquiry_id, 'old', reason FROM delivery
                    WHERE state = 'due' AND owed_since < now() - :old::interval
                    UNION ALL
                    SELECT inquiry_id, 'old', reason FROM delivery
                    WHERE state = 'sending' AND owed_since < now() - :old::interval),
                ranked AS (
                    SELECT inquiry_id, attention, reason, language, event ->> 'topic' AS topic,
                           dense_rank() OVER (PARTITION BY attention, language, event ->> 'topic'
                                              ORDER BY submitted_at DESC, inquiry_id) AS place
                    FROM waiting JOIN inquiry ON inquiry.id = inquiry_id WHERE event IS NOT NULL AND NOT canary),
                counted AS (
                    SELECT inquiry_id, attention, reason, topic, place,
                           max(place) OVER (PARTITION BY attention, language, topic) AS alike FROM ranked)
                SELECT attention, reason, alike, reference, topic, language, form, submitted_at,
                       ARRAY(SELECT jsonb_array_elements_text(event #> '{spam,reasons}')) AS spam_reasons
                FROM counted JOIN inquiry ON inquiry.id = inquiry_id WHERE place <= :shown
                ORDER BY submitted_at DESC, inquiry_id
                """).param("old", settings.old().toString()).param("shown", SHOWN)
                .param("unknown", DeliveryReasons.UNKNOWN).param("discarded", DeliveryReasons.DISCARDED)
                .param("repliesOff", DeliveryReasons.REPLIES_OFF).query(Digests::read).list();
    }

    private static Waiting read(ResultSet row, int number) throws SQLException {
        return new Waiting(Attention.valueOf(row.getString("attention")), row.getInt("alike"),
                new Item(row.getString("reference"), row.getString("topic"), row.getString("language"),
                        row.getString("form"), row.getTimestamp("submitted_at").toInstant(),
                        List.of((String[]) row.getArray("spam_reasons").getArray()), row.getString("reason")));
    }

    /** Of the days before this digest, from the first one for this recipient. */
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

    /** By id: {@code sent}, or why it was not. Discarded counts as sent, because an operator knows of it. */
    private Map<UUID, String> rows(List<LocalDate> days, String recipient) {
        var rows = new HashMap<UUID, String>();
        db.sql("SELECT id, CASE WHEN " + DEALT_WITH + " THEN 'sent' ELSE coalesce(reason, state) END AS became"
                + " FROM delivery WHERE id = ANY (:ids)")
                .param("ids", days.stream().map(day -> DailyDigest.id(day, recipient)).toArray(UUID[]::new))
                .query((ResultSet row) -> {
                    rows.put(row.getObject("id", UUID.class), row.getString("became"));
                });
        return rows;
    }
}
