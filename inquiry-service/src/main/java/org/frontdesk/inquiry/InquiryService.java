package org.frontdesk.inquiry;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.frontdesk.inquiry.identity.Secret;
import org.frontdesk.inquiry.server.ShutdownDeadline;
import org.frontdesk.inquiry.site.Site;
import org.frontdesk.inquiry.site.SiteFolder;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.validation.annotation.Validated;

/** Receives the site's forms and publishes each inquiry to the topic. Stateless. */
@SpringBootApplication
@EnableScheduling
@ConfigurationPropertiesScan
class InquiryService {
    private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

    /**
     * @param site    the site folder; a string, because Spring resolves a relative Path in the web application
     * @param secret  at least 32 bytes, the same for every instance; see {@link Secret}
     * @param origins additional origins whose pages may post from a browser, such as a preview of the site
     */
    @ConfigurationProperties("frontdesk")
    record Settings(@DefaultValue("./site") String site, String secret, @DefaultValue( {}) List<String> origins){}

    /** Spring's port, bound a second time to validate it: Spring would start without a server at -1. */
    @Validated
    @ConfigurationProperties("server")
    record ServerSettings(@DefaultValue("8081") @Min(0) @Max(65_535) int port) {}

    static void main(String[] args) {
        // A virtual thread that waits for a lock during class loading pins its carrier. With one carrier per core, a
        // busy startup could pin them all, and no virtual thread would run again.
        if (System.getProperty(CARRIERS) == null) {
            System.setProperty(CARRIERS, "64");
        }
        ShutdownDeadline.install();
        SpringApplication.run(InquiryService.class, args);
    }

    @Bean
    Site site(Settings settings) {
        return SiteFolder.read(Path.of(settings.site())).with(settings.origins());
    }

    @Bean
    Secret secret(Settings settings) {
        return Secret.of(settings.secret());
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
