package org.frontdesk.inquiry.publishing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.frontdesk.inquiry.site.Site;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;
import org.springframework.validation.annotation.Validated;

import tools.jackson.databind.json.JsonMapper;

/** Publishes inquiries as CloudEvents 1.0 (binary mode of the Kafka binding) and waits for the acknowledgement. */
@Component
public class Publisher {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
    /** A safety net: the producer's own timeouts end every send before it. */
    private static final int MAX_WAIT_SECONDS = 10;

    /** @param inFlight how many inquiries may wait for the broker at once; further ones are refused immediately */
    @Validated
    @ConfigurationProperties("frontdesk")
    record Settings(@DefaultValue("1000") @Min(1) @Max(10_000) int inFlight) {}

    private final KafkaTemplate<String, byte[]> kafka;
    private final JsonMapper json;
    private final String source;
    private final Semaphore free;
    /** A circuit breaker: during an outage, one inquiry at a time is sent to find out whether the broker is back. */
    private final Semaphore probe = new Semaphore(1);
    private volatile boolean outage;
    private volatile long lastConfirmed = System.nanoTime();

    Publisher(KafkaTemplate<String, byte[]> kafka, JsonMapper json, Site site, Settings settings) {
        this.kafka = kafka;
        this.json = json;
        this.source = site.address();
        this.free = new Semaphore(settings.inFlight());
    }

    /**
     * @return true once all in-sync replicas have stored it; false if that is unknown after about 9 seconds, or
     *         immediately if too many inquiries wait or during an outage. It may still be delivered.
     */
    public boolean publish(Inquiry inquiry) {
        var event = InquirySubmitted.of(inquiry);
        var gate = outage ? probe : free;
        if (!gate.tryAcquire()) {
            return false;
        }
        var began = System.nanoTime();
        try {
            var sent = kafka.send(message(event)).whenComplete((_, _) -> gate.release());
            sent.get(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
            return confirmed();
        } catch (RuntimeException e) {
            gate.release(); // send itself failed, so there is no future that would release it
            return unconfirmed(event, began, e);
        } catch (ExecutionException | TimeoutException e) {
            return unconfirmed(event, began, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unconfirmed(event, began, e);
        }
    }

    private boolean confirmed() {
        lastConfirmed = System.nanoTime();
        if (outage) {
            outage = false;
            LOG.info("The broker is available again");
        }
        return true;
    }

    /**
     * If other inquiries were confirmed in the meantime, only one partition has no leader, which is no outage. Logs
     * only the class of the cause, because its message might quote the record.
     */
    private boolean unconfirmed(InquirySubmitted event, long began, Exception e) {
        var cause = e.getCause() == null ? e : e.getCause();
        LOG.warn("Inquiry {} was not confirmed by the broker: {}", event.reference(),
                cause.getClass().getSimpleName());
        if (!outage && lastConfirmed - began < 0) {
            outage = true;
            LOG.warn("The broker is unavailable: inquiries are refused immediately until one is confirmed");
        }
        return false;
    }

    private ProducerRecord<String, byte[]> message(InquirySubmitted event) {
        var message = new ProducerRecord<>(InquiriesTopic.NAME, event.id(), json.writeValueAsBytes(event));
        header(message, "ce_specversion", "1.0");
        header(message, "ce_id", event.id());
        header(message, "ce_source", source);
        header(message, "ce_type", "org.frontdesk.inquiry.submitted.v1");
        header(message, "ce_time", event.submittedAt().toString());
        header(message, "content-type", "application/json");
        return message;
    }

    private static void header(ProducerRecord<String, byte[]> message, String name, String value) {
        message.headers().add(name, value.getBytes(UTF_8));
    }
}
