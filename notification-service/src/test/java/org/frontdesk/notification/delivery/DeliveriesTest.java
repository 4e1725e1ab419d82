package org.frontdesk.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.frontdesk.notification.Delivery;
import org.frontdesk.notification.Delivery.Kind;
import org.frontdesk.notification.Engines;
import org.frontdesk.notification.delivery.Scribe.Sent;
import org.frontdesk.notification.liveness.LivenessSettings;
import org.frontdesk.notification.liveness.Loops;
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
        assertThat(claim(ofFirst)).get().extracting(Delivery::kind).isEqualTo(Kind.alert);
    }

    @Test
    void an_instance_that_does_not_beat_claims_nothing() {
        owe(Kind.alert);
        end(first);
        assertThat(claim(ofFirst)).isEmpty();
    }

    @Test
    void what_an_instance_had_claimed_is_free_when_it_no_longer_beats() {
        owe(Kind.alert);
        var lost = claim(ofFirst).orElseThrow();
        assertThat(ofSecond.freeAbandoned()).isZero();
        end(first);
        assertThat(ofSecond.freeAbandoned()).isEqualTo(1);
        assertThat(claim(ofSecond)).get().extracting(Delivery::id).isEqualTo(lost.id());
        assertThat(doubtful(lost)).isEqualTo(1);
    }

    @Test
    void an_answer_of_the_database_that_never_came_does_not_strand_a_mail() {
        owe(Kind.alert);
        var inHand = claim(ofFirst).orElseThrow();
        db.sql("UPDATE delivery SET changed_at = now() - interval '31 seconds'").update();
        assertThat(ofFirst.freeForgotten()).isZero();
        var forgetful = new Deliveries(db, first);
        assertThat(forgetful.freeForgotten()).isEqualTo(1);
        assertThat(claim(ofSecond)).get().extracting(Delivery::id).isEqualTo(inHand.id());
    }

    @Test
    void right_after_an_outage_of_the_database_nobody_takes_over() {
        assertThat(first.beat()).isFalse();
    }

    @Test
    void an_outcome_that_comes_after_the_lease_ran_out_changes_nothing() {
        owe(Kind.alert);
        var lost = claim(ofFirst).orElseThrow();
        end(first);
        ofSecond.freeAbandoned();
        var taken = claim(ofSecond).orElseThrow();
        assertThat(ofFirst.sent(List.of(new Sent(lost, "250 ok")))).isZero();
        assertThat(ofSecond.dead(taken, "no such mailbox")).isTrue();
        assertThat(state(lost)).isEqualTo("dead");
    }

    @Test
    void a_mail_that_was_sent_after_it_was_freed_is_sent_where_nobody_claimed_it_since() {
        owe(Kind.alert);
        var slow = ofFirst.claim(1);
        ofFirst.giveBack(slow);
        assertThat(ofFirst.sent(List.of(new Sent(slow.getFirst(), "250 ok")))).isEqualTo(1);
        assertThat(state(slow.getFirst())).isEqualTo("sent");
        assertThat(doubtful(slow.getFirst())).isZero();
    }

    @Test
    void a_mail_that_was_sent_though_it_was_given_back_and_claimed_again_is_a_possible_double() {
        owe(Kind.alert);
        var slow = ofFirst.claim(1);
        ofFirst.giveBack(slow);
        claim(ofSecond).orElseThrow();
        assertThat(ofFirst.sent(List.of(new Sent(slow.getFirst(), "250 ok")))).isZero();
        assertThat(doubtful(slow.getFirst())).isEqualTo(1);
        assertThat(state(slow.getFirst())).isEqualTo("sending");
    }

    @Test
    void what_was_taken_over_from_an_instance_is_counted_as_a_possible_double_once() {
        owe(Kind.alert);
        var lost = claim(ofFirst).orElseThrow();
        end(first);
        ofSecond.freeAbandoned();
        claim(ofSecond).orElseThrow();
        ofFirst.sent(List.of(new Sent(lost, "250 ok")));
        assertThat(doubtful(lost)).isEqualTo(1);
    }

    @Test
    void a_claim_that_the_database_answers_after_half_a_lease_is_given_back() throws Exception {
        owe(Kind.alert);
        var settings = settings(Duration.ofSeconds(1));
        var instance = new Instance(db, settings);
        var deliveries = new Deliveries(db, instance);
        var claims = new Claims(deliveries, instance, settings);
        instance.beat();
        claimSlowly(claims);
        assertThat(db.sql("SELECT held FROM delivery").query(Integer.class).single()).as("given back")
                .isEqualTo(1);
    }

    @Test
    void a_claim_that_is_answered_too_late_and_cannot_be_given_back_at_once_is_not_stranded() throws Exception {
        owe(Kind.alert);
        db.sql("CREATE FUNCTION away() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN RAISE EXCEPTION 'away' USING ERRCODE = '53100'; END $$").update();
        db.sql("CREATE TRIGGER away BEFORE UPDATE ON delivery FOR EACH ROW WHEN (NEW.held > OLD.held)"
                + " EXECUTE FUNCTION away()").update();
        var settings = settings(Duration.ofSeconds(1));
        var instance = new Instance(db, settings);
        var deliveries = new Deliveries(db, instance);
        var claims = new Claims(deliveries, instance, settings);
        instance.beat();
        claimSlowly(claims);
        assertThat(db.sql("SELECT state FROM delivery").query(String.class).single()).isEqualTo("sending");
        db.sql("DROP FUNCTION away CASCADE").update();
        await().until(() -> { // as the heartbeat and the couriers do
            instance.beat();
            deliveries.freeForgotten();
            return claims.next().isPresent();
        });
    }

    private void claimSlowly(Claims claims) throws InterruptedException {
        var lock = Thread.ofPlatform().start(this::lockDeliveriesForLongerThanHalfALease);
        await().until(() -> db
                .sql("SELECT count(*) FROM pg_locks WHERE mode = 'ExclusiveLock' AND relation = 'delivery'::regclass")
                .query(Integer.class).single() == 1);
        claims.next();
        lock.join();
    }

    private void lockDeliveriesForLongerThanHalfALease() {
        db.sql("DO $$ BEGIN LOCK TABLE delivery IN EXCLUSIVE MODE; PERFORM pg_sleep(0.7); END $$").update();
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
        ofFirst.again(claim(ofFirst).orElseThrow(), "451 try later", Duration.ofHours(1));
        assertThat(claim(ofSecond)).isEmpty();
    }

    @Test
    void of_mails_sent_together_each_counts_for_itself() {
        owe(Kind.alert);
        owe(Kind.alert);
        owe(Kind.alert);
        var three = ofFirst.claim(3);
        db.sql("UPDATE delivery SET attempt = 9 WHERE id = :id").param("id", three.get(1).id()).update();
        assertThat(ofFirst.sent(three.stream().map(mail -> new Sent(mail, "250 " + mail.id())).toList())).isEqualTo(2);
        assertThat(state(three.get(1))).isEqualTo("sending");
        assertThat(db.sql("SELECT count(*) FROM delivery WHERE state = 'sent' AND relay_reply = '250 ' || id")
                .query(Integer.class).single()).isEqualTo(2);
    }

    @Test
    void what_was_claimed_ahead_and_not_begun_is_due_again_and_no_possible_double() {
        owe(Kind.alert);
        owe(Kind.reply);
        var two = ofFirst.claim(4);
        ofFirst.giveBack(two);
        assertThat(ofSecond.claim(4)).extracting(Delivery::kind).containsExactly(Kind.alert, Kind.reply);
        assertThat(doubtful(two.getFirst())).isZero();
    }

    @Test
    void an_instance_that_stood_still_for_a_lease_hands_over_nothing_of_what_it_had_claimed()
            throws InterruptedException {
        owe(Kind.alert);
        owe(Kind.alert);
        var brief = new Instance(db, settings(Duration.ofSeconds(2)));
        brief.beat();
        var ahead = new Claims(new Deliveries(db, brief), brief, settings());
        assertThat(ahead.next()).isPresent();
        await().pollDelay(Duration.ofSeconds(2)).until(() -> ahead.next().isEmpty());
        assertThat(ofSecond.claim(4)).hasSize(1);
    }

    @Test
    void a_mail_that_is_erased_while_it_waits_claimed_is_not_handed_over_and_holds_up_no_other()
            throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            owe(Kind.alert);
        }
        var ahead = new Claims(ofFirst, first, settings());
        var begun = ahead.next().orElseThrow();
        var waiting = db.sql("SELECT id FROM delivery WHERE state = 'sending' AND id <> :begun")
                .param("begun", begun.id())
                .query(UUID.class).list();
        assertThat(waiting).hasSize(3);
        db.sql("UPDATE delivery SET state = 'erased', recipient = '', instance_id = NULL WHERE id = ANY (:two)")
                .param("two", waiting.subList(0, 2).toArray(UUID[]::new)).update();
        await().pollDelay(Duration.ofMillis(150)).until(() -> true); // longer than a claim counts as fresh
        assertThat(ahead.next()).get().extracting(Delivery::id).isEqualTo(waiting.get(2));
        assertThat(ahead.next()).isEmpty();
    }

    @Test
    void each_attempt_that_came_to_nothing_is_kept_but_the_last_which_stands_in_the_mail() {
        owe(Kind.alert);
        ofFirst.again(claim(ofFirst).orElseThrow(), "451 first", Duration.ZERO);
        ofFirst.doubtful(claim(ofFirst).orElseThrow(), "second", Duration.ZERO);
        ofFirst.dead(claim(ofFirst).orElseThrow(), "550 third");
        assertThat(db.sql("SELECT number || ' ' || answer FROM attempt ORDER BY number").query(String.class).list())
                .containsExactly("1 451 first", "2 second");
        assertThat(db.sql("SELECT reason FROM delivery").query(String.class).single()).isEqualTo("550 third");
    }

    @Test
    void waiting_for_a_relay_that_cannot_be_used_is_no_try_and_leaves_no_line() {
        owe(Kind.alert);
        for (int cycle = 0; cycle < 10; cycle++) {
            ofFirst.held(claim(ofFirst).orElseThrow(), "connection refused", Duration.ZERO);
            ofFirst.giveBack(List.of(claim(ofFirst).orElseThrow()));
        }
        var tried = claim(ofFirst).orElseThrow();
        assertThat(tried.tries()).isEqualTo(1);
        ofFirst.again(tried, "451 later", Duration.ZERO);
        assertThat(claim(ofFirst)).get().extracting(Delivery::tries).isEqualTo(2);
        assertThat(db.sql("SELECT number || ' ' || answer FROM attempt").query(String.class).list())
                .containsExactly("1 451 later");
    }

    @Test
    void an_outcome_written_again_changes_nothing_of_the_claim_after_it() {
        owe(Kind.alert);
        var before = claim(ofFirst).orElseThrow();
        ofFirst.held(before, "connection refused", Duration.ZERO);
        var now = claim(ofFirst).orElseThrow();
        assertThat(ofFirst.held(before, "connection refused", Duration.ZERO)).isFalse();
        assertThat(state(now)).isEqualTo("sending");
    }

    @Test
    void a_relays_word_that_the_database_refuses_holds_up_no_mail_that_was_sent() throws InterruptedException {
        owe(Kind.alert);
        owe(Kind.alert);
        var two = ofFirst.claim(2);
        var scribe = new Scribe(ofFirst, Duration.ofMillis(10),
                new Loops(new LivenessSettings(Duration.ofMinutes(2))));
        scribe.sent(two.getFirst(), "250 queued as \0");
        scribe.sent(two.getLast(), "250 queued");
        await().untilAsserted(() -> assertThat(
                db.sql("SELECT state || ' ' || relay_reply FROM delivery").query(String.class).list())
                .containsExactlyInAnyOrder("sent ", "sent 250 queued"));
        scribe.finish(Duration.ofSeconds(1));
    }

    private static Optional<Delivery> claim(Deliveries deliveries) {
        return deliveries.claim(1).stream().findFirst();
    }

    private int goesOut(Kind kind) {
        owe(kind);
        int times = 0;
        for (var mail = claim(ofFirst); mail.isPresent(); mail = claim(ofFirst)) {
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
        for (var mail = claim(deliveries); mail.isPresent(); mail = claim(deliveries)) {
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
        return settings(Duration.ofSeconds(30));
    }

    private static DeliverySettings settings(Duration lease) {
        return new DeliverySettings(4, lease, Duration.ofSeconds(1), List.of(Duration.ofSeconds(10)),
                Duration.ofSeconds(10), Duration.ofDays(5), Duration.ofDays(1), Duration.ofMinutes(10), false);
    }
}
