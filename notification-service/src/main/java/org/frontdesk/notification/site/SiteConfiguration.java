package org.frontdesk.notification.site;

import java.nio.file.Path;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The site folder is read once, at startup. */
@Configuration(proxyBeanMethods = false)
class SiteConfiguration {

    @Bean
    static Site site(@Value("${frontdesk.site}") Path folder) {
        return SiteFolder.read(folder);
    }

    @Bean
    static Texts messageSource(Site site, @Value("${frontdesk.site}") Path folder) {
        return new Texts(site, folder);
    }
}
