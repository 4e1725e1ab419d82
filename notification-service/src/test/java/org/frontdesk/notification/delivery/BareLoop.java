package org.frontdesk.notification.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Scanner;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

import jakarta.mail.MessagingException;

import org.frontdesk.notification.mail.Delivery.Kind;
import org.frontdesk.notification.mail.Delivery;
import org.frontdesk.notification.mail.MailWriter;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;

/**
 * The baseline for {@link Benchmark}: the same mails, composed and sent by the same code over as many open connections,
 * without broker and database. Its input selects the inquiries; its output is in nanoseconds.
 */
@Import(Relay.class)
@EnableConfigurationProperties(DeliverySettings.class)
@ImportAutoConfiguration({PropertyPlaceholderAutoConfiguration.class, MailSenderAutoConfiguration.class,
        ThymeleafAutoConfiguration.class})
@ComponentScan("org.frontdesk.notification.mail")
@ComponentScan(basePackages = "org.frontdesk.notification", useDefaultFilters = false, includeFilters = @Filter(type = FilterType.REGEX, pattern = ".*\\.SiteConfiguration"))
class BareLoop {

    static void main(String[] args) throws InterruptedException {
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {
            e.printStackTrace();
            System.exit(1);
        });
        var context = SpringApplication.run(BareLoop.class, args);
        var writer = context.getBean(MailWriter.class);
        var relay = context.getBean(Relay.class);
        var connections = Stream.generate(relay::connection)
                .limit(context.getBean(DeliverySettings.class).connections()).toList();
        System.out.println("ready");
        var in = new Scanner(System.in);
        while (in.hasNextLong()) {
            System.out.println("took " + drain(mails(in.nextLong(), in.nextLong()), writer, connections));
        }
    }

    private static Queue<Delivery> mails(long first, long inquiries) {
        var mails = new ConcurrentLinkedQueue<Delivery>();
        for (var kind : List.of(Kind.alert, Kind.reply)) {
            for (long number = first; number < first + inquiries; number++) {
                mails.add(mail(kind, number));
            }
        }
        return mails;
    }

    private static Delivery mail(Kind kind, long number) {
        var event = BenchmarkInquiries.number(number);
        var visitor = event.at("/fields/1/value").asString();
        var language = event.get("language").asString();
        return new Delivery(UUID.randomUUID(), kind, kind == Kind.reply ? visitor : "desk@example.org",
                Locale.forLanguageTag(kind == Kind.reply || language.equals("uk") ? language : "en"), false, 1, 1,
                Duration.ZERO, event.toString());
    }

    private static long drain(Queue<Delivery> mails, MailWriter writer, List<RelayConnection> connections)
            throws InterruptedException {
        var began = System.nanoTime();
        var threads = new ArrayList<Thread>();
        connections.forEach(connection -> threads.add(Thread.ofVirtual().start(() -> {
            for (var mail = mails.poll(); mail != null; mail = mails.poll()) {
                send(mail, writer, connection);
            }
        })));
        for (var thread : threads) {
            thread.join();
        }
        return System.nanoTime() - began;
    }

    private static void send(Delivery mail, MailWriter writer, RelayConnection connection) {
        try {
            if (!(connection.send(writer.write(mail)) instanceof Outcome.Sent)) {
                throw new IllegalStateException("The sink refuses a mail");
            }
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
