package org.frontdesk.notification.console;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * Under what a login is counted.
 *
 * @param name in lower case, for that is how operators are looked up; empty where it is too long to be one
 * @param address of an IPv6 client its /64, for one machine has all of that
 */
record Guess(String name, String address) {

    static Guess of(Authentication login) {
        return new Guess(login.getName(),
                login.getDetails() instanceof WebAuthenticationDetails web ? web.getRemoteAddress() : "");
    }

    Guess {
        name = name.length() > Operators.LONGEST_NAME ? "" : name.toLowerCase(Locale.ROOT);
        address = network(address);
    }

    private static String network(String address) {
        try {
            return InetAddress.ofLiteral(address) instanceof Inet6Address v6
                    ? HexFormat.of().formatHex(Arrays.copyOf(v6.getAddress(), 8))
                    : address;
        } catch (IllegalArgumentException e) {
            return address;
        }
    }
}
