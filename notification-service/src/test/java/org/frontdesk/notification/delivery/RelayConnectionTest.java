package org.frontdesk.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.frontdesk.notification.delivery.ScriptedRelay.END;
import static org.frontdesk.notification.delivery.ScriptedRelay.STALL;
import static org.frontdesk.notification.delivery.ScriptedRelay.WAIT;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import org.frontdesk.notification.delivery.Outcome.Held;
import org.frontdesk.notification.delivery.Outcome.Later;
import org.frontdesk.notification.delivery.Outcome.Refused;
import org.frontdesk.notification.delivery.Outcome.Sent;
import org.frontdesk.notification.delivery.Outcome.Unknown;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** The outcome for each way in which a relay can fail, on real connections. */
class RelayConnectionTest {
    private final ScriptedRelay server = new ScriptedRelay();
    private final JavaMailSenderImpl sender = sender(server.port());
    private final Relay relay = new Relay(sender, settings(Duration.ofSeconds(1)));
    private final RelayConnection connection = relay.connection();

    @AfterEach
    void end() throws IOException {
        connection.close();
        server.close();
    }

    @ParameterizedTest(name = "at {0}: {1} → {2}")
    @MethodSource
    void the_outcome_depends_on_the_reply_and_the_stage(String step, String reply,
            Class<? extends Outcome> expected)
            throws MessagingException {
        server.answering(step, reply);
        assertThat(connection.send(mail())).isInstanceOf(expected);
    }

    static Stream<Arguments> the_outcome_depends_on_the_reply_and_the_stage() {
        return Stream.of(
                arguments("CONNECT", "421 4.3.2 too busy", Held.class),
                arguments("CONNECT", "554 5.3.2 no service", Held.class),
                arguments("CONNECT", END, Held.class),
                arguments("CONNECT", STALL, Held.class),
                arguments("MAIL", "451 4.3.0 later", Later.class),
                arguments("MAIL", "530 5.7.0 log in first", Held.class),
                arguments("MAIL", "550 5.7.26 not authenticated", Held.class),
                arguments("MAIL", "552 5.3.4 too big", Refused.class),
                arguments("RCPT", "450 4.2.0 greylisted", Later.class),
                arguments("RCPT", "421 4.7.0 closing", Later.class),
                arguments("RCPT", "550 5.1.1 no such user", Refused.class),
                arguments("RCPT", "554 5.7.1 relay access denied", Held.class),
                arguments("RCPT", "552 5.2.2 mailbox full", Later.class),
                arguments("RCPT", END, Held.class),
                arguments("DATA", "451 4.3.0 later", Later.class),
                arguments("DATA", "554 5.5.1 no", Outcome.ContentRefused.class),
                arguments(".", "451 4.7.1 later", Later.class),
                arguments(".", "554 5.6.0 not this content", Outcome.ContentRefused.class),
                arguments(".", "550 5.7.26 not authenticated", Held.class),
                arguments(".", END, Unknown.class),
                arguments(".", STALL, Unknown.class));
    }

    @Test
    void a_mail_that_is_sent_at_once_is_reported_as_accepted_not_accepted_or_unknown() throws MessagingException {
        assertThat(relay.sendNow(mail())).isEmpty();
        server.answering("RCPT", "550 5.1.1 no such user");
        assertThat(relay.sendNow(mail())).get().asString()
                .startsWith("The relay did not accept it: 550 5.1.1 no such user");
        server.answeringWell();
        server.answering(".", END);
        assertThat(relay.sendNow(mail())).hasValue("It is unknown whether the relay accepted it");
    }

    @Test
    void an_unreachable_relay_holds_all_deliveries() throws IOException, MessagingException {
        server.close();
        assertThat(connection.send(mail())).isInstanceOf(Held.class);
    }

    @Test
    void a_refusal_without_a_reason_is_permanent_only_if_other_mail_was_accepted() throws MessagingException {
        server.answering("RCPT", "550 no");
        assertThat(connection.send(mail())).isInstanceOf(Held.class);
        server.answeringWell();
        assertThat(connection.send(mail())).isInstanceOf(Sent.class);
        server.answering("RCPT", "550 no");
        assertThat(connection.send(mail())).isInstanceOf(Refused.class);
    }

    @Test
    void an_accepted_mail_is_sent_even_if_the_relay_stalls_or_disconnects_at_quit() throws MessagingException {
        server.answering("QUIT", STALL);
        assertThat(connection.send(mail())).isInstanceOf(Sent.class);
        connection.close();
        server.answering("QUIT", END);
        assertThat(connection.send(mail())).isInstanceOf(Sent.class);
        connection.close();
        assertThat(server.mails).hasSize(2);
    }

    @Test
    void the_relays_reply_is_kept() throws MessagingException {
        server.answering(".", "250 2.0.0 queued as 4Fx7");
        assertThat(connection.send(mail())).isEqualTo(new Sent("250 2.0.0 queued as 4Fx7"));
    }

    @Test
    void a_connection_is_reused_and_replaced_after_a_hundred_mails() throws MessagingException {
        for (int i = 0; i < 101; i++) {
            assertThat(connection.send(mail())).isInstanceOf(Sent.class);
        }
        assertThat(server.connections).hasValue(2);
    }

    @Test
    void after_a_refused_recipient_the_connection_is_reused() throws MessagingException {
        connection.send(mail());
        server.answering("RCPT", "550 5.1.1 no such user");
        connection.send(mail());
        server.answeringWell();
        assertThat(connection.send(mail())).isInstanceOf(Sent.class);
        assertThat(server.connections).hasValue(1);
    }

    @Test
    void if_the_relay_stalls_after_a_refused_recipient_the_next_mail_has_a_new_connection()
            throws MessagingException {
        server.answering("RCPT", "550 5.1.1 no such user").answering("RSET", STALL);
        assertThat(connection.send(mail())).isInstanceOf(Refused.class);
        server.answeringWell();
        assertThat(connection.send(mail())).isInstanceOf(Sent.class);
        assertThat(server.connections).hasValue(2);
    }

    @Test
    void of_the_relays_reply_only_what_can_be_stored_is_kept() throws MessagingException {
        server.answering(".", "250 2.0.0 queued\0 as \u0007" + "x".repeat(900));
        assertThat(((Sent) connection.send(mail())).reply()).startsWith("250 2.0.0 queued as x").hasSize(500);
    }

    @Test
    void if_no_new_connection_can_be_opened_the_mail_is_not_judged_by_the_previous_dialogue()
            throws MessagingException {
        server.answering("RCPT", "550 5.1.1 no such user").answering("RSET", STALL);
        connection.send(mail());
        server.answeringWell();
        server.answering("CONNECT", "554 5.3.2 no service");
        assertThat(connection.send(mail())).isInstanceOf(Held.class);
    }

    @Test
    void a_connection_that_the_relay_closed_is_reopened_and_the_mail_is_sent_once() throws Exception {
        connection.send(mail());
        server.endConnections();
        assertThat(connection.send(mail())).isInstanceOf(Sent.class);
        assertThat(server.mails).hasSize(2);
    }

    /** The second connection is silent from the start: it times out twice while the first one still waits. */
    @Test
    void a_silent_relay_times_out_soon_except_after_the_end_of_a_mail() throws Exception {
        var patient = new Relay(sender, settings(Duration.ofMinutes(5))).connection();
        var mail = mail();
        server.answering(".", WAIT);
        var outcome = CompletableFuture.supplyAsync(() -> patient.send(mail));
        await().until(() -> server.mails.size() == 1);
        server.answering("CONNECT", STALL);
        assertThat(connection.send(mail())).isInstanceOf(Held.class);
        assertThat(connection.send(mail())).isInstanceOf(Held.class);
        assertThat(outcome).isNotDone();
        server.goOn();
        assertThat(outcome.get(20, TimeUnit.SECONDS)).isInstanceOf(Sent.class);
        server.answering("MAIL", STALL);
        var next = CompletableFuture.supplyAsync(() -> patient.send(mail));
        assertThat(next.get(20, TimeUnit.SECONDS)).as("the next mail's dialogue has the normal timeout")
                .isInstanceOf(Held.class);
        patient.close();
    }

    @ParameterizedTest
    @CsvSource({"250 2.1.5 ok", "550 5.1.1 no such user"})
    void an_unusable_relay_is_usable_again_once_it_accepts_or_refuses_a_single_mail(String reply)
            throws MessagingException {
        relay.hold("away");
        await().until(() -> !relay.isHeld());
        server.answering("CONNECT", STALL);
        connection.send(mail());
        assertThat(relay.isUsable()).isFalse();
        server.answeringWell();
        server.answering("RCPT", reply);
        connection.send(mail());
        assertThat(relay.isUsable()).isTrue();
    }

    private MimeMessage mail() throws MessagingException {
        return mail(sender);
    }

    static MimeMessage mail(JavaMailSenderImpl sender) throws MessagingException {
        var mail = new MimeMessage(sender.getSession());
        mail.setFrom("desk@example.org");
        mail.setRecipient(RecipientType.TO, new InternetAddress("visitor@example.net"));
        mail.setText("text");
        mail.saveChanges();
        return mail;
    }

    private static JavaMailSenderImpl sender(int port) {
        var sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(port);
        sender.getJavaMailProperties().put("mail.smtp.timeout", "500");
        sender.getJavaMailProperties().put("mail.smtp.connectiontimeout", "500");
        sender.getJavaMailProperties().put("mail.smtp.quitwait", "false");
        return sender;
    }

    static DeliverySettings settings(Duration afterDot) {
        return new DeliverySettings(1, Duration.ofSeconds(30), Duration.ofSeconds(1), List.of(Duration.ofSeconds(10)),
                Duration.ofMillis(1), Duration.ofDays(5), Duration.ofDays(1), afterDot, false);
    }
}
