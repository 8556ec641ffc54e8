package dev.parlance.examples.bench.attack;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Connects anew every 100 ms, logs in and goes: who has an honest address always gets in, whatever another address does. */
final class Newcomer implements AutoCloseable {
    private static final Duration PACE = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** No more connections at once than an honest address would have in the midst of a handshake. */
    private static final int AT_ONCE = 30;

    private static final int SWIFT = 2;

    private final SocketLoop loop = SocketLoop.started("newcomer");
    private final Address server;
    private final Grievances grievances;
    private final Set<HonestClient> underWay = new HashSet<>();
    private volatile boolean swift;

    Newcomer(Address server, Grievances grievances) {
        this.server = server;
        this.grievances = grievances;
    }

    /** From now on, until it is closed. */
    void begin() {
        loop.execute(() -> loop.every(PACE, () -> true, this::come));
    }

    /** Whether those that came are in at once. */
    boolean isSwift() {
        return swift;
    }

    private void come() {
        underWay.removeIf(HonestClient::isClosed);
        swift = underWay.size() <= SWIFT;
        if (underWay.size() == AT_ONCE) {
            return; // each of them has to get in all the same
        }
        HonestClient client = new HonestClient(
                loop, server, Loopback.address(0, 1), "newcomer", null, grievances, new HonestClient.Listener() {
                    @Override
                    public void ready(HonestClient self) {
                        self.close();
                    }
                });
        underWay.add(client);
        loop.after(PATIENCE, () -> {
            if (!client.isClosed()) {
                client.isLate("did not get in within " + PATIENCE.toSeconds() + " s");
                client.close();
            }
        });
    }

    @Override
    public void close() {
        loop.close();
    }
}
