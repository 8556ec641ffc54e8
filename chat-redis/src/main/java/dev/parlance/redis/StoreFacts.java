package dev.parlance.redis;

import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;

/** What a node knows of its store as of a few seconds ago: its time, and the epoch that rooms tell which hold nothing. */
final class StoreFacts {
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final Timing timing;
    private final RandomGenerator random;
    private final String epochKey;
    private final String series;
    private final AtomicLong epochs = new AtomicLong();
    private volatile Learned learned = new Learned("", 0, System.nanoTime());

    private record Learned(String birth, long millis, long nanos) {}

    StoreFacts(Timing timing, RandomGenerator random, String epochKey) {
        this.timing = timing;
        this.random = random;
        this.epochKey = epochKey;
        this.series = letters(8);
    }

    /** Asks for what may have changed; {@link #learn} takes the answer. */
    CommandArguments question() {
        return Link.script(Script.BEGIN, epochKey).add(shiftMillis()).add(freshEpoch());
    }

    void learn(@Nullable Object answer) {
        Bytes words = Refusals.words(answer);
        learned = new Learned(words.word(), words.number() - shiftMillis(), System.nanoTime());
    }

    /** The epoch that rooms tell which hold nothing. */
    String birth() {
        return learned.birth();
    }

    /** An epoch that no room has had: this node's own series, and a number, for each message offers one and nearly none needs it. */
    String freshEpoch() {
        return series + Long.toString(epochs.incrementAndGet(), Character.MAX_RADIX);
    }

    /** What the clock of the store says by now, more or less. */
    long nowMillis() {
        Learned last = learned;
        return last.millis() + (System.nanoTime() - last.nanos()) / 1_000_000 + shiftMillis();
    }

    long shiftMillis() {
        return timing.shiftMillis().getAsLong();
    }

    /** A name that nothing else has. */
    String letters(int count) {
        StringBuilder letters = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return letters.toString();
    }
}
