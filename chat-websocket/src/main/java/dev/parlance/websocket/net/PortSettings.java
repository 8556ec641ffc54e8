package dev.parlance.websocket.net;

import dev.parlance.websocket.address.AddressAccounts;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How a port is opened.
 *
 * @param address where to listen; port 0 takes any that is free
 * @param ioThreads how many event loops
 * @param maxConnections how many connections at once; more are turned away
 * @param backlog how many may wait to be accepted
 * @param sweepInterval how often wires look at the clock
 * @param input what all connections may hold together of what is not complete
 * @param addresses what each address may have
 * @param tlsHandshakes how many TLS handshakes may be under way at once
 * @param tls what each new connection is encrypted with, asked on its event loop, or null for plain sockets
 * @param asksClients whether a client may show a certificate, which the context's trust managers have to find good
 * @param strangersGiveWay whether the oldest that {@linkplain Protocol#givesWay gives way} ends for one that comes where there is no room, of an address or of all; then there is one event loop
 */
public record PortSettings(
        InetSocketAddress address,
        int ioThreads,
        int maxConnections,
        int backlog,
        Duration sweepInterval,
        InputBudget input,
        AddressAccounts addresses,
        int tlsHandshakes,
        @Nullable Supplier<SSLContext> tls,
        boolean asksClients,
        boolean strangersGiveWay) {
    /**
     * Where addresses have no bounds, TLS handshakes that of the connections, and clients show no certificates.
     *
     * @param address where to listen; port 0 takes any that is free
     * @param ioThreads how many event loops
     * @param maxConnections how many connections at once
     * @param backlog how many may wait to be accepted
     * @param sweepInterval how often wires look at the clock
     * @param input what all connections may hold together of what is not complete
     * @param tls what each new connection is encrypted with, asked on its event loop, or null for plain sockets
     */
    public PortSettings(
            InetSocketAddress address,
            int ioThreads,
            int maxConnections,
            int backlog,
            Duration sweepInterval,
            InputBudget input,
            @Nullable Supplier<SSLContext> tls) {
        this(
                address,
                ioThreads,
                maxConnections,
                backlog,
                sweepInterval,
                input,
                AddressAccounts.unbounded(),
                maxConnections,
                tls,
                false,
                false);
    }
}
