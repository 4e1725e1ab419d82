package org.frontdesk.playground;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The packaged services as processes of the playground. */
final class Processes implements Stack {
    private final Run run;
    private final Playground playground;

    Processes(Run run, Path site, Map<String, Map<String, String>> extra) {
        this.run = run;
        var settings = new HashMap<String, Map<String, String>>();
        for (var service : List.of(Playground.INQUIRY, Playground.NOTIFICATION, Playground.CONTENT)) {
            var all = new HashMap<>(extra.getOrDefault(service, Map.of()));
            all.put("FRONTDESK_SITE", site.toAbsolutePath().toString());
            settings.put(service, all);
        }
        playground = new Playground(run, Path.of(".."), settings);
    }

    @Override
    public void start() {
        playground.start();
    }

    @Override
    public Restartable broker() {
        return playground.broker();
    }

    @Override
    public Restartable database() {
        return playground.database();
    }

    @Override
    public Restartable service(String name) {
        return playground.service(name);
    }

    @Override
    public Restartable another(Service service, Map<String, String> settings) {
        return playground.another(service, settings);
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(playground.database().url(), playground.database().user(), "");
    }

    @Override
    public String kept(String topic) {
        return Compaction.bytes(run.data(), topic);
    }

    @Override
    public void close() {
        playground.close();
    }
}
