package dev.parlance.tck;

import dev.parlance.broker.store.StoreEar;
import dev.parlance.broker.store.StorePort;
import dev.parlance.broker.store.StoreTransaction;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A port that does what another does: the base of those that are wrong in one thing. */
class ForwardingPort implements StorePort {
    final StorePort sound;

    ForwardingPort(StorePort sound) {
        this.sound = sound;
    }

    @Override
    public <T> T transaction(Work<T> work) {
        return sound.transaction(transaction -> work.in(wrong(transaction)));
    }

    /** What the work is given. */
    StoreTransaction wrong(StoreTransaction transaction) {
        return transaction;
    }

    @Override
    public void listen(StoreEar ear) {
        sound.listen(ear);
    }

    @Override
    public void close() {
        sound.close();
    }

    /** As above, for transactions. */
    static class Transaction implements StoreTransaction {
        final StoreTransaction sound;

        Transaction(StoreTransaction sound) {
            this.sound = sound;
        }

        @Override
        public void lock(String name) {
            sound.lock(name);
        }

        @Override
        public byte @Nullable [] get(String key) {
            return sound.get(key);
        }

        @Override
        public void put(String key, byte[] value, @Nullable Instant until) {
            sound.put(key, value, until);
        }

        @Override
        public void delete(String key) {
            sound.delete(key);
        }

        @Override
        public List<Entry> scan(String from, String to, int limit, boolean backwards) {
            return sound.scan(from, to, limit, backwards);
        }

        @Override
        public void tell(byte[] what) {
            sound.tell(what);
        }

        @Override
        public Instant now() {
            return sound.now();
        }

        @Override
        public String generation() {
            return sound.generation();
        }
    }

    /** As above, for ears. */
    static class Ear implements StoreEar {
        final StoreEar sound;

        Ear(StoreEar sound) {
            this.sound = sound;
        }

        @Override
        public void told(byte[] what) {
            sound.told(what);
        }

        @Override
        public void broken() {
            sound.broken();
        }
    }
}
