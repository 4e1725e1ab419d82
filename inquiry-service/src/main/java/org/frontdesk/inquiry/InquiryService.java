package org.frontdesk.inquiry;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

import org.frontdesk.inquiry.identity.Secret;
import org.frontdesk.inquiry.site.Site;
import org.frontdesk.inquiry.site.SiteFolder;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Takes the site's forms in and publishes each inquiry to the topic; holds no state of its own. */
@SpringBootApplication
@EnableScheduling
@ConfigurationPropertiesScan
class InquiryService {
    private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

    /**
     * @param site    folder with what makes this deployment the clinic's own; a text, for Spring would look for a
     *                relative path in the web application
     * @param secret  at least 32 bytes, the same for every instance; see {@link Secret}
     * @param origins more than the site's own: of a preview or a playground, whose pages may send from a browser
     */
    @ConfigurationProperties("frontdesk")
    record Settings(@DefaultValue("./site") String site, String secret, @DefaultValue( {}) List<String> origins){}

    static void main(String[] args) {
        // A virtual thread that waits for a lock while it loads a class keeps its carrier. With only as many carriers as
        // cores, a busy start could take them all, and then no virtual thread would ever run again.
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
