package dev.parlance.examples.bench.attack;

import java.util.List;
import java.util.stream.Collectors;

/** The attacks that a server has to stand, in the order in which they are tried. */
final class AllAttacks {
    static final List<Attack> ALL = List.of(
            new SlowHeads(),
            new SlowBodies(),
            new SlowReaders(),
            new SlowFrames(),
            new GuessedTokens(),
            new Handshakes(),
            new FlappingJoins(),
            new Escapes(),
            new OneUser(),
            new HistoryOnOneConnection(),
            new HistoryOverHttp("history-http-1", 1),
            new HistoryOverHttp("history-http-100", 100),
            new BeyondTheRate(),
            new FilledRooms());

    private AllAttacks() {}

    static Attack named(String name) {
        return ALL.stream()
                .filter(attack -> attack.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no attack " + name + ", only "
                        + ALL.stream().map(Attack::name).collect(Collectors.joining(", "))));
    }
}
