package org.frontdesk.notification;

import org.frontdesk.notification.liveness.ShutdownDeadline;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.task.ThreadPoolTaskSchedulerBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * What happens to an inquiry here, folder by folder: {@code inbox} reads it from the topic and writes down which mails
 * are owed, {@code delivery} hands each to the relay and keeps what came of it, {@code mail} writes them. Around that:
 * {@code digest} tells staff once a day what waits, {@code console} shows operators all of it and does what they decide,
 * {@code erasure} removes data on request and by retention, {@code watch} keeps metrics and health.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
class NotificationService {

    static void main(String[] args) {
        ShutdownDeadline.install(ShutdownDeadline.GRACE);
        SpringApplication.run(NotificationService.class, args);
    }

    /** With virtual threads Spring runs all that recurs on one thread, so that a long purge would hold up the figures. */
    @Bean
    TaskScheduler taskScheduler(ThreadPoolTaskSchedulerBuilder builder) {
        return builder.build();
    }
}
