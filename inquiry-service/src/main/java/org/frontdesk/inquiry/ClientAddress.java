package org.frontdesk.inquiry;

import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Who sends: the address that connects, or behind proxies what the outermost of our own saw. Only as many entries of
 * X-Forwarded-For as there are own proxies count, from the end: whatever stands before them, the client wrote itself.
 */
@Component
class ClientAddress {
    private final int hops;

    /** @param hops frontdesk.proxy-hops: how many own proxies every request passes */
    ClientAddress(@Value("${frontdesk.proxy-hops:0}") int hops) {
        this.hops = hops;
    }

    String of(HttpServletRequest request) {
        var seen = Collections.list(request.getHeaders("X-Forwarded-For")).stream()
                .flatMap(header -> Stream.of(header.split(","))).map(String::strip).toList();
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
