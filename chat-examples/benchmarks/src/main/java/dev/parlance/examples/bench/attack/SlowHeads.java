package dev.parlance.examples.bench.attack;

import java.time.Duration;

final class SlowHeads implements Attack {
    private static final byte[] HEAD =
            Phrases.joined(Phrases.unfinishedGet("/health"), Phrases.ascii("X-Long: "), Phrases.filler(7_000));

    @Override
    public String name() {
        return "slow-heads";
    }

    @Override
    public String sentence() {
        return "400 connections send most of a head of HTTP, and then a byte now and then";
    }

    @Override
    public void begin(Target target) {
        target.hold(400, Duration.ofSeconds(5), foe -> foe.send(HEAD).drip());
    }
}
