package org.frontdesk.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import org.frontdesk.notification.Engines;
import org.frontdesk.notification.delivery.SentRecorder.Sent;
import org.frontdesk.notification.liveness.Loops.LivenessSettings;
import org.frontdesk.notification.liveness.Loops;
import org.frontdesk.notification.mail.Delivery.Kind;
import org.frontdesk.notification.mail.Delivery;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two instances on one database. */
class DeliveriesTest {
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final DataSource database = Engines.databaseOf("latest");
    private final JdbcClient db = JdbcClient.create(database);
    private final AtomicLong passed = new AtomicLong();
    private final InstanceLease first = new InstanceLease(db, settings());
    private final InstanceLease second = new InstanceLease(db, settings());
    private final Deliveries ofFirst = new Deliveries(db, first);
    private final Deliveries ofSecond = new Deliveries(db, second);

    @BeforeEach
    void renewBoth() {
        first.renew();
        second.renew();
    }

    @Test
    void a_delivery_is_claimed_once() throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            owe(Kind.alert);
        }
        var claimed = new ConcurrentLinkedQueue<UUID>();
        var one = Thread.ofVirtual().start(() -> claimAll(withLongLease(), claimed));
        claimAll(withLongLease(), claimed);
        one.join();
        assertThat(new HashSet<>(claimed)).hasSize(100).hasSameSizeAs(claimed);
    }

    /** Longer than two hundred commits take on a slow disk. */
    private Deliveries withLongLease() {
        var lease = new InstanceLease(db, settings(Duration.ofMinutes(10)));
        lease.renew();
        return new Deliveries(db, lease);
    }

    @Test
    void alerts_are_claimed_before_replies() {
        owe(Kind.reply);
        owe(Kind.alert);
        assertThat(claim(ofFirst)).get().extracting(Delivery::kind).isEqualTo(Kind.alert);
    }

    @Test
    void an_instance_without_a_lease_claims_nothing() {
        owe(Kind.alert);
        expire(first);
        assertThat(claim(ofFirst)).isEmpty();
    }

    @Test
    void claims_are_freed_when_the_lease_expires_and_count_as_doubtful() {
        owe(Kind.alert);
        var lost = claim(ofFirst).orElseThrow();
        assertThat(ofSecond.freeAbandoned()).isZero();
        expire(first);
        assertThat(ofSecond.freeAbandoned()).isEqualTo(1);
        assertThat(claim(ofSecond)).get().extracting(Delivery::id).isEqualTo(lost.id());
        assertThat(doubtful(lost)).isEqualTo(1);
    }

    @Test
    void a_claim_whose_answer_was_lost_does_not_strand_the_delivery() {
        owe(Kind.alert);
        var inHand = claim(ofFirst).orElseThrow();
        db.sql("UPDATE delivery SET changed_at = now() - interval '31 seconds'").update();
        assertThat(ofFirst.freeForgotten()).isZero();
        var forgetful = new Deliveries(db, first);
        assertThat(forgetful.freeForgotten()).isEqualTo(1);
        assertThat(claim(ofSecond)).get().extracting(Delivery::id).isEqualTo(inHand.id());
    }

    @Test
    void an_instance_that_just_started_takes_over_nothing() {
        assertThat(first.renew()).isFalse();
    }

    @Test
    void after_an_outage_of_the_database_an_instance_takes_over_nothing_for_a_whole_lease() {
        var lease = leaseByClock();
        assertThat(renewals(lease)).containsExactly(false, false, false, false, false, true);
        var claimedBefore = lease.now();
        pass(LEASE.dividedBy(2).plusSeconds(1));
        assertThat(lease.renew()).as("the first renewal after the outage").isFalse();
        assertThat(lease.heldSince(claimedBefore)).isFalse();
        assertThat(lease.heldSince(lease.now())).isTrue();
        assertThat(renewals(lease)).containsExactly(false, false, false, false, false, true);
    }

    /** What six heartbeats in one lease return. */
    private List<Boolean> renewals(InstanceLease lease) {
        return IntStream.range(0, 6).mapToObj(i -> {
            pass(LEASE.dividedBy(6));
            return lease.renew();
        }).toList();
    }

    @Test
    void an_outcome_after_the_lease_expired_changes_nothing() {
        owe(Kind.alert);
        var lost = claim(ofFirst).orElseThrow();
        expire(first);
        ofSecond.freeAbandoned();
        var taken = claim(ofSecond).orElseThrow();
        assertThat(ofFirst.sent(List.of(new Sent(lost, "250 ok")))).isZero();
        assertThat(ofSecond.dead(taken, "no such mailbox")).isTrue();
        assertThat(state(lost)).isEqualTo("dead");
    }

    @Test
    void a_delivery_that_is_sent_after_it_was_freed_is_recorded_as_sent_if_nobody_claimed_it() {
        owe(Kind.alert);
        var slow = ofFirst.claim(1);
        ofFirst.giveBack(slow);
        assertThat(ofFirst.sent(List.of(new Sent(slow.getFirst(), "250 ok")))).isEqualTo(1);
        assertThat(state(slow.getFirst())).isEqualTo("sent");
        assertThat(doubtful(slow.getFirst())).isZero();
    }

    @Test
    void a_delivery_that_is_sent_after_it_was_given_back_and_claimed_again_is_a_possible_duplicate() {
        owe(Kind.alert);
        var slow = ofFirst.claim(1);
        ofFirst.giveBack(slow);
        claim(ofSecond).orElseThrow();
        assertThat(ofFirst.sent(List.of(new Sent(slow.getFirst(), "250 ok")))).isZero();
        assertThat(doubtful(slow.getFirst())).isEqualTo(1);
        assertThat(state(slow.getFirst())).isEqualTo("sending");
    }

    @Test
    void a_takeover_counts_as_a_possible_duplicate_once() {
        owe(Kind.alert);
        var lost = claim(ofFirst).orElseThrow();
        expire(first);
        ofSecond.freeAbandoned();
        claim(ofSecond).orElseThrow();
        ofFirst.sent(List.of(new Sent(lost, "250 ok")));
        assertThat(doubtful(lost)).isEqualTo(1);
    }

    @Test
    void a_claim_that_takes_the_database_more_than_half_a_lease_is_given_back() throws Exception {
        owe(Kind.alert);
        var lease = leaseByClock();
        lease.renew();
        claimSlowly(new ClaimedAhead(new Deliveries(db, lease), lease, settings()), LEASE.dividedBy(2).plusSeconds(1));
        assertThat(db.sql("SELECT held FROM delivery").query(Integer.class).single()).as("given back").isEqualTo(1);
    }

    @Test
    void a_late_claim_that_cannot_be_given_back_at_first_is_not_stranded() throws Exception {
        owe(Kind.alert);
        db.sql("CREATE FUNCTION away() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN RAISE EXCEPTION 'away' USING ERRCODE = '53100'; END $$").update();
        db.sql("CREATE TRIGGER away BEFORE UPDATE ON delivery FOR EACH ROW WHEN (NEW.held > OLD.held)"
                + " EXECUTE FUNCTION away()").update();
        var lease = leaseByClock();
        var deliveries = new Deliveries(db, lease);
        var claimed = new ClaimedAhead(deliveries, lease, settings());
        lease.renew();
        assertThat(claimSlowly(claimed, LEASE.plusSeconds(1))).isEmpty();
        assertThat(db.sql("SELECT state FROM delivery").query(String.class).single()).isEqualTo("sending");
        db.sql("DROP FUNCTION away CASCADE").update();
        var next = Optional.<Delivery>empty();
        for (int heartbeat = 0; heartbeat < 6 && next.isEmpty(); heartbeat++) {
            lease.renew();
            deliveries.freeForgotten();
            next = claimed.next();
        }
        assertThat(next).isPresent();
    }

    /** Claims the next delivery while the table is locked, for a time that passes only on the lease's clock. */
    private Optional<Delivery> claimSlowly(ClaimedAhead claimed, Duration time) throws Exception {
        try (var lock = database.getConnection()) {
            lock.setAutoCommit(false);
            lock.createStatement().execute("LOCK TABLE delivery IN EXCLUSIVE MODE");
            var next = CompletableFuture.supplyAsync(() -> next(claimed));
            await().until(() -> db.sql("""
                    SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database
                    WHERE NOT granted AND relation = 'delivery'::regclass AND datname = current_database()
                    """).query(Integer.class).single() == 1);
            pass(time);
            lock.rollback();
            return next.get();
        }
    }

    private static Optional<Delivery> next(ClaimedAhead claimed) {
        try {
            return claimed.next();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void an_alert_with_three_doubtful_attempts_is_left_to_an_operator() {
        assertThat(attempts(Kind.alert)).isEqualTo(3);
    }

    @Test
    void a_reply_with_two_doubtful_attempts_is_left_to_an_operator() {
        assertThat(attempts(Kind.reply)).isEqualTo(2);
    }

    @Test
    void a_postponed_delivery_is_not_due_early() {
        owe(Kind.alert);
        ofFirst.again(claim(ofFirst).orElseThrow(), "451 try later", Duration.ofHours(1));
        assertThat(claim(ofSecond)).isEmpty();
    }

    @Test
    void deliveries_recorded_together_are_fenced_individually() {
        owe(Kind.alert);
        owe(Kind.alert);
        owe(Kind.alert);
        var three = ofFirst.claim(3);
        db.sql("UPDATE delivery SET attempt = 9 WHERE id = :id").param("id", three.get(1).id()).update();
        assertThat(ofFirst.sent(three.stream().map(delivery -> new Sent(delivery, "250 " + delivery.id())).toList()))
                .isEqualTo(2);
        assertThat(state(three.get(1))).isEqualTo("sending");
        assertThat(db.sql("SELECT count(*) FROM delivery WHERE state = 'sent' AND relay_reply = '250 ' || id")
                .query(Integer.class).single()).isEqualTo(2);
    }

    @Test
    void a_claim_that_is_given_back_unstarted_is_due_again_and_not_doubtful() {
        owe(Kind.alert);
        owe(Kind.reply);
        var two = ofFirst.claim(4);
        ofFirst.giveBack(two);
        assertThat(ofSecond.claim(4)).extracting(Delivery::kind).containsExactly(Kind.alert, Kind.reply);
        assertThat(doubtful(two.getFirst())).isZero();
    }

    @Test
    void an_instance_that_stalled_for_a_lease_sends_nothing_of_what_it_had_claimed()
            throws InterruptedException {
        owe(Kind.alert);
        owe(Kind.alert);
        var lease = leaseByClock();
        lease.renew();
        var ahead = new ClaimedAhead(new Deliveries(db, lease), lease, settings());
        assertThat(ahead.next()).isPresent();
        pass(LEASE);
        assertThat(ahead.next()).isEmpty();
        assertThat(ofSecond.claim(4)).hasSize(1);
    }

    @Test
    void a_claimed_delivery_that_is_erased_while_it_waits_is_not_sent_and_blocks_no_other()
            throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            owe(Kind.alert);
        }
        var lease = leaseByClock();
        lease.renew();
        var ahead = new ClaimedAhead(new Deliveries(db, lease), lease, settings());
        var started = ahead.next().orElseThrow();
        var waiting = db.sql("SELECT id FROM delivery WHERE state = 'sending' AND id <> :started")
                .param("started", started.id())
                .query(UUID.class).list();
        assertThat(waiting).hasSize(3);
        db.sql("UPDATE delivery SET state = 'erased', recipient = '', instance_id = NULL WHERE id = ANY (:two)")
                .param("two", waiting.subList(0, 2).toArray(UUID[]::new)).update();
        pass(Duration.ofMillis(150)); // longer than a claim is fresh
        assertThat(ahead.next()).get().extracting(Delivery::id).isEqualTo(waiting.get(2));
        assertThat(ahead.next()).isEmpty();
    }

    @Test
    void each_failed_attempt_is_recorded_except_the_last_which_is_in_the_delivery() {
        owe(Kind.alert);
        ofFirst.again(claim(ofFirst).orElseThrow(), "451 first", Duration.ZERO);
        ofFirst.doubtful(claim(ofFirst).orElseThrow(), "second", Duration.ZERO);
        ofFirst.dead(claim(ofFirst).orElseThrow(), "550 third");
        assertThat(db.sql("SELECT number || ' ' || answer FROM attempt ORDER BY number").query(String.class).list())
                .containsExactly("1 451 first", "2 second");
        assertThat(db.sql("SELECT reason FROM delivery").query(String.class).single()).isEqualTo("550 third");
    }

    @Test
    void waiting_for_an_unusable_relay_is_not_a_try_and_is_not_recorded() {
        owe(Kind.alert);
        for (int cycle = 0; cycle < 10; cycle++) {
            ofFirst.held(claim(ofFirst).orElseThrow(), "connection refused", Duration.ZERO);
            ofFirst.giveBack(List.of(claim(ofFirst).orElseThrow()));
        }
        var tried = claim(ofFirst).orElseThrow();
        assertThat(tried.attempts()).isEqualTo(1);
        ofFirst.again(tried, "451 later", Duration.ZERO);
        assertThat(claim(ofFirst)).get().extracting(Delivery::attempts).isEqualTo(2);
        assertThat(db.sql("SELECT number || ' ' || answer FROM attempt").query(String.class).list())
                .containsExactly("1 451 later");
    }

    @Test
    void an_outcome_recorded_twice_does_not_change_the_next_claim() {
        owe(Kind.alert);
        var before = claim(ofFirst).orElseThrow();
        ofFirst.held(before, "connection refused", Duration.ZERO);
        var now = claim(ofFirst).orElseThrow();
        assertThat(ofFirst.held(before, "connection refused", Duration.ZERO)).isFalse();
        assertThat(state(now)).isEqualTo("sending");
    }

    @Test
    void a_reply_that_the_database_rejects_does_not_block_recording_sent_deliveries() throws InterruptedException {
        owe(Kind.alert);
        owe(Kind.alert);
        var two = ofFirst.claim(2);
        var recorder = new SentRecorder(ofFirst, Duration.ofMillis(10),
                new Loops(new LivenessSettings(Duration.ofMinutes(2))));
        recorder.sent(two.getFirst(), "250 queued as \0");
        recorder.sent(two.getLast(), "250 queued");
        await().untilAsserted(() -> assertThat(
                db.sql("SELECT state || ' ' || relay_reply FROM delivery").query(String.class).list())
                .containsExactlyInAnyOrder("sent ", "sent 250 queued"));
        recorder.finish(Duration.ofSeconds(1));
    }

    private static Optional<Delivery> claim(Deliveries deliveries) {
        return deliveries.claim(1).stream().findFirst();
    }

    private int attempts(Kind kind) {
        owe(kind);
        var times = 0;
        for (var next = claim(ofFirst); next.isPresent() && times < 10; next = claim(ofFirst)) {
            times++;
            ofFirst.doubtful(next.get(), "the connection ended", Duration.ZERO);
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

    private void expire(InstanceLease lease) {
        db.sql("UPDATE instance SET beat_at = now() - interval '31 seconds' WHERE id = :id")
                .param("id", lease.instance())
                .update();
    }

    private static void claimAll(Deliveries deliveries, ConcurrentLinkedQueue<UUID> claimed) {
        for (var next = claim(deliveries); next.isPresent() && claimed.size() < 200; next = claim(deliveries)) {
            claimed.add(next.get().id());
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

    private InstanceLease leaseByClock() {
        return new InstanceLease(db, LEASE, () -> System.nanoTime() + passed.get());
    }

    private void pass(Duration time) {
        passed.addAndGet(time.toNanos());
    }

    private static DeliverySettings settings() {
        return settings(LEASE);
    }

    private static DeliverySettings settings(Duration lease) {
        return new DeliverySettings(4, lease, Duration.ofSeconds(1), List.of(Duration.ofSeconds(10)),
                Duration.ofSeconds(10), Duration.ofDays(5), Duration.ofDays(1), Duration.ofMinutes(10), false);
    }
}
