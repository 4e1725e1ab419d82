package org.frontdesk.inquiry.publishing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.frontdesk.inquiry.site.Site;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

/** Publishes inquiries as CloudEvents 1.0, binary mode of the Kafka binding, and waits for the acknowledgement. */
@Component
public class Publisher {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
    /** Longer than the producer's own limits together, which end every send first. */
    private static final int LONGEST_WAIT_SECONDS = 10;

    private final KafkaTemplate<String, byte[]> kafka;
    private final JsonMapper json;
    private final String source;
    private final Semaphore free;
    /** While the broker is away one inquiry at a time is let through, to find out; probes of our own would tell less. */
    private final Semaphore probe = new Semaphore(1);
    private volatile boolean away;
    private volatile long answered = System.nanoTime();

    Publisher(KafkaTemplate<String, byte[]> kafka, JsonMapper json, Site site, PublishingSettings settings) {
        this.kafka = kafka;
        this.json = json;
        this.source = site.address();
        this.free = new Semaphore(settings.inFlight());
    }

    /**
     * @return true once all in-sync replicas have it; false if that is not known within about 9 seconds, and at once if
     *         too many wait already, or while the broker does not answer. It may arrive all the same.
     */
    public boolean publish(InquirySubmitted inquiry) {
        var gate = away ? probe : free;
        if (!gate.tryAcquire()) {
            return false;
        }
        var began = System.nanoTime();
        try {
            var sent = kafka.send(message(inquiry)).whenComplete((_, _) -> gate.release());
            sent.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
            return confirmed();
        } catch (RuntimeException e) {
            gate.release(); // thrown in place of the future, so that nothing completes
            return unconfirmed(inquiry, began, e);
        } catch (ExecutionException | TimeoutException e) {
            return unconfirmed(inquiry, began, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unconfirmed(inquiry, began, e);
        }
    }

    private boolean confirmed() {
        answered = System.nanoTime();
        if (away) {
            away = false;
            LOG.info("The broker answers again");
        }
        return true;
    }

    /**
     * If others were confirmed meanwhile, one partition is without a leader, and the visitors of the rest are not turned
     * away. The class of the cause is enough to act on; a message might quote the record.
     */
    private boolean unconfirmed(InquirySubmitted inquiry, long began, Exception e) {
        var cause = e.getCause() == null ? e : e.getCause();
        LOG.warn("{} not confirmed by the broker: {}", inquiry.reference(), cause.getClass().getSimpleName());
        if (!away && answered - began < 0) {
            away = true;
            LOG.warn("The broker is away: visitors are told so at once until one inquiry gets through");
        }
        return false;
    }

    private ProducerRecord<String, byte[]> message(InquirySubmitted inquiry) {
        var message = new ProducerRecord<>(InquiriesTopic.NAME, inquiry.id(), json.writeValueAsBytes(inquiry));
        header(message, "ce_specversion", "1.0");
        header(message, "ce_id", inquiry.id());
        header(message, "ce_source", source);
        header(message, "ce_type", "org.frontdesk.inquiry.submitted.v1");
        header(message, "ce_time", inquiry.submittedAt().toString());
        header(message, "content-type", "application/json");
        return message;
    }

    private static void header(ProducerRecord<String, byte[]> message, String name, String value) {
        message.headers().add(name, value.getBytes(UTF_8));
    }
}
