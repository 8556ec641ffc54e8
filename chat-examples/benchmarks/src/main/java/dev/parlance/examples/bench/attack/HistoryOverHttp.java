package dev.parlance.examples.bench.attack;

import java.time.Duration;

final class HistoryOverHttp implements Attack {
    private static final String ROOM = "long";
    private static final int REQUESTS = 600;

    private final String name;
    private final int connections;

    HistoryOverHttp(String name, int connections) {
        this.name = name;
        this.connections = connections;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String sentence() {
        return "600 requests for a long history over HTTP at once, on " + connections
                + (connections == 1 ? " connection" : " connections") + ", and anew every 2 s";
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
        byte[] asking = Phrases.times(target.scaled(REQUESTS / connections), Phrases.history(ROOM, 100));
        target.hold(connections, Duration.ofSeconds(2), foe -> foe.send(asking));
    }
}
