package io.kindling.driver;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the address of this machine at which a cluster's executors are likely to reach it. */
final class LocalAddress {

    private static final Pattern HOST_AND_PORT = Pattern.compile("[a-z0-9+.-]+://\\[?([^/,?\\]]+?)]?(?::(\\d{1,5}))?(?:[/,?].*)?");
    private static final String LOOPBACK = "127.0.0.1";
    private static final int ANY_PORT = 9;

    private LocalAddress() {
    }

    /** The host that a master URL names, or null if it has none. */
    static String hostOf(final String masterUrl) {
        final Matcher master = HOST_AND_PORT.matcher(masterUrl.strip());
        return master.matches() ? master.group(1) : null;
    }

    /** The address whose route leads to the master; loopback for masters on this machine or without an address. */
    static String towards(final String masterUrl) {
        final Matcher master = HOST_AND_PORT.matcher(masterUrl.strip());
        if (!master.matches()) {
            return LOOPBACK;
        }
        // A datagram socket that is "connected" sends nothing; it only looks the route up.
        try (DatagramSocket socket = new DatagramSocket()) {
            final int port = master.group(2) == null ? ANY_PORT : Integer.parseInt(master.group(2));
            socket.connect(new InetSocketAddress(InetAddress.getByName(master.group(1)), port));
            return socket.getLocalAddress().isAnyLocalAddress() ? LOOPBACK : socket.getLocalAddress().getHostAddress();
        } catch (final IOException | IllegalArgumentException e) {
            // The cluster manager will say what is wrong with the URL, in better words.
            return LOOPBACK;
        }
    }
}
