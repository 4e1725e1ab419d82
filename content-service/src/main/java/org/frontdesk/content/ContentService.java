package org.frontdesk.content;

import java.nio.file.Path;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Serves the pages, news, stories and contacts of one site's folder; needs nothing but that folder. */
@SpringBootApplication
@EnableConfigurationProperties(ContentService.Settings.class)
public class ContentService {
    private static final Logger log = LoggerFactory.getLogger(ContentService.class);

    public static void main(String[] args) {
        SpringApplication.run(ContentService.class, args);
    }

    /** @param site where the site's folder is: {@code frontdesk.site} or {@code FRONTDESK_SITE} */
    @ConfigurationProperties("frontdesk")
    record Settings(@DefaultValue("./site") String site) {}

    @Bean
    Content content(Settings settings) {
        Content content = ContentFolder.load(Path.of(settings.site()));
        log.info("{}: {} articles in {} languages from {}", content.site().name(), content.size(),
                content.site().languages().size(), settings.site());
        return content;
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

    @Bean
    Site site(Content content) {
        return content.site();
    }
}
