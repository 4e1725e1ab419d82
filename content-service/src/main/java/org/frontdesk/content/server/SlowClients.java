package org.frontdesk.content.server;

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
 * Closes the connection of a client that takes longer than server.tomcat.connection-timeout to send a request or to
 * receive its response (Slowloris); every 4 KiB transferred extend the deadline by a second. Tomcat's own timeout
 * restarts with every byte, so a header sent byte by byte would hold a connection for hours. There is no limit by IP
 * address, because all visitors behind one proxy share theirs.
 */
public class SlowClients extends Http11NioProtocol {
    private static final long NANOS_A_BYTE = Duration.ofSeconds(1).toNanos() / 4096;
    /** The timeout is divided by this while more than half of the connections are in use. */
    private static final int LOAD_DIVISOR = 5;
    /** Heap that a connection with half a request uses, as measured. */
    private static final long BYTES_A_CONNECTION = 56 << 10;

    public SlowClients() {
        super(new Endpoint());
    }

    /** Half of the heap at most: Tomcat's default of 8,192 connections would not fit. Others wait to be accepted. */
    private void limitConnections() {
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
            return underLoad(super.getConnectionTimeout());
        }

        @Override
        public int getKeepAliveTimeout() {
            return underLoad(super.getKeepAliveTimeout());
        }

        private int underLoad(int millis) {
            return getConnectionCount() > getMaxConnections() / 2 ? millis / LOAD_DIVISOR : millis;
        }
    }

    /** One deadline for both directions: HTTP/1.1 reads a request, then writes its response. */
    private static class Channel extends NioChannel {
        private final Endpoint endpoint;
        private NioSocketWrapper socket;
        private boolean begun;
        private boolean writing;
        private boolean nextBegun;
        private long readTimeout;
        private long deadline;

        Channel(SocketBufferHandler buffer, Endpoint endpoint) {
            super(buffer);
            this.endpoint = endpoint;
        }

        /** Tomcat reuses a channel for other connections. */
        @Override
        public void reset(SocketChannel channel, NioSocketWrapper wrapper) throws IOException {
            super.reset(channel, wrapper);
            socket = wrapper;
            begun = false;
            nextBegun = true;
        }

        @Override
        public int read(ByteBuffer to) throws IOException {
            return transferred(super.read(to), false);
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            return transferred(super.write(from), true);
        }

        private int transferred(int count, boolean outwards) throws SocketTimeoutException {
            if (count > 0) {
                long now = System.nanoTime();
                long time = Duration.ofMillis(endpoint.getConnectionTimeout()).toNanos();
                if (!begun || writing != outwards || beginsNextRequest(outwards)) {
                    begun = true;
                    nextBegun = !writing && !outwards;
                    writing = outwards;
                    deadline = now + time;
                }
                // Never more than the whole timeout: much data at once does not buy a long pause after it.
                deadline = now + Math.min(time, deadline - now + count * NANOS_A_BYTE);
                setTimeout(Duration.ofNanos(deadline - now).toMillis());
            }
            return count;
        }

        /**
         * After a body that was skipped once its response was written, the next request is one more read: then Tomcat has
         * set its keep-alive timeout. Once per response, or line breaks before a request would hold a connection forever.
         */
        private boolean beginsNextRequest(boolean outwards) {
            return !outwards && !nextBegun && socket.getReadTimeout() != readTimeout;
        }

        /** Tomcat's timeout for the next byte is the remaining time, so a silent client is closed at the deadline too. */
        private void setTimeout(long millis) throws SocketTimeoutException {
            if (millis <= 0) {
                throw new SocketTimeoutException("The client is too slow");
            }
            if (writing) {
                socket.setWriteTimeout(millis);
            } else {
                socket.setReadTimeout(millis);
                readTimeout = millis;
            }
        }
    }

    @Component
    static class Customizer implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
        @Override
        public void customize(TomcatServletWebServerFactory factory) {
            factory.setProtocol(SlowClients.class.getName());
            factory.addConnectorCustomizers(
                    connector -> ((SlowClients) connector.getProtocolHandler()).limitConnections());
        }
    }
}
