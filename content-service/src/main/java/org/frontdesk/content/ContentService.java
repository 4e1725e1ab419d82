package org.frontdesk.content;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

import org.frontdesk.content.answer.Preview;
import org.frontdesk.content.article.Library;
import org.frontdesk.content.edition.Editions;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Serves the pages, news, stories and contacts of one site's folder; needs nothing but that folder. Started with
 * {@code check} it only checks the folder: see {@link Check}.
 */
@SpringBootApplication
@EnableConfigurationProperties({Settings.class, ServerSettings.class, ServerSettings.Management.class})
public class ContentService {
    private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

    ContentService(ServerSettings server, ServerSettings.Management management) {
        server.checkAgainst(management);
    }

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("check")) {
            System.exit(Check.run(args, System.getenv(), System.out));
        }
        // A virtual thread that waits for a lock while it loads a class keeps its carrier. With only as many carriers as
        // cores, a busy start could take them all, and then no virtual thread would ever run again.
        if (System.getProperty(CARRIERS) == null) {
            System.setProperty(CARRIERS, "64");
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
        return new Editions(new Library(Path.of(settings.site()), settings.website()), clock);
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> watch(Editions editions) {
        return _ -> editions.start();
    }

    @Bean
    Preview preview(Settings settings, Clock clock) {
        return new Preview(Optional.ofNullable(settings.secret()), clock);
    }

    /** There is one representation, so Accept has nothing to choose: a browser that asks for HTML is no mistake. */
    @Bean
    WebMvcConfigurer onlyJson() {
        return new WebMvcConfigurer() {
            @Override
            public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
                negotiation.ignoreAcceptHeader(true).defaultContentType(MediaType.APPLICATION_JSON);
            }
        };
    }
}
