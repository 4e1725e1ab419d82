package org.frontdesk.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.frontdesk.notification.delivery.RelayTransport.Stage.CONNECT;
import static org.frontdesk.notification.delivery.RelayTransport.Stage.DATA;
import static org.frontdesk.notification.delivery.RelayTransport.Stage.DOT;
import static org.frontdesk.notification.delivery.RelayTransport.Stage.MAIL;
import static org.frontdesk.notification.delivery.RelayTransport.Stage.RCPT;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.ConnectException;
import java.util.stream.Stream;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;

import org.frontdesk.notification.delivery.RelayTransport.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a relay's refusal means for the delivery; each row is one kind of refusal. */
class RelayReplyTest {

    @ParameterizedTest(name = "{0} {1} {2}, proven {3}: {4}")
    @MethodSource
    void the_outcome_depends_on_the_reply_code_and_the_stage(Stage stage, int code, String text, boolean proven,
            Class<? extends Outcome> expected) {
        assertThat(new RelayReply(code, text).outcome(stage, proven)).isInstanceOf(expected);
    }

    static Stream<Arguments> the_outcome_depends_on_the_reply_code_and_the_stage() {
        return Stream.of(
                arguments(CONNECT, -1, "connection refused", true, Outcome.Held.class),
                arguments(CONNECT, 554, "554 no service", true, Outcome.Held.class),
                arguments(CONNECT, 421, "421 too busy", true, Outcome.Held.class),
                arguments(MAIL, 451, "451 4.3.0 later", true, Outcome.Later.class),
                arguments(MAIL, 530, "530 5.7.0 authentication required", true, Outcome.Held.class),
                arguments(MAIL, 552, "552 5.3.4 too big", true, Outcome.Refused.class),
                arguments(MAIL, 550, "550 5.7.26 DMARC", true, Outcome.Held.class),
                arguments(RCPT, 450, "450 4.2.0 greylisted", true, Outcome.Later.class),
                arguments(RCPT, 550, "550 5.1.1 no such user", false, Outcome.Refused.class),
                arguments(RCPT, 554, "554 5.7.1 relay access denied", false, Outcome.Held.class),
                arguments(RCPT, 554, "554 5.7.1 access denied", true, Outcome.Later.class),
                arguments(RCPT, 550, "550 no", false, Outcome.Held.class),
                arguments(RCPT, 550, "550 no", true, Outcome.Refused.class),
                arguments(RCPT, 552, "552 5.2.2 mailbox full", true, Outcome.Later.class),
                arguments(DOT, 451, "451 4.7.1 later", true, Outcome.Later.class),
                arguments(DOT, 554, "554 5.6.0 content refused", true, Outcome.ContentRefused.class),
                arguments(DOT, 550, "550 5.7.26 DMARC", true, Outcome.Held.class),
                arguments(DOT, -1, "[EOF]", true, Outcome.Unknown.class),
                arguments(DATA, -1, "[EOF]", true, Outcome.Later.class),
                arguments(DATA, -1, "[EOF]", false, Outcome.Held.class),
                arguments(RCPT, -1, "[EOF]", true, Outcome.Later.class),
                arguments(RCPT, -1, "[EOF]", false, Outcome.Held.class),
                arguments(MAIL, -1, "[EOF]", true, Outcome.Held.class));
    }

    @Test
    void a_refused_login_holds_all_deliveries() {
        var outcome = RelayReply.of(new AuthenticationFailedException("bad credentials")).outcome(CONNECT, true);
        assertThat(outcome).isInstanceOf(Outcome.Held.class);
    }

    @Test
    void a_refused_connection_holds_all_deliveries() {
        var failure = new MessagingException("Couldn't connect to host", new ConnectException("Connection refused"));
        assertThat(RelayReply.of(failure).outcome(CONNECT, false)).isInstanceOf(Outcome.Held.class);
    }

    @Test
    void the_reason_contains_no_address() {
        var failure = new MessagingException("550 5.1.1 <visitor@example.net>: no such user");
        assertThat(RelayReply.of(failure).text()).isEqualTo("550 5.1.1 <…>: no such user");
    }
}
