package dev.parlance.examples.bench.attack;

import java.time.Duration;

final class FlappingJoins implements Attack {
    private static final String ROOM = "crowd";
    private static final Duration ALLOWED = Duration.ofMillis(50);

    @Override
    public String name() {
        return "flapping-joins";
    }

    @Override
    public String sentence() {
        return "20 users join and leave a room of 2,000, ten times a second each";
    }

    @Override
    public void prepare(Scene scene) {
        scene.bystanders(ROOM, 2_000);
    }

    @Override
    public void begin(Target target) {
        byte[] join = Phrases.join(ROOM);
        byte[] leave = Phrases.leave(ROOM);
        int[] users = {0};
        target.hold(20, Duration.ofMinutes(1), foe -> {
            boolean[] in = {false};
            foe.login("flapping" + users[0]++).every(ALLOWED, () -> {
                foe.send(in[0] ? leave : join);
                in[0] = !in[0];
            });
        });
    }
}
