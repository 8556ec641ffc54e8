package dev.parlance.examples.bench.attack;

import java.time.Duration;
import java.util.List;

final class GuessedTokens implements Attack {
    @Override
    public String name() {
        return "guessed-tokens";
    }

    @Override
    public String sentence() {
        return "3,000 connections in 10 s try five tokens each, signed with a secret that is not the server's";
    }

    @Override
    public List<String> serverOptions() {
        return List.of("--require-login", "--jwt-secret", HonestTokens.SECRET);
    }

    @Override
    public void begin(Target target) {
        byte[] guess = Phrases.authenticate("root", HonestTokens.signed("root", "guessed".repeat(6)));
        byte[] guesses = Phrases.times(5, guess);
        target.hold(300, Duration.ofSeconds(1), foe -> foe.send(Phrases.upgrade(), guesses));
    }
}
