package org.frontdesk.notification.database;

import java.util.Properties;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A migration may wait for a lock or build an index for minutes, so it does not share the pool's socket timeout. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "spring.flyway.enabled", matchIfMissing = true)
class Migrations {

    @Bean
    FlywayConfigurationCustomizer connectionWithoutSocketTimeout(JdbcConnectionDetails database,
            FlywayConnectionDetails own) {
        return flyway -> {
            if (own.getJdbcUrl() == null) { // otherwise SPRING_FLYWAY_URL is set
                flyway.dataSource(own.getUsername() == null
                        ? dataSource(database.getJdbcUrl(), database.getUsername(), database.getPassword())
                        : dataSource(database.getJdbcUrl(), own.getUsername(), own.getPassword()));
            }
        };
    }

    private static DriverManagerDataSource dataSource(String url, String user, String password) {
        var dataSource = new DriverManagerDataSource(url, user, password);
        var properties = new Properties();
        properties.setProperty("tcpKeepAlive", "true");
        dataSource.setConnectionProperties(properties);
        return dataSource;
    }
}
