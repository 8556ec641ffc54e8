package dev.parlance.redis.bus;

import dev.parlance.complaint.Complaints;
import dev.parlance.redis.link.Call;
import dev.parlance.redis.link.RedisCalls;
import dev.parlance.redis.link.WordReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks again and again whether this node hears what it publishes. A subscription may look alive and hear nothing: a connection whose other end has gone without a
 * word, a Redis that was replaced behind an address. Only what was published successfully and not heard counts against it. Heard on the thread for subscriptions, asked by the timer.
 */
public final class Probe {
    private static final Logger LOG = LoggerFactory.getLogger(Probe.class);
    private static final Complaints COMPLAINTS = new Complaints(LOG::warn, LOG::error);

    private final RedisCalls calls;
    private final String channel;
    private final AtomicLong published = new AtomicLong();
    private final AtomicLong heard = new AtomicLong();
    private long sent;
    private long due;

    /**
     * Has said nothing yet.
     *
     * @param channel where nobody else speaks
     */
    public Probe(RedisCalls calls, String channel) {
        this.calls = calls;
        this.channel = channel;
    }

    String channel() {
        return channel;
    }

    void heard(byte[] payload) {
        heard.accumulateAndGet(new WordReader(payload).number(), Math::max);
    }

    /** Sends the next word; before that, has a subscription that did not hear the one before last renewed. For one thread. */
    public void next(Subscriptions subscriptions) {
        if (due > heard.get()) {
            COMPLAINTS.warn("the subscription hears nothing: connecting anew", null);
            subscriptions.reconnect();
        }
        due = published.get();
        long number = ++sent;
        byte[] payload = Long.toString(number).getBytes(StandardCharsets.US_ASCII);
        calls.ask(Signals.publication(channel, payload), RedisCalls::nothing, Call.Repeat.HARMFUL, payload.length)
                .thenRun(() -> published.accumulateAndGet(number, Math::max));
    }
}
