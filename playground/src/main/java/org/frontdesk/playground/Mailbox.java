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

/** Accepts every mail by SMTP, stores and shows it, and delivers nothing. SMTP can be stopped separately. */
final class Mailbox implements AutoCloseable {
    private static final String NAME = "mailbox";
    private static final int LARGEST = 32 << 20;

    private final Run run;
    private final MailStore mails = new MailStore();
    private SMTPServer smtp;
    private HttpServer web;

    Mailbox(Run run) {
        this.run = run;
    }

    void start() {
        var began = Instant.now();
        run.say(NAME, "starting");
        startSmtp();
        web = Web.on(run.ports().mailbox());
        new MailApi(mails).on(web);
        new MailPage(mails).on(web);
        web.start();
        run.say(NAME, "ready in " + SupervisedProcess.seconds(began));
    }

    /** Adds no Received header: the stored bytes are exactly the bytes sent. */
    synchronized void startSmtp() {
        smtp = SMTPServer.port(run.ports().smtp()).bindAddress(InetAddress.ofLiteral("127.0.0.1"))
                .hostName("mailbox.localhost").insertReceivedHeaders(false).maxMessageSize(LARGEST)
                .executorService(Executors.newVirtualThreadPerTaskExecutor())
                .messageHandlerFactory(context -> new Receipt()).build();
        smtp.start();
    }

    /** Closes the sessions too: to a client it looks like a relay that is down. */
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

    /** One mail while it is being received. */
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
