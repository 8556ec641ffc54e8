package dev.parlance.examples.bench;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the load goes to: one host, one port per node. */
final class Servers {
    /** One source address has some 28,000 ports to dial from. */
    private static final int CLIENTS_PER_SOURCE = 20_000;

    private final String host;
    private final InetAddress address;
    private final List<InetSocketAddress> nodes = new ArrayList<>();

    Servers(String host, List<Integer> ports, boolean remoteAllowed) {
        this.host = host;
        try {
            this.address = InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new LoadException("there is no host " + host);
        }
        if (!address.isLoopbackAddress() && !remoteAllowed) {
            throw new LoadException(host + " is not this machine; --allow-remote if you may put a load on it");
        }
        for (int port : ports) {
            nodes.add(new InetSocketAddress(address, port));
        }
    }

    InetSocketAddress address(int node) {
        return nodes.get(node);
    }

    byte[] request(int node, String path) {
        return Connection.request(host, nodes.get(node).getPort(), path);
    }

    /** The address to dial from, or null for whichever the system takes. */
    @Nullable
    InetAddress source(int client) {
        int place = client / CLIENTS_PER_SOURCE;
        if (place == 0 || !(address instanceof Inet4Address) || !address.isLoopbackAddress()) {
            return null;
        }
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, (byte) (place >>> 8), (byte) (place + 1)});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
