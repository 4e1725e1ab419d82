package org.frontdesk.playground;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** A mail as received by SMTP: its envelope, its exact bytes and its parsed content. */
record Mail(String id, Instant created, String sender, List<String> recipients, byte[] raw, MailContent content,
        AtomicBoolean read) {

    static Mail received(String sender, List<String> recipients, byte[] raw) {
        return new Mail(UUID.randomUUID().toString(), Instant.now(), sender, List.copyOf(recipients), raw,
                MailContent.parse(raw), new AtomicBoolean());
    }
}
