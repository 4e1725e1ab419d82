package org.frontdesk.notification.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.frontdesk.notification.RunningServiceTest;
import org.frontdesk.notification.inquiry.Inquiries;
import org.frontdesk.notification.inquiry.InquirySubmitted;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.node.ObjectNode;

class BatchStoreTest extends RunningServiceTest {
    private static final String TOPIC = "batch";
    private static final int PARTITIONS = 12;

    @Autowired
    private EventReader reader;
    @Autowired
    private InquiryStore store;

    private final Progress progress = new Progress();

    /** A sequence counts the attempts, because a rollback does not reset it. */
    @BeforeEach
    void the_database_takes_no_inquiry() {
        db.sql("CREATE SEQUENCE attempts MINVALUE 0").update();
        db.sql("CREATE FUNCTION away() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM nextval('attempts');"
                + " RAISE EXCEPTION 'away' USING ERRCODE = '53100'; END $$").update();
        db.sql("CREATE TRIGGER away BEFORE INSERT ON inquiry FOR EACH ROW WHEN (NEW.form = 'away')"
                + " EXECUTE FUNCTION away()").update();
    }

    @AfterEach
    void the_database_takes_inquiries_again() {
        db.sql("DROP FUNCTION away CASCADE").update();
        db.sql("DROP SEQUENCE attempts").update();
    }

    @Test
    void one_outage_is_awaited_once_whatever_the_number_of_partitions() {
        var batch = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        batch.add(record(0, Inquiries.another().put("page", "a\u0000b")));
        for (int partition = 1; partition < PARTITIONS; partition++) {
            batch.add(record(partition, Inquiries.another().put("form", "away")));
        }
        new BatchStore(reader, store, progress).store(batch);
        assertThat(progress.deadReason(batch.getFirst())).contains("SQLSTATE 22");
        assertThat(progress.waiting()).hasSize(PARTITIONS - 1).doesNotContainKey(TOPIC + "-0");
        assertThat(progress.waiting().values()).allMatch(reason -> reason.contains("53100"));
        assertThat(db.sql("SELECT nextval('attempts')").query(Long.class).single()).as("attempts").isEqualTo(1);
    }

    private static ConsumerRecord<byte[], byte[]> record(int partition, ObjectNode event) {
        var record = new ConsumerRecord<>(TOPIC, partition, 0,
                event.get("id").asString().getBytes(StandardCharsets.UTF_8),
                event.toString().getBytes(StandardCharsets.UTF_8));
        record.headers().add("ce_type", InquirySubmitted.TYPE.getBytes(StandardCharsets.UTF_8));
        return record;
    }
}
