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
 * The path of an inquiry, by package: {@code inbox} reads it from the topic and records which deliveries are owed,
 * {@code delivery} hands them to the relay and records the outcomes, {@code mail} composes the mails, {@code site} is
 * the site folder. Around that: {@code digest} is the daily email to staff, {@code console} the operators' console and
 * API, {@code erasure} removes data on request and by retention, {@code metrics} are for alerting, {@code liveness}
 * detects hung loops. {@code inquiry} is the event, {@code settings} and {@code database} support the others.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
class NotificationService {

    static void main(String[] args) {
        ShutdownDeadline.install(ShutdownDeadline.GRACE);
        SpringApplication.run(NotificationService.class, args);
    }

    /**
     * With virtual threads Spring runs all scheduled tasks on one thread, so that a long purge would delay the metrics.
     */
    @Bean
    TaskScheduler taskScheduler(ThreadPoolTaskSchedulerBuilder builder) {
        return builder.build();
    }
}
