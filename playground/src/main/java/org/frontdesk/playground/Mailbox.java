package org.frontdesk.playground;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpServer;

import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.server.SMTPServer;

/** Takes every mail that comes over SMTP, keeps it and shows it; it delivers nothing. SMTP can be stopped alone. */
final class Mailbox implements AutoCloseable {
    private static final String NAME = "mailbox";
    private static final int LARGEST = 32 << 20;

    private final Run run;
    private final Mails mails = new Mails();
    private SMTPServer smtp;
    private HttpServer web;

    Mailbox(Run run) {
        this.run = run;
    }

    void start() {
        Instant began = Instant.now();
        run.say(NAME, "starting");
        startSmtp();
        web = Web.on(run.ports().mailbox());
        new MailApi(mails).on(web);
        new MailPage(mails).on(web);
        web.start();
        run.say(NAME, "ready in " + Program.seconds(began));
    }

    /** No Received line is added and nothing else changed: the bytes kept are the bytes sent. */
    synchronized void startSmtp() {
        smtp = SMTPServer.port(run.ports().smtp()).bindAddress(InetAddress.ofLiteral("127.0.0.1"))
                .hostName("mailbox.localhost").insertReceivedHeaders(false).maxMessageSize(LARGEST)
                .executorService(Executors.newVirtualThreadPerTaskExecutor())
                .messageHandlerFactory(context -> new Receipt()).build();
        smtp.start();
    }

    /** Ends the sessions too: to a client it looks like a relay that went away. */
    synchronized void stopSmtp() {
        if (smtp != null) {
            smtp.stop();
        }
    }

    @Override
    public void close() {
        stopSmtp();
        if (web != null) {
            web.stop(0);
        }
    }

    /** One mail while it comes in. */
    private final class Receipt implements MessageHandler {
        private final List<String> recipients = new ArrayList<>();
        private String sender = "";

        @Override
        public void from(String from) {
            sender = from;
        }

        @Override
        public void recipient(String recipient) {
            recipients.add(recipient);
        }

        @Override
        public String data(InputStream data) throws IOException {
            mails.add(Mail.received(sender, recipients, data.readAllBytes()));
            return null;
        }

        @Override
        public void done() {}
    }
}
