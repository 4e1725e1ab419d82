package org.frontdesk.notification.inbox;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.frontdesk.notification.inbox.InquiryStore.Entry;
import org.frontdesk.notification.inbox.InquiryStore.Tombstone;
import org.frontdesk.notification.inquiry.InquirySubmitted;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** Reads an event from a record: a CloudEvent 1.0 in binary mode, its data in the record's value as JSON. */
@Component
class EventReader {

    /** This version cannot read the record. The message never contains its data. */
    static class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable(String reason) {
            super(reason);
        }
    }

    private final ObjectMapper json = JsonMapper.shared();

    Entry read(ConsumerRecord<byte[], byte[]> record) throws Unreadable {
        var type = header(record, "ce_type");
        if (!InquirySubmitted.TYPE.equals(type)) {
            throw new Unreadable(
                    "ce_type is " + (type == null ? "missing" : "another") + ", expected " + InquirySubmitted.TYPE);
        }
        var text = text(record.value());
        try {
            return new Entry(checked(json.readValue(text, InquirySubmitted.class)), text);
        } catch (DateTimeException e) {
            throw new Unreadable("submittedAt is out of range");
        } catch (JacksonException e) {
            throw new Unreadable("the data is not an inquiry: " + reason(e));
        }
    }

    /** From a record without a value; its key is the inquiry's id. */
    Tombstone tombstone(ConsumerRecord<byte[], byte[]> record) {
        try {
            return new Tombstone(UUID.fromString(new String(record.key(), StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException | NullPointerException e) {
            return new Tombstone(null);
        }
    }

    /** Validates what the database could not store: such a record would be retried for ever. */
    private static InquirySubmitted checked(InquirySubmitted inquiry) throws Unreadable {
        if (inquiry == null) {
            throw new Unreadable("the data is null");
        }
        var year = inquiry.submittedAt().atOffset(ZoneOffset.UTC).getYear();
        if (year < 2000 || year > 9999) {
            throw new Unreadable("submittedAt is out of range");
        }
        for (var key : Arrays.asList(inquiry.reference(), inquiry.form(), inquiry.topic(), inquiry.language(),
                inquiry.contentHash(), inquiry.client())) {
            if (key != null && key.length() > 100) {
                throw new Unreadable("a key is longer than 100 characters");
            }
        }
        return inquiry;
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static String text(byte[] value) throws Unreadable {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
        } catch (CharacterCodingException e) {
            throw new Unreadable("the data is not UTF-8");
        }
    }

    /** Jackson's own messages quote the data; the exception for a missing member does not. */
    private static String reason(JacksonException e) {
        if (e.getCause() instanceof NullPointerException missing) {
            return missing.getMessage();
        }
        var at = e.getLocation();
        return e.getClass().getSimpleName()
                + (at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr());
    }
}
