package org.frontdesk.notification.settings;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;
import org.springframework.validation.Errors;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

/**
 * Binds and validates all settings before any other bean is created. A startup waits two minutes for a database that is
 * unavailable; a typo in a number should be reported earlier.
 */
@Component
class SettingsFirst implements BeanFactoryPostProcessor {

    /** Only records: Spring's own settings are bound later, by beans that do not exist yet. */
    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        for (var name : beans.getBeanNamesForType(Record.class, true, false)) {
            if (beans.getType(name).isAnnotationPresent(ConfigurationProperties.class)) {
                beans.getBean(name);
            }
        }
    }

    /**
     * Spring Boot uses the bean with this name for settings. {@code @Validated} on each record would create a validator
     * for each, which slows down the startup, and only later, after the message source.
     */
    @Bean
    @Primary
    static LocalValidatorFactoryBean configurationPropertiesValidator() {
        return new LocalValidatorFactoryBean() {
            @Override
            public boolean supports(Class<?> type) {
                return type.isRecord();
            }

            @Override
            public void validate(Object target, Errors errors) {
                super.validate(target, errors);
                if (target instanceof CheckedSettings settings) {
                    settings.check(errors);
                }
            }
        };
    }
}
