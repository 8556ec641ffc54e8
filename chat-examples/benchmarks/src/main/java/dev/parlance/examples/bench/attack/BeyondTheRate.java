package dev.parlance.examples.bench.attack;

import java.time.Duration;

final class BeyondTheRate implements Attack {
    private static final String ROOM = "noise";

    @Override
    public String name() {
        return "beyond-the-rate";
    }

    @Override
    public String sentence() {
        return "20 users send 500 requests a second each, messages, typing and joins, for a minute";
    }

    @Override
    public Duration length() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void begin(Target target) {
        byte[] requests = Phrases.joined(
                Phrases.times(10, Phrases.say(ROOM, "noise")),
                Phrases.times(10, Phrases.typing(ROOM)),
                Phrases.times(5, Phrases.join(ROOM)));
        int[] users = {0};
        target.hold(
                20,
                Duration.ofSeconds(5),
                foe -> foe.login("noisy" + users[0]++ % 20)
                        .send(Phrases.join(ROOM))
                        .every(Duration.ofMillis(50), () -> foe.send(requests)));
    }
}
