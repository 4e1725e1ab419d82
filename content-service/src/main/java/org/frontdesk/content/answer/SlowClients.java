package org.frontdesk.content.answer;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;

import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Ends the connection of a client that takes longer than server.tomcat.connection-timeout to send a request, or to take
 * its answer; each 4 KiB that pass give it a second more. Tomcat's own timeout starts anew with every byte, so a header
 * sent byte by byte would hold a connection for hours. There is no limit by address, since all visitors behind one proxy
 * share theirs.
 */
public class SlowClients extends Http11NioProtocol {
    private static final long NANOS_A_BYTE = Duration.ofSeconds(1).toNanos() / 4096;
    /** When half of the connections are taken, clients have this part of the time: new ones need a place. */
    private static final int HURRIED = 5;
    /** What a connection with half a request holds of the heap, measured. */
    private static final long BYTES_A_CONNECTION = 56 << 10;

    public SlowClients() {
        super(new Endpoint());
    }

    /** Half of the heap at most: Tomcat's 8,192 connections would not fit. More wait until they are accepted. */
    private void fitMemory() {
        long fitting = Runtime.getRuntime().maxMemory() / 2 / BYTES_A_CONNECTION;
        setMaxConnections((int) Math.min(getMaxConnections(), fitting));
    }

    private static class Endpoint extends NioEndpoint {
        @Override
        protected NioChannel createChannel(SocketBufferHandler buffer) {
            return isSSLEnabled() ? super.createChannel(buffer) : new Channel(buffer, this);
        }

        @Override
        public int getConnectionTimeout() {
            return hurried(super.getConnectionTimeout());
        }

        @Override
        public int getKeepAliveTimeout() {
            return hurried(super.getKeepAliveTimeout());
        }

        private int hurried(int millis) {
            return getConnectionCount() > getMaxConnections() / 2 ? millis / HURRIED : millis;
        }
    }

    /** Sees one direction at a time: HTTP/1.1 reads a request, then writes its answer. */
    private static class Channel extends NioChannel {
        private final Endpoint endpoint;
        private NioSocketWrapper socket;
        private boolean begun;
        private boolean writing;
        private long deadline;

        Channel(SocketBufferHandler buffer, Endpoint endpoint) {
            super(buffer);
            this.endpoint = endpoint;
        }

        /** Tomcat uses a channel again for other connections. */
        @Override
        public void reset(SocketChannel channel, NioSocketWrapper wrapper) throws IOException {
            super.reset(channel, wrapper);
            socket = wrapper;
            begun = false;
        }

        @Override
        public int read(ByteBuffer to) throws IOException {
            return passed(super.read(to), false);
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            return passed(super.write(from), true);
        }

        private int passed(int count, boolean outwards) throws SocketTimeoutException {
            if (count > 0) {
                long now = System.nanoTime();
                long time = Duration.ofMillis(endpoint.getConnectionTimeout()).toNanos();
                if (!begun || writing != outwards) {
                    begun = true;
                    writing = outwards;
                    deadline = now + time;
                }
                // At most the whole time ahead: whoever takes much at once may not stop for long after it.
                deadline = now + Math.min(time, deadline - now + count * NANOS_A_BYTE);
                holdTo(Duration.ofNanos(deadline - now).toMillis());
            }
            return count;
        }

        /** Tomcat's timeout for the next byte is what is left, so that silence ends at the deadline too. */
        private void holdTo(long millis) throws SocketTimeoutException {
            if (millis <= 0) {
                throw new SocketTimeoutException("The client is too slow");
            }
            if (writing) {
                socket.setWriteTimeout(millis);
            } else {
                socket.setReadTimeout(millis);
            }
        }
    }

    @Component
    static class Instead implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
        @Override
        public void customize(TomcatServletWebServerFactory factory) {
            factory.setProtocol(SlowClients.class.getName());
            factory.addConnectorCustomizers(
                    connector -> ((SlowClients) connector.getProtocolHandler()).fitMemory(),
                    // Tomcat fails at the eleventh language of Accept-Language; the length of headers is limited anyway.
                    connector -> connector.setMaxLocaleCount(-1));
        }
    }
}
