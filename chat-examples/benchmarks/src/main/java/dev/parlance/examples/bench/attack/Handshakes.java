package dev.parlance.examples.bench.attack;

import java.time.Duration;

final class Handshakes implements Attack {
    private static final int ALL = 100_000;
    private static final int AT_ONCE = 1_000;
    private static final Duration LIFE = Duration.ofMillis(100);

    @Override
    public String name() {
        return "handshakes";
    }

    @Override
    public String sentence() {
        return "100,000 handshakes of WebSocket from one address, as fast as it can, 1,000 at once";
    }

    @Override
    public Duration length() {
        return Duration.ofSeconds(60);
    }

    @Override
    public void begin(Target target) {
        int all = target.scaled(ALL);
        int atOnce = target.scaled(AT_ONCE);
        int[] closed = {0};
        byte[] upgrade = Phrases.upgrade();
        target.loop.every(Duration.ofMillis(5), target::goesOn, () -> {
            while (target.dialed() < all && target.dialed() - closed[0] < atOnce) {
                Foe foe = target.dial().send(upgrade);
                target.loop.after(LIFE, () -> {
                    foe.close();
                    closed[0]++;
                });
            }
            if (closed[0] >= all) {
                target.done();
            }
        });
    }
}
