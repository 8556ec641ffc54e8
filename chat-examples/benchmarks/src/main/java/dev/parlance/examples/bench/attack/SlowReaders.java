package dev.parlance.examples.bench.attack;

import java.time.Duration;
import java.util.List;

final class SlowReaders implements Attack {
    private static final String ROOM = "long";

    @Override
    public String name() {
        return "slow-readers";
    }

    @Override
    public String sentence() {
        return "400 connections join a room of a long history, ask for it 20 times, and read nothing";
    }

    @Override
    public List<String> serverOptions() {
        return List.of("--history", "1000");
    }

    @Override
    public void prepare(Scene scene) {
        scene.history(ROOM, 200, 4_000);
    }

    @Override
    public String readBefore() {
        return ROOM;
    }

    @Override
    public void begin(Target target) {
        byte[] asking = Phrases.times(20, Phrases.getHistory(ROOM, 1_000));
        target.holdDeaf(400, Duration.ofSeconds(5), foe -> foe.login("reader").send(Phrases.join(ROOM), asking));
    }
}
