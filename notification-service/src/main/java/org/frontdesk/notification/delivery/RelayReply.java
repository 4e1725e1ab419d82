package org.frontdesk.notification.delivery;

import java.util.regex.Pattern;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;

import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.frontdesk.notification.delivery.RelayTransport.Stage;

/**
 * The relay's last reply in a failed dialogue, and what it means for the delivery. Judged by the reply code (RFC 5321,
 * 4.2.1) and the enhanced code (RFC 3463), not by the address lists in the exception, which mix transient and permanent
 * failures.
 *
 * @param code the reply code, -1 if the connection ended or was never established
 */
record RelayReply(int code, String text) {
    private static final Pattern FIRST_CODE = Pattern.compile("\\b([45]\\d\\d)[ -]");
    private static final int LONGEST = 500;
    private static final Pattern ENHANCED = Pattern.compile("\\b([245]\\.\\d{1,3}\\.\\d{1,3})\\b");

    static RelayReply of(MessagingException failure) {
        RelayReply reply = null;
        for (Exception e = failure; e instanceof MessagingException m; e = m.getNextException()) {
            reply = of(m, reply);
        }
        return reply;
    }

    /** The innermost exception is the most specific: a refused recipient is nested in a general failure. */
    private static RelayReply of(MessagingException e, RelayReply above) {
        return switch (e) {
            case SMTPAddressFailedException f -> new RelayReply(f.getReturnCode(), line(f));
            case SMTPSenderFailedException f -> new RelayReply(f.getReturnCode(), line(f));
            case SMTPSendFailedException f -> new RelayReply(f.getReturnCode(), line(f));
            case AuthenticationFailedException f -> new RelayReply(535, "login refused: " + line(f));
            default -> above != null ? above : parsed(line(e));
        };
    }

    private static RelayReply parsed(String line) {
        var code = FIRST_CODE.matcher(line + " ");
        return new RelayReply(code.find() ? Integer.parseInt(code.group(1)) : -1, line);
    }

    /** One line without addresses: it is displayed, logged, and kept longer than personal data may be. */
    private static String line(Exception e) {
        return e.getMessage() == null
                ? e.getClass().getSimpleName()
                : storable(e.getMessage().replaceAll("[^\\s<>]+@[^\\s<>]+", "…"));
    }

    /** As the database can store it: one line of limited length, without characters that it rejects, such as NUL. */
    static String storable(String reply) {
        var line = reply.replaceAll("[\\s\\p{Cntrl}\\p{Cs}]+", " ").strip();
        return line.codePointCount(0, line.length()) <= LONGEST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST));
    }

    /**
     * @param stage the stage that the dialogue had reached
     * @param proven whether the relay accepted other mail recently
     */
    Outcome outcome(Stage stage, boolean proven) {
        if (code < 400) {
            return ended(stage, proven);
        }
        return switch (stage) {
            case CONNECT -> new Outcome.Held(text);
            case MAIL -> atMail();
            case RCPT -> atRcpt(proven);
            case DATA, DOT -> atContent();
        };
    }

    /**
     * A relay that disconnects at one recipient, or during one mail's data, but accepts others must not stop the
     * others.
     */
    private Outcome ended(Stage stage, boolean proven) {
        return switch (stage) {
            case CONNECT, MAIL -> new Outcome.Held(text);
            case RCPT, DATA -> proven ? new Outcome.Later(text) : new Outcome.Held(text);
            case DOT -> new Outcome.Unknown(text);
        };
    }

    private Outcome atMail() {
        if (isTransient()) {
            return new Outcome.Later(text);
        }
        return code == 552 || enhanced().equals("5.3.4") ? new Outcome.Refused(text) : new Outcome.Held(text);
    }

    private Outcome atRcpt(boolean proven) {
        if (isTransient()) {
            return new Outcome.Later(text);
        }
        if (!enhanced().startsWith("5.7.") && !enhanced().isEmpty()) {
            return new Outcome.Refused(text);
        }
        if (!proven) {
            return new Outcome.Held(text);
        }
        // A policy against this one recipient must not stop mail to the others, which are accepted.
        return enhanced().isEmpty() ? new Outcome.Refused(text) : new Outcome.Later(text);
    }

    private Outcome atContent() {
        if (isTransient()) {
            return new Outcome.Later(text);
        }
        return enhanced().equals("5.7.26") ? new Outcome.Held(text) : new Outcome.ContentRefused(text);
    }

    /** A full mailbox (552 x.2.2) may have room later, whatever the first digit says. */
    private boolean isTransient() {
        return code < 500 || code == 552 && (enhanced().startsWith("4.") || enhanced().endsWith(".2.2"));
    }

    private String enhanced() {
        var match = ENHANCED.matcher(text);
        return match.find() ? match.group(1) : "";
    }
}
