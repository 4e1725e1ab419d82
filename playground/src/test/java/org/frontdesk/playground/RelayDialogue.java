package org.frontdesk.playground;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

import org.frontdesk.playground.FlakyRelay.Mood;
import org.frontdesk.playground.FlakyRelay.Taking;

/** One SMTP session with a {@link FlakyRelay}: only what a client needs that sends mail to one recipient. */
final class RelayDialogue {
    private final FlakyRelay relay;
    private final BufferedReader in;
    private final PrintStream out;
    private String client;

    RelayDialogue(FlakyRelay relay, Socket socket) throws IOException {
        this.relay = relay;
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        out = new PrintStream(socket.getOutputStream(), false, StandardCharsets.UTF_8);
    }

    void run() throws IOException {
        if (relay.is(Mood.BUSY_AT_THE_GREETING)) {
            say("421 4.3.2 too busy");
            return;
        }
        say("220 relay.test ESMTP");
        for (String line = in.readLine(); line != null && answers(line); line = in.readLine()) {
            // until either side ends the session
        }
    }

    /** @return whether the session continues */
    private boolean answers(String line) throws IOException {
        return switch (line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT)) {
            case "EHLO" -> {
                client = line.substring(5);
                yield say("250 relay.test");
            }
            case "MAIL" -> say(relay.is(Mood.LATER_AT_MAIL) ? "451 4.3.0 not just now" : "250 2.1.0 ok");
            case "RCPT" -> say(recipient(line));
            case "DATA" -> say("354 go on") && takes();
            // Stalled: sends nothing until the client closes the connection.
            case "QUIT" -> relay.is(Mood.STALLS_AT_QUIT) || say("221 2.0.0 bye") && false;
            default -> say("250 ok");
        };
    }

    private String recipient(String line) {
        if (line.contains("<refused-")) {
            return "550 5.1.1 no such mailbox";
        }
        return relay.is(Mood.LATER_AT_RCPT) ? "450 4.2.0 greylisted" : "250 2.1.5 ok";
    }

    private boolean takes() throws IOException {
        var mail = readMail();
        relay.work();
        if (relay.is(Mood.LATER_AFTER_THE_DOT)) {
            return say("451 4.3.0 not just now");
        }
        if (relay.is(Mood.REFUSES_AFTER_THE_DOT)) {
            return say("554 5.6.0 not these words");
        }
        var told = !relay.is(Mood.GONE_AFTER_THE_DOT) && say("250 2.0.0 queued");
        relay.takes(new Taking(mail, client, told));
        return told;
    }

    private UUID readMail() throws IOException {
        UUID mail = null;
        for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
            if (line == null) {
                throw new IOException("ended amid a mail");
            }
            if (mail == null && line.toLowerCase(Locale.ROOT).startsWith("message-id: <")) {
                mail = UUID.fromString(line.substring(line.indexOf('<') + 1, line.indexOf('@')));
            }
        }
        return mail;
    }

    /** @return whether the client may have received it */
    private boolean say(String reply) {
        out.print(reply + "\r\n");
        return !out.checkError();
    }
}
