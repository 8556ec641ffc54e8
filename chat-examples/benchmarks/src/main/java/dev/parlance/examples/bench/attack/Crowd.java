package dev.parlance.examples.bench.attack;

import java.time.Duration;

/** Those who came before the attack, from addresses all over: a server that has served for a while has compiled what a login takes, and handshakes of TLS above all. */
final class Crowd implements AutoCloseable {
    private static final Duration PACE = Duration.ofMillis(10);
    private static final int ADDRESSES = 200;

    private final SocketLoop loop = SocketLoop.started("crowd");
    private final Address server;
    private final Grievances grievances;
    private int came;

    Crowd(Address server, Grievances grievances) {
        this.server = server;
        this.grievances = grievances;
    }

    /** From now on, until it is closed. */
    void begin() {
        loop.execute(() -> loop.every(PACE, () -> true, this::come));
    }

    private void come() {
        new HonestClient(
                loop,
                server,
                Loopback.address(1, 1 + came++ % ADDRESSES),
                "one-of-many",
                null,
                grievances,
                new HonestClient.Listener() {
                    @Override
                    public void ready(HonestClient self) {
                        self.close();
                    }
                });
    }

    @Override
    public void close() {
        loop.close();
    }
}
