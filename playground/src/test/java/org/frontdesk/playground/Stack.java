package org.frontdesk.playground;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/**
 * The running system for the journeys: processes of the playground, or with {@code -Pcontainers} the images of the
 * Dockerfile. Either way it uses the ports of its {@link Run} and writes its logs there.
 */
interface Stack extends AutoCloseable {
    boolean OVER_CONTAINERS = Boolean.getBoolean("journeys.over-containers");

    /**
     * @param site the site folder
     * @param extra additional environment variables, by service
     */
    static Stack of(Run run, Path site, Map<String, Map<String, String>> extra) {
        return OVER_CONTAINERS ? new Containers(run, site, extra) : new Processes(run, site, extra);
    }

    /** Returns when everything is ready. After a failure, close it: some parts may be up. */
    void start();

    Restartable broker();

    Restartable database();

    Restartable service(String name);

    /** Starts another instance of a service, on its own ports; it is closed with the rest. */
    Restartable another(Service service, Map<String, String> settings);

    /** A connection to notification-service's database. */
    Connection connect() throws SQLException;

    /** All bytes that the broker stores of that topic, as one text. */
    String kept(String topic);

    /** The host under which the services reach a port of the test. */
    static String host() {
        return OVER_CONTAINERS ? "host.docker.internal" : "127.0.0.1";
    }

    /** The address on which a test listens so that the services can reach it. */
    static InetSocketAddress listening(int port) {
        return OVER_CONTAINERS
                ? new InetSocketAddress(port)
                : new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    }

    @Override
    void close();
}
