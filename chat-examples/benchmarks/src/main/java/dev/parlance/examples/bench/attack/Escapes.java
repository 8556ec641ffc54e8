package dev.parlance.examples.bench.attack;

import java.time.Duration;

final class Escapes implements Attack {
    private static final String ROOM = "escapes";
    private static final Duration ALLOWED = Duration.ofMillis(50);

    /** 4,000 characters that JSON writes as more: a quotation mark, a backslash, a control character. */
    private static final String TEXT = "\\\"\\\\\\u0001".repeat(1_333) + "x";

    @Override
    public String name() {
        return "escapes";
    }

    @Override
    public String sentence() {
        return "10 users send 4,000 characters that must be escaped, 20 times a second each, in a room with ten who do not read";
    }

    @Override
    public void begin(Target target) {
        byte[] message = Phrases.say(ROOM, TEXT);
        int[] users = {0};
        target.holdDeaf(10, Duration.ofSeconds(5), foe -> foe.login("slow").send(Phrases.join(ROOM)));
        target.hold(
                10,
                Duration.ofMinutes(1),
                foe -> foe.login("escapes" + users[0]++)
                        .send(Phrases.join(ROOM))
                        .every(ALLOWED, () -> foe.send(message)));
    }
}
