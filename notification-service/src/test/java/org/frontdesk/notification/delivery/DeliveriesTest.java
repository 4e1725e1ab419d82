package org.frontdesk.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.frontdesk.notification.Delivery;
import org.frontdesk.notification.Delivery.Kind;
import org.frontdesk.notification.Engines;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two instances on one database. */
class DeliveriesTest {
    private final JdbcClient db = Engines.emptyDatabase();
    private final Instance first = new Instance(db, settings());
    private final Instance second = new Instance(db, settings());
    private final Deliveries ofFirst = new Deliveries(db, first);
    private final Deliveries ofSecond = new Deliveries(db, second);

    @BeforeEach
    void bothAlive() {
        first.beat();
        second.beat();
    }

    @Test
    void a_mail_is_claimed_once() throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            owe(Kind.alert);
        }
        var claimed = new ConcurrentLinkedQueue<UUID>();
        var one = Thread.ofVirtual().start(() -> claimAll(ofFirst, claimed));
        claimAll(ofSecond, claimed);
        one.join();
        assertThat(new HashSet<>(claimed)).hasSize(100).hasSameSizeAs(claimed);
    }

    @Test
    void alerts_go_before_replies() {
        owe(Kind.reply);
        owe(Kind.alert);
        assertThat(ofFirst.claim()).get().extracting(Delivery::kind).isEqualTo(Kind.alert);
    }

    @Test
    void an_instance_that_does_not_beat_claims_nothing() {
        owe(Kind.alert);
        end(first);
        assertThat(ofFirst.claim()).isEmpty();
    }

    @Test
    void what_an_instance_had_claimed_is_free_when_it_no_longer_beats() {
        owe(Kind.alert);
        var lost = ofFirst.claim().orElseThrow();
        assertThat(ofSecond.freeAbandoned()).isZero();
        end(first);
        assertThat(ofSecond.freeAbandoned()).isEqualTo(1);
        assertThat(ofSecond.claim()).get().extracting(Delivery::id).isEqualTo(lost.id());
        assertThat(doubtful(lost)).isEqualTo(1);
    }

    @Test
    void an_answer_of_the_database_that_never_came_does_not_strand_a_mail() {
        owe(Kind.alert);
        var inHand = ofFirst.claim().orElseThrow();
        db.sql("UPDATE delivery SET changed_at = now() - interval '31 seconds'").update();
        assertThat(ofFirst.freeForgotten()).isZero();
        var forgetful = new Deliveries(db, first);
        assertThat(forgetful.freeForgotten()).isEqualTo(1);
        assertThat(ofSecond.claim()).get().extracting(Delivery::id).isEqualTo(inHand.id());
    }

    @Test
    void right_after_an_outage_of_the_database_nobody_takes_over() {
        assertThat(first.beat()).isFalse();
    }

    @Test
    void an_outcome_that_comes_after_the_lease_ran_out_changes_nothing() {
        owe(Kind.alert);
        var lost = ofFirst.claim().orElseThrow();
        end(first);
        ofSecond.freeAbandoned();
        var taken = ofSecond.claim().orElseThrow();
        assertThat(ofFirst.sent(lost, "250 ok")).isFalse();
        assertThat(ofSecond.dead(taken, "no such mailbox")).isTrue();
        assertThat(state(lost)).isEqualTo("dead");
    }

    @Test
    void an_alert_that_may_have_gone_out_three_times_is_left_to_an_operator() {
        assertThat(goesOut(Kind.alert)).isEqualTo(3);
    }

    @Test
    void a_reply_that_may_have_gone_out_twice_is_left_to_an_operator() {
        assertThat(goesOut(Kind.reply)).isEqualTo(2);
    }

    @Test
    void a_mail_that_is_put_off_is_not_due_before_its_time() {
        owe(Kind.alert);
        ofFirst.again(ofFirst.claim().orElseThrow(), "451 try later", Duration.ofHours(1));
        assertThat(ofSecond.claim()).isEmpty();
    }

    private int goesOut(Kind kind) {
        owe(kind);
        int times = 0;
        for (var mail = ofFirst.claim(); mail.isPresent(); mail = ofFirst.claim()) {
            times++;
            ofFirst.doubtful(mail.get(), "the connection ended", Duration.ZERO);
        }
        assertThat(db.sql("SELECT state || ' ' || reason FROM delivery").query(String.class).single())
                .startsWith("dead unknown: ");
        return times;
    }

    private void owe(Kind kind) {
        var inquiry = UUID.randomUUID();
        db.sql("INSERT INTO inquiry (id, reference, form, language, submitted_at, content_hash, event)"
                + " VALUES (:id, 'r', 'f', 'en', now(), :id::text, '{}')").param("id", inquiry)
                .update();
        db.sql("""
                INSERT INTO delivery (id, inquiry_id, kind, recipient, language, state)
                VALUES (:id, :inquiry, :kind, 'a@example.org', 'en', 'due')
                """).param("id", Delivery.id(inquiry, kind, "a@example.org")).param("inquiry", inquiry)
                .param("kind", kind.name()).update();
    }

    private void end(Instance instance) {
        db.sql("UPDATE instance SET beat_at = now() - interval '31 seconds' WHERE id = :id").param("id", instance.id())
                .update();
    }

    private static void claimAll(Deliveries deliveries, ConcurrentLinkedQueue<UUID> claimed) {
        for (var mail = deliveries.claim(); mail.isPresent(); mail = deliveries.claim()) {
            claimed.add(mail.get().id());
        }
    }

    private String state(Delivery delivery) {
        return db.sql("SELECT state FROM delivery WHERE id = :id").param("id", delivery.id()).query(String.class)
                .single();
    }

    private int doubtful(Delivery delivery) {
        return db.sql("SELECT doubtful FROM delivery WHERE id = :id").param("id", delivery.id()).query(Integer.class)
                .single();
    }

    private static DeliverySettings settings() {
        return new DeliverySettings(1, Duration.ofSeconds(30), Duration.ofSeconds(1), List.of(Duration.ofSeconds(10)),
                Duration.ofSeconds(10), Duration.ofDays(5), Duration.ofDays(1));
    }
}
