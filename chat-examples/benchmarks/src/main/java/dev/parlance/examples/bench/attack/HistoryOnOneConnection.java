package dev.parlance.examples.bench.attack;

import java.time.Duration;

final class HistoryOnOneConnection implements Attack {
    private static final String ROOM = "long";

    @Override
    public String name() {
        return "history-native";
    }

    @Override
    public String sentence() {
        return "one connection asks for a long history 600 times at once, over WebSocket, and anew every 2 s";
    }

    @Override
    public void prepare(Scene scene) {
        scene.history(ROOM, 100, 4_000);
    }

    @Override
    public String readBefore() {
        return ROOM;
    }

    @Override
    public void begin(Target target) {
        byte[] asking = Phrases.times(target.scaled(600), Phrases.getHistory(ROOM, 100));
        target.hold(1, Duration.ofSeconds(2), foe -> foe.login("greedy").send(Phrases.join(ROOM), asking));
    }
}
