package org.frontdesk.inquiry.intake;

import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;
import org.springframework.validation.annotation.Validated;

/**
 * The client's address: the peer address, or behind proxies the one that the outermost trusted proxy saw. Only the last
 * entries of X-Forwarded-For count, one per trusted proxy: the client itself may have written those before.
 */
@Component
class ClientAddress {
    private static final Logger LOG = LoggerFactory.getLogger(ClientAddress.class);
    private final int hops;
    private final AtomicBoolean warned = new AtomicBoolean();

    /** @param proxyHops how many trusted proxies every request passes */
    @Validated
    @ConfigurationProperties("frontdesk")
    record Settings(@DefaultValue("0") @Min(0) @Max(10) int proxyHops) {}

    ClientAddress(Settings settings) {
        hops = settings.proxyHops();
    }

    String of(HttpServletRequest request) {
        var seen = Collections.list(request.getHeaders("X-Forwarded-For")).stream()
                .flatMap(header -> Stream.of(header.split(","))).map(String::strip).toList();
        if (hops == 0 && !seen.isEmpty() && warned.compareAndSet(false, true)) {
            LOG.warn("Requests arrive through a proxy, and all visitors share one rate limit."
                    + " Set FRONTDESK_PROXYHOPS to the number of your proxies");
        }
        return hops > 0 && seen.size() >= hops ? literal(seen, request) : request.getRemoteAddr();
    }

    private String literal(List<String> seen, HttpServletRequest request) {
        var address = seen.get(seen.size() - hops);
        try {
            InetAddress.ofLiteral(address);
            return address;
        } catch (IllegalArgumentException e) {
            return request.getRemoteAddr();
        }
    }
}
