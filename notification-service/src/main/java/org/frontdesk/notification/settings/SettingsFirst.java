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
 * Reads and checks all settings before anything else is made. A start waits two minutes for a database that is away;
 * whoever mistyped a number should not learn of it only then.
 */
@Component
class SettingsFirst implements BeanFactoryPostProcessor {

    /** Records alone: those of Spring itself are filled in later, by what does not exist yet. */
    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        for (var name : beans.getBeanNamesForType(Record.class, true, false)) {
            if (beans.getType(name).isAnnotationPresent(ConfigurationProperties.class)) {
                beans.getBean(name);
            }
        }
    }

    /**
     * By this name Spring Boot uses it for settings. {@code @Validated} on each record would make a validator for each, at
     * some cost of a start, and only later, when texts can be looked up.
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
