package org.frontdesk.notification.console;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/**
 * For both ports, which share no filter: found by scanning for the console's, and for that of health and metrics named in
 * META-INF/spring.
 */
@ManagementContextConfiguration(proxyBeanMethods = false)
class FirstFilter {

    @Bean
    FilterRegistrationBean<ReadableRequests> readableRequests() {
        var registration = new FilterRegistrationBean<>(new ReadableRequests());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }
}
