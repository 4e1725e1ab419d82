package org.frontdesk.notification.console;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.UUID;

/** Where a list goes on: after the row with this time and id, which never change. */
record Cursor(Instant createdAt, UUID id) {
    // Later than any row; the greatest id, so that nothing is left out.
    static final Cursor START = new Cursor(Instant.parse("9999-01-01T00:00:00Z"), new UUID(-1, -1));

    /** @throws Refused where it is not one that a list gave */
    static Cursor of(String text) {
        if (text == null || text.isEmpty()) {
            return START;
        }
        try {
            var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ");
            var createdAt = Instant.parse(parts[0]);
            if (createdAt.isBefore(Instant.EPOCH) || createdAt.isAfter(START.createdAt())) {
                throw new IllegalArgumentException("a time that the database may not even know");
            }
            return new Cursor(createdAt, UUID.fromString(parts[1]));
        } catch (DateTimeParseException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw Refused.malformed("cursor: expected `next` of the page before, as it was given");
        }
    }

    @Override
    public String toString() {
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString((createdAt + " " + id).getBytes(StandardCharsets.UTF_8));
    }
}
