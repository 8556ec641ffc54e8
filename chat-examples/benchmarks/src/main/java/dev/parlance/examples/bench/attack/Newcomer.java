package dev.parlance.examples.bench.attack;

import java.time.Duration;

/** Connects anew every 100 ms, logs in and goes: who has an honest address always gets in, whatever another address does. */
final class Newcomer implements AutoCloseable {
    private static final Duration PACE = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SocketLoop loop = SocketLoop.started("newcomer");
    private final Address server;
    private final Grievances grievances;

    Newcomer(Address server, Grievances grievances) {
        this.server = server;
        this.grievances = grievances;
    }

    /** From now on, until it is closed. */
    void begin() {
        loop.execute(() -> loop.every(PACE, () -> true, this::come));
    }

    private void come() {
        HonestClient client = new HonestClient(
                loop, server, Loopback.address(0, 1), "newcomer", null, grievances, new HonestClient.Listener() {
                    @Override
                    public void ready(HonestClient self) {
                        self.close();
                    }
                });
        loop.after(PATIENCE, () -> {
            if (!client.isClosed()) {
                client.complainOf("did not get in within " + PATIENCE.toSeconds() + " s");
                client.close();
            }
        });
    }

    @Override
    public void close() {
        loop.close();
    }
}
