package org.frontdesk.inquiry;

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
 * Who sends: the address that connects, or behind proxies what the outermost of our own saw. Only as many entries of
 * X-Forwarded-For as there are own proxies count, from the end: whatever stands before them, the client wrote itself.
 */
@Component
class ClientAddress {
    private static final Logger LOG = LoggerFactory.getLogger(ClientAddress.class);
    private final int hops;
    private final AtomicBoolean told = new AtomicBoolean();

    /** @param proxyHops how many own proxies every request passes */
    @Validated
    @ConfigurationProperties("frontdesk")
    record Settings(@DefaultValue("0") @Min(0) @Max(10) int proxyHops) {}

    ClientAddress(Settings settings) {
        hops = settings.proxyHops();
    }

    String of(HttpServletRequest request) {
        var seen = Collections.list(request.getHeaders("X-Forwarded-For")).stream()
                .flatMap(header -> Stream.of(header.split(","))).map(String::strip).toList();
        if (hops == 0 && !seen.isEmpty() && told.compareAndSet(false, true)) {
            LOG.warn("Requests come through a proxy, and all its visitors count as one client: their limits and answers"
                    + " suffer. Set FRONTDESK_PROXYHOPS to the number of own proxies");
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
