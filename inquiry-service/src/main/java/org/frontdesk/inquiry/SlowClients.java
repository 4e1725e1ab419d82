package org.frontdesk.inquiry;

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
 * Cuts a client that takes too long to send its request or to take its answer, at whatever pace: each may last
 * server.tomcat.connection-timeout, and a second more for every 4 KiB. Tomcat alone starts that time anew with each byte.
 * Done at the socket, where the header, the body, what is skipped of it and the answer all pass; what is skipped after
 * the answer has the time again. There is no limit by address: all visitors behind a proxy have the same one.
 */
public class SlowClients extends Http11NioProtocol {
    private static final long NANOS_A_BYTE = Duration.ofSeconds(1).toNanos() / 4096;
    /** Once half of the connections are taken, clients get this part of the time: new ones need the places. */
    private static final int HURRIED = 5;
    /** What a request whose body is under way takes of the heap, measured, and what the service needs beside them. */
    private static final long BYTES_A_CONNECTION = 72 * 1024;
    private static final long BYTES_BESIDE = 64L * 1024 * 1024;
    private static final int FEWEST = 100;

    public SlowClients() {
        super(new Endpoint());
    }

    /** Connections above this wait to be accepted, where Tomcat's default of 8,192 would end in an OutOfMemoryError. */
    private void fitMemory() {
        var fitting = (Runtime.getRuntime().maxMemory() - BYTES_BESIDE) / BYTES_A_CONNECTION;
        setMaxConnections((int) Math.min(getMaxConnections(), Math.max(FEWEST, fitting)));
    }

    /** Of the part of an answer that is kept back. Tomcat's own buffers are made for pages, not for forms. */
    @Override
    public int getDesiredBufferSize() {
        return 2 * 1024;
    }

    private static class Endpoint extends NioEndpoint {

        Endpoint() {
            getSocketProperties().setAppReadBufSize(1024);
            getSocketProperties().setAppWriteBufSize(4 * 1024);
        }

        @Override
        protected NioChannel createChannel(SocketBufferHandler buffer) {
            return isSSLEnabled() ? super.createChannel(buffer) : new Channel(buffer, this);
        }

        /** Also of idle connections, unless the keep-alive time-out is set. */
        @Override
        public int getConnectionTimeout() {
            var time = super.getConnectionTimeout();
            return getConnectionCount() > getMaxConnections() / 2 ? time / HURRIED : time;
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

        /** Channels are used again for other connections. */
        @Override
        public void reset(SocketChannel channel, NioSocketWrapper wrapper) throws IOException {
            super.reset(channel, wrapper);
            socket = wrapper;
            begun = false;
        }

        @Override
        public int read(ByteBuffer to) throws IOException {
            return holdToTime(super.read(to), false);
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            return holdToTime(super.write(from), true);
        }

        private int holdToTime(int count, boolean outwards) throws SocketTimeoutException {
            if (count > 0) {
                var now = System.nanoTime();
                var time = Duration.ofMillis(endpoint.getConnectionTimeout());
                if (!begun || writing != outwards) {
                    begun = true;
                    writing = outwards;
                    deadline = now + time.toNanos();
                    socket.setReadTimeout(time.toMillis());
                    socket.setWriteTimeout(time.toMillis());
                }
                // Never more than the whole time ahead: what the network takes at once is no credit for stopping after it.
                var left = Math.min(time.toNanos(), deadline - now + count * NANOS_A_BYTE);
                deadline = now + left;
                holdTo(Duration.ofNanos(left).toMillis());
            }
            return count;
        }

        /** Also when nothing more passes: Tomcat's time-out for the next byte is what is left. */
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
        public void customize(TomcatServletWebServerFactory tomcat) {
            tomcat.setProtocol(SlowClients.class.getName());
            tomcat.addConnectorCustomizers(connector -> ((SlowClients) connector.getProtocolHandler()).fitMemory());
        }
    }
}
