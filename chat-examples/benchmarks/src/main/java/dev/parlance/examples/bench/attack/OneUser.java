package dev.parlance.examples.bench.attack;

import java.time.Duration;

final class OneUser implements Attack {
    private static final String ROOM = "one-user";
    private static final Duration ALLOWED = Duration.ofMillis(50);

    @Override
    public String name() {
        return "one-user";
    }

    @Override
    public String sentence() {
        return "one user on 100 connections in one room says 500 characters on each, 20 times a second";
    }

    @Override
    public void begin(Target target) {
        byte[] message = Phrases.say(ROOM, "o".repeat(500));
        target.hold(
                100,
                Duration.ofMinutes(1),
                foe -> foe.login("one").send(Phrases.join(ROOM)).every(ALLOWED, () -> foe.send(message)));
    }
}
