package org.frontdesk.notification;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * What happens to an inquiry here: {@link Inbox} reads it from the topic, {@link Ledger} writes down which mails are
 * owed, {@link Couriers} hand each to the relay, and {@link Deliveries} keeps what came of it.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
class NotificationService {

    static void main(String[] args) {
        SpringApplication.run(NotificationService.class, args);
    }
}
