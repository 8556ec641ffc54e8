package dev.parlance.examples.bench;

import java.util.List;

/** Two clients answer each other as fast as they can. The latency is the whole way there and back: two messages. */
final class PingPong implements Pattern {
    private final Loop loop;
    private final Tally tally;
    private final LoadClient first;
    private boolean ended;

    PingPong(LoadClients crowd) {
        this.loop = crowd.loop;
        this.tally = crowd.tally;
        List<LoadClient> pair = crowd.senders();
        this.first = pair.get(0);
    }

    @Override
    public void begin() {
        first.publish(loop.clock());
        first.flush();
    }

    @Override
    public void turn() {}

    @Override
    public void heard(LoadClient client, LoadClient author, Stamp stamp) {
        if (client == author) {
            return;
        }
        if (client != first) {
            client.publish(stamp.nanos); // the answer carries the time of the question
            return;
        }
        tally.latency(stamp, loop.now);
        if (!ended) {
            client.publish(loop.now);
        }
    }

    @Override
    public void end() {
        ended = true;
    }
}
