package dev.parlance.redis.link;

import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;

/** What a node knows of its store as of a few seconds ago: its time, and the epoch that rooms tell which hold nothing. For any thread. */
public final class StoreFacts {
    static final Script BEGIN = Script.of(StoreFacts.class, "begin");
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final Timing timing;
    private final RandomGenerator random;
    private final Key epoch;
    private final Key mark;
    private final Compatibility compatibility;
    private final String series;
    private final AtomicLong epochs = new AtomicLong();
    private volatile Learned learned = new Learned("", 0, System.nanoTime());

    private record Learned(String birth, long millis, long nanos) {}

    /** Knows nothing yet. */
    public StoreFacts(Timing timing, RandomGenerator random, Names names, Compatibility compatibility) {
        this.timing = timing;
        this.random = random;
        this.epoch = names.epoch();
        this.mark = names.format();
        this.compatibility = compatibility;
        this.series = letters(8);
    }

    /** Asks for what may have changed; {@link #learn} takes the answer. */
    public CommandArguments question() {
        return BEGIN.on(epoch, mark)
                .with("shift", shiftMillis())
                .with("fresh", freshEpoch())
                .arguments();
    }

    /** Takes the answer; throws if this node cannot work on that store. */
    public void learn(@Nullable Object answer) {
        WordReader words = Refusals.words(answer);
        learned = new Learned(words.word(), words.number() - shiftMillis(), System.nanoTime());
        compatibility.store(words.word());
    }

    /** The epoch that rooms tell which hold nothing. */
    public String birth() {
        return learned.birth();
    }

    /** An epoch that no room has had: this node's own series, and a number, for each message offers one and nearly none needs it. */
    public String freshEpoch() {
        return series + Long.toString(epochs.incrementAndGet(), Character.MAX_RADIX);
    }

    /** What the clock of the store says by now, more or less. */
    long nowMillis() {
        Learned last = learned;
        return last.millis() + (System.nanoTime() - last.nanos()) / 1_000_000 + shiftMillis();
    }

    /** What tests add to the clock of the store. */
    public long shiftMillis() {
        return timing.shiftMillis().getAsLong();
    }

    /** A name that nothing else has. */
    public String letters(int count) {
        StringBuilder letters = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return letters.toString();
    }
}
