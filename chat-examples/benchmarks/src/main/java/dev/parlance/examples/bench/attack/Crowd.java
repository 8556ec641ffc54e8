package dev.parlance.examples.bench.attack;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Those who came before the attack, from addresses all over: a server that has served for a while has compiled what a login takes, handshakes of TLS above all, and what a long history takes. */
final class Crowd implements AutoCloseable {
    private static final Duration PACE = Duration.ofMillis(10);
    private static final int ADDRESSES = 200;

    private final SocketLoop loop = SocketLoop.started("crowd");
    private final Address server;
    private final Grievances grievances;
    private final @Nullable String room;
    private int came;

    /**
     * Comes later.
     *
     * @param room the one whose history they read; null if they only log in
     */
    Crowd(Address server, @Nullable String room, Grievances grievances) {
        this.server = server;
        this.room = room;
        this.grievances = grievances;
    }

    /** From now on, until it is closed. */
    void begin() {
        loop.execute(() -> loop.every(PACE, () -> true, this::come));
    }

    private void come() {
        int who = 1 + came++ % ADDRESSES;
        new HonestClient(
                loop,
                server,
                Loopback.address(1, who),
                "one-of-many-" + who,
                room,
                grievances,
                new HonestClient.Listener() {
                    @Override
                    public void ready(HonestClient self) {
                        if (room == null) {
                            self.close();
                        } else {
                            self.send(Phrases.getHistory(room, 100));
                        }
                    }

                    @Override
                    public void answered(HonestClient self) {
                        self.close();
                    }
                });
    }

    @Override
    public void close() {
        loop.close();
    }
}
