package dev.parlance.examples.bench.attack;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** This machine's addresses: 127.0.0.1 is the server's and the honest people's. */
final class Loopback {
    private Loopback() {}

    /** 127.0.third.fourth. */
    static InetAddress address(int third, int fourth) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, (byte) third, (byte) fourth});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
