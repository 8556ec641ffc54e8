package dev.parlance.examples.bench;

import java.util.List;

/** Each sender keeps a number of messages on their way: it says the next when it hears an own one. Measures how much goes through. */
final class ClosedLoop implements Pattern {
    private final Loop loop;
    private final Tally tally;
    private final List<LoadClient> senders;
    private final int window;
    private boolean ended;

    ClosedLoop(LoadClients crowd, int window) {
        this.loop = crowd.loop;
        this.tally = crowd.tally;
        this.senders = crowd.senders();
        this.window = window;
    }

    @Override
    public void begin() {
        for (LoadClient sender : senders) {
            for (int i = 0; i < window; i++) {
                sender.publish(loop.clock());
            }
            sender.flush();
        }
    }

    @Override
    public void turn() {}

    @Override
    public void heard(LoadClient client, LoadClient author, Stamp stamp) {
        tally.latency(stamp, loop.now);
        if (client == author) {
            client.inFlight--;
            if (!ended && client.inFlight < window) {
                client.publish(loop.now);
            }
        }
    }

    @Override
    public void end() {
        ended = true;
    }
}
