package org.frontdesk.notification.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;

import org.frontdesk.notification.inbox.WaitingPartition.Cause;
import org.junit.jupiter.api.Test;

class WaitingPartitionTest {
    private final WaitingPartition partition = new WaitingPartition();

    @Test
    void a_proven_suspect_that_was_removed_is_forgotten_and_reading_continues() {
        suspect(17);
        stored(18);
        finish(17, 18);
        assertThat(partition.next()).hasValue(17);
        partition.readsFrom(17);
        assertThat(partition.forgetRemoved(List.of(18L))).containsExactly(17L);
        assertThat(partition.finish(List.of(18L))).isEmpty();
        assertThat(partition.isOver()).isTrue();
    }

    @Test
    void a_dead_letter_that_was_removed_before_it_was_published_is_forgotten() {
        partition.markDead(17, "unreadable");
        stored(18);
        finish(17, 18);
        partition.readsFrom(17);
        assertThat(partition.forgetRemoved(List.of(18L))).containsExactly(17L);
        assertThat(partition.finish(List.of(18L))).isEmpty();
        assertThat(partition.isOver()).isTrue();
    }

    @Test
    void a_record_that_compaction_removed_between_two_others_is_forgotten_and_only_that() {
        partition.markDead(17, "unreadable");
        partition.markDead(18, "unreadable");
        partition.markDead(19, "unreadable");
        finish(17, 18, 19);
        partition.readsFrom(17);
        assertThat(partition.forgetRemoved(List.of(17L, 19L))).containsExactly(18L);
        assertThat(partition.deadReason(17)).isNotNull();
        assertThat(partition.deadReason(19)).isNotNull();
    }

    @Test
    void a_suspect_before_the_offset_from_which_reading_continued_is_kept() {
        suspect(17);
        finish(17);
        assertThat(partition.next()).hasValue(18);
        partition.readsFrom(18);
        stored(20);
        assertThat(partition.forgetRemoved(List.of(20L))).isEmpty();
        assertThat(partition.finish(List.of(20L))).hasValue(17);
        assertThat(partition.next()).hasValue(17);
    }

    @Test
    void a_batch_from_an_unknown_position_removes_nothing() {
        suspect(17);
        finish(17);
        partition.readsFrom(17);
        assertThat(partition.forgetRemoved(List.of(17L))).isEmpty();
        assertThat(partition.forgetRemoved(List.of(18L))).as("the offset sought is valid for one batch").isEmpty();
        assertThat(partition.first()).hasValue(17);
    }

    private void suspect(long offset) {
        assertThat(partition.causeOf(offset, "failure")).isEqualTo(Cause.UNCLEAR);
    }

    private void stored(long offset) {
        partition.done(offset);
        partition.passed(offset);
    }

    private void finish(long... offsets) {
        assertThat(partition.finish(LongStream.of(offsets).boxed().toList())).isPresent();
    }
}
