package org.frontdesk.content;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.frontdesk.content.RunningService.Answer;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The service, started for a site folder that the test changes. */
record StartedService(ConfigurableApplicationContext context) implements AutoCloseable {
    static StartedService on(Path folder, String... settings) {
        List<String> all = new ArrayList<>(List.of("--frontdesk.site=" + folder, "--server.port=0",
                "--management.server.port=0"));
        all.addAll(List.of(settings));
        return new StartedService(SpringApplication.run(ContentService.class, all.toArray(String[]::new)));
    }

    Answer get(String address, String... headers) {
        return send("GET", address, headers);
    }

    Answer send(String method, String address, String... headers) {
        return RunningService.send(method, port("local.server.port"), address, headers);
    }

    Answer management(String address) {
        return RunningService.send("GET", port("local.management.port"), address);
    }

    private int port(String name) {
        return context.getEnvironment().getRequiredProperty(name, Integer.class);
    }

    @Override
    public void close() {
        context.close();
    }
}
