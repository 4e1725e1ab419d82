package org.frontdesk.notification.settings;

import java.time.Duration;
import java.util.regex.Pattern;

import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.stereotype.Component;

/**
 * Rejects a duration without a unit in our settings: Spring reads it as milliseconds, but FRONTDESK_DELIVERY_LEASE=30
 * is meant as seconds.
 */
@Component
public class UnitRequired implements ConfigurationPropertiesBindHandlerAdvisor {
    private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("frontdesk");
    private static final Pattern NUMBER = Pattern.compile("(^|,)\\s*[+-]?\\d+\\s*(,|$)");

    @Override
    public BindHandler apply(BindHandler handler) {
        return new AbstractBindHandler(handler) {
            @Override
            public Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
                    Object result) {
                if (OURS.isAncestorOf(name) && isDuration(target)) {
                    check(context);
                }
                return super.onSuccess(name, target, context, result);
            }
        };
    }

    /** Or a list of durations, which may be bound from one text. */
    private static boolean isDuration(Bindable<?> target) {
        var type = target.getType();
        return type.resolve() == Duration.class || type.asCollection().resolveGeneric() == Duration.class;
    }

    private static void check(BindContext context) {
        var property = context.getConfigurationProperty();
        if (property != null && NUMBER.matcher(String.valueOf(property.getValue())).find()) {
            throw new IllegalArgumentException("expected a duration with its unit, such as 500ms, 30s, 10m, 24h or 5d");
        }
    }
}
