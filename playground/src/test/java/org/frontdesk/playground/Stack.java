package org.frontdesk.playground;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/**
 * The running system as the journeys meet it: processes of the playground, or with {@code -Pcontainers} the images of the
 * Dockerfile. Either way it answers on the ports of its {@link Run} and writes its logs there.
 */
interface Stack extends AutoCloseable {
    boolean OVER_CONTAINERS = Boolean.getBoolean("journeys.over-containers");

    /**
     * @param site the site's folder
     * @param extra more environment, by service
     */
    static Stack of(Run run, Path site, Map<String, Map<String, String>> extra) {
        return OVER_CONTAINERS ? new Containers(run, site, extra) : new Processes(run, site, extra);
    }

    /** Returns when all are ready. After a failure, close it: some parts may be up. */
    void start();

    Part broker();

    Part database();

    Part service(String name);

    /** One more instance of a service, on ports of its own; started, and closed with the rest. */
    Part another(Service service, Map<String, String> settings);

    /** To notification-service's database. */
    Connection connect() throws SQLException;

    /** Every byte that the broker keeps of that topic, in one text. */
    String kept(String topic);

    /** Where the services find what a test itself listens on. */
    static String host() {
        return OVER_CONTAINERS ? "host.docker.internal" : "127.0.0.1";
    }

    /** Where a test has to listen for the services to find it. */
    static InetSocketAddress listening(int port) {
        return OVER_CONTAINERS
                ? new InetSocketAddress(port)
                : new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    }

    @Override
    void close();
}
