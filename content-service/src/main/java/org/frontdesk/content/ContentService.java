package org.frontdesk.content;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

import org.frontdesk.content.article.ContentLoader;
import org.frontdesk.content.article.PreviewLinks;
import org.frontdesk.content.edition.Editions;
import org.frontdesk.content.server.ServerSettings;
import org.frontdesk.content.server.ShutdownDeadline;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;

/**
 * Serves the pages, news, stories and contacts of one site folder; it needs nothing but that folder. With the argument
 * {@code check} it only checks the folder: see {@link CheckCommand}.
 */
@SpringBootApplication
@EnableConfigurationProperties({Settings.class, ServerSettings.class, ServerSettings.Management.class})
public class ContentService {
    private static final String CARRIER_THREADS = "jdk.virtualThreadScheduler.parallelism";

    ContentService(ServerSettings server, ServerSettings.Management management) {
        server.checkAgainst(management);
    }

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("check")) {
            System.exit(CheckCommand.run(args, System.getenv(), System.out));
        }
        // A virtual thread that waits for a lock while it loads a class pins its carrier thread. With only as many
        // carriers as cores, a busy startup could pin them all: a deadlock.
        if (System.getProperty(CARRIER_THREADS) == null) {
            System.setProperty(CARRIER_THREADS, "64");
        }
        ShutdownDeadline.install();
        SpringApplication.run(ContentService.class, args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean(destroyMethod = "stop")
    Editions editions(Settings settings, Clock clock) {
        return new Editions(new ContentLoader(Path.of(settings.site()), settings.website()), clock);
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> watch(Editions editions) {
        return _ -> editions.start();
    }

    @Bean
    PreviewLinks preview(Settings settings, Clock clock) {
        return new PreviewLinks(Optional.ofNullable(settings.secret()), clock);
    }
}
