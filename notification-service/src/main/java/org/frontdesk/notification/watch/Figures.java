package org.frontdesk.notification.watch;

import java.util.Map;
import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;

/**
 * One metric, with a figure for each set of labels. Each is registered once and then asked for what was shown last:
 * registered anew with every look, a scrape could meet it twice, and would fail.
 */
final class Figures {
    private final MultiGauge gauge;
    private volatile Map<Tags, Supplier<Number>> shown = Map.of();

    Figures(String name, String description, MeterRegistry meters) {
        gauge = MultiGauge.builder(name).description(description).register(meters);
    }

    /** @param figures by labels; those of before that are not among them are gone */
    void show(Map<Tags, Supplier<Number>> figures) {
        shown = figures;
        gauge.register(figures.keySet().stream().<Row<?>>map(labels -> Row.of(labels, () -> figure(labels))).toList());
    }

    private Number figure(Tags labels) {
        return shown.getOrDefault(labels, () -> Double.NaN).get();
    }
}
