package dev.parlance.websocket.http;

import dev.parlance.websocket.address.AddressAccount;
import dev.parlance.websocket.address.AddressAccounts;
import dev.parlance.websocket.net.Wire;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.apache.hc.core5.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * Who asks: at the other end of the connection, or in whose name a trusted proxy does.
 *
 * @param address where it is, or null if the socket is gone
 * @param account what that address may do
 */
record Requester(@Nullable InetAddress address, AddressAccount account) {
    /** Of a request. */
    static Requester of(HttpRequest head, Wire wire, AddressAccounts addresses) {
        InetSocketAddress end = wire.remoteAddress();
        InetAddress peer = end == null ? null : end.getAddress();
        AddressAccount account = wire.account();
        if (account != null) {
            return new Requester(peer, account);
        }
        InetAddress client = ForwardedFor.client(head, addresses.proxies());
        InetAddress address = client != null ? client : peer;
        return new Requester(address, addresses.of(address != null ? address : InetAddress.getLoopbackAddress()));
    }
}
