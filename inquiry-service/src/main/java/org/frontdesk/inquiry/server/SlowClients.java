package org.frontdesk.inquiry.server;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;
import org.springframework.validation.annotation.Validated;

/**
 * Closes the connections of clients that send a request or read a response too slowly (Slowloris). Each may take
 * server.tomcat.connection-timeout plus one second per 4 KiB; Tomcat alone restarts its timeout with each byte.
 * Implemented at the socket, so that it covers headers, bodies, skipped bodies and responses. There is no limit per
 * address, because all visitors behind a proxy share one.
 */
public class SlowClients extends Http11NioProtocol {
    private static final long NANOS_PER_BYTE = Duration.ofSeconds(1).toNanos() / 4096;
    /** Once half of the connections are in use, the timeout is divided by this, to free connections for new clients. */
    private static final int CROWDED_DIVISOR = 5;
    /** Measured heap use of a request while its body is read, and of the service without requests. */
    private static final long BYTES_PER_CONNECTION = 72 * 1024;
    private static final long BASE_BYTES = 64L * 1024 * 1024;
    private static final int MIN_CONNECTIONS = 100;

    /**
     * Tomcat's settings, bound a second time to validate them: to Tomcat, a timeout of 0 means none.
     *
     * @param keepAliveTimeout null for the connection timeout
     */
    @Validated
    @ConfigurationProperties("server.tomcat")
    record Settings(
            @DefaultValue("10s") @DurationMin(seconds = 1) @DurationMax(minutes = 10) Duration connectionTimeout,
            @DurationMin(seconds = 1) @DurationMax(minutes = 10) Duration keepAliveTimeout,
            @DefaultValue("8192") @Min(10) @Max(100_000) int maxConnections,
            @DefaultValue("1000") @Min(1) @Max(65_535) int acceptCount) {}

    public SlowClients() {
        super(new Endpoint());
    }

    /** Further connections wait to be accepted; Tomcat's default of 8,192 would end in an OutOfMemoryError. */
    private void fitMemory() {
        var fitting = (Runtime.getRuntime().maxMemory() - BASE_BYTES) / BYTES_PER_CONNECTION;
        setMaxConnections((int) Math.min(getMaxConnections(), Math.max(MIN_CONNECTIONS, fitting)));
    }

    /** Of the response buffer. Tomcat's default buffers are larger than forms need. */
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

        /** Also applies to idle connections, unless the keep-alive timeout is set. */
        @Override
        public int getConnectionTimeout() {
            var time = super.getConnectionTimeout();
            return getConnectionCount() > getMaxConnections() / 2 ? time / CROWDED_DIVISOR : time;
        }
    }

    /** Needs only one deadline: HTTP/1.1 reads a request, then writes its response. */
    private static class Channel extends NioChannel {
        private final Endpoint endpoint;
        private NioSocketWrapper socket;
        private boolean started;
        private boolean writing;
        private boolean nextBegun;
        private long readTimeout;
        private long deadline;

        Channel(SocketBufferHandler buffer, Endpoint endpoint) {
            super(buffer);
            this.endpoint = endpoint;
        }

        /** Tomcat reuses channels for other connections. */
        @Override
        public void reset(SocketChannel channel, NioSocketWrapper wrapper) throws IOException {
            super.reset(channel, wrapper);
            socket = wrapper;
            started = false;
            nextBegun = true;
        }

        @Override
        public int read(ByteBuffer to) throws IOException {
            return enforceDeadline(super.read(to), false);
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            return enforceDeadline(super.write(from), true);
        }

        private int enforceDeadline(int count, boolean write) throws SocketTimeoutException {
            if (count > 0) {
                var now = System.nanoTime();
                var time = Duration.ofMillis(endpoint.getConnectionTimeout());
                if (!started || writing != write || beginsNextRequest(write)) {
                    started = true;
                    nextBegun = !writing && !write;
                    writing = write;
                    deadline = now + time.toNanos();
                    socket.setReadTimeout(time.toMillis());
                    socket.setWriteTimeout(time.toMillis());
                }
                // Capped at the full timeout, so that a large burst does not earn time for a long stall.
                var left = Math.min(time.toNanos(), deadline - now + count * NANOS_PER_BYTE);
                deadline = now + left;
                limitNextByte(Duration.ofNanos(left).toMillis());
            }
            return count;
        }

        /**
         * After a body that was skipped once its response was written, the next request is one more read: then Tomcat has
         * set its keep-alive timeout. Once per response, or line breaks before a request would hold a connection forever.
         */
        private boolean beginsNextRequest(boolean write) {
            return !write && !nextBegun && socket.getReadTimeout() != readTimeout;
        }

        /** Tomcat's timeout for the next byte becomes the remaining time, in case no more bytes pass. */
        private void limitNextByte(long millis) throws SocketTimeoutException {
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
    static class Registration implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
        @Override
        public void customize(TomcatServletWebServerFactory tomcat) {
            tomcat.setProtocol(SlowClients.class.getName());
            tomcat.addConnectorCustomizers(connector -> ((SlowClients) connector.getProtocolHandler()).fitMemory());
        }
    }
}
