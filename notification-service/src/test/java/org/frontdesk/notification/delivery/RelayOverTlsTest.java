package org.frontdesk.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.frontdesk.notification.delivery.ScriptedRelay.STALL;
import static org.frontdesk.notification.delivery.ScriptedRelay.WAIT;

import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import org.frontdesk.notification.delivery.Outcome.Held;
import org.frontdesk.notification.delivery.Outcome.Sent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** The timeout is changed on the underlying socket at the end of a mail: it must apply over TLS too. */
class RelayOverTlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @Test
    @Timeout(60)
    void the_timeout_is_longer_after_the_end_of_a_mail_over_tls_too(@TempDir Path folder)
            throws Exception {
        try (var server = new ScriptedRelay(tls(folder).getServerSocketFactory())) {
            var sender = sender(server.port());
            var settings = RelayConnectionTest.settings(Duration.ofMinutes(5));
            var mail = RelayConnectionTest.mail(sender);
            try (var connection = new Relay(sender, settings).connection();
                    var other = new Relay(sender, settings).connection()) {
                server.answering(".", WAIT);
                var outcome = CompletableFuture.supplyAsync(() -> connection.send(mail));
                await().until(() -> server.mails.size() == 1);
                server.answering("MAIL", STALL);
                assertThat(other.send(mail)).as("it timed out").isInstanceOf(Held.class);
                assertThat(outcome).isNotDone();
                server.goOn();
                assertThat(outcome.get(20, TimeUnit.SECONDS)).isInstanceOf(Sent.class);
            }
        }
    }

    private static JavaMailSenderImpl sender(int port) {
        var sender = new JavaMailSenderImpl();
        sender.setProtocol("smtps");
        sender.setHost("127.0.0.1");
        sender.setPort(port);
        sender.getJavaMailProperties().put("mail.smtp.timeout", "600000");
        sender.getJavaMailProperties().put("mail.smtps.timeout", "3000"); // takes precedence
        sender.getJavaMailProperties().put("mail.smtp.connectiontimeout", "5000");
        sender.getJavaMailProperties().put("mail.smtps.ssl.trust", "*");
        sender.getJavaMailProperties().put("mail.smtps.ssl.checkserveridentity", "false");
        return sender;
    }

    private static SSLContext tls(Path folder) throws Exception {
        var file = folder.resolve("relay.p12");
        var keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "relay", "-keyalg", "EC", "-dname", "CN=relay.test", "-storetype", "PKCS12",
                "-keystore", file.toString(), "-storepass", String.valueOf(PASSWORD)).inheritIO().start();
        assertThat(keytool.waitFor()).isZero();
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(file.toFile(), PASSWORD), PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
