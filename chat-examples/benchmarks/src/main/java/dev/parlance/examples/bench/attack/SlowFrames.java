package dev.parlance.examples.bench.attack;

import java.time.Duration;

final class SlowFrames implements Attack {
    private static final int TEXT = 1;
    private static final int LENGTH = 60_000;

    @Override
    public String name() {
        return "slow-frames";
    }

    @Override
    public String sentence() {
        return "400 connections send half of a long frame of WebSocket, and then a byte now and then";
    }

    @Override
    public void begin(Target target) {
        byte[] half = Phrases.joined(Phrases.frameHead(TEXT, LENGTH), Phrases.filler(LENGTH / 2));
        target.hold(
                400, Duration.ofSeconds(5), foe -> foe.login("slow").send(half).drip());
    }
}
