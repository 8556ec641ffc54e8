package dev.parlance.broker.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be done within a transaction of a {@link StorePort}. For one thread. Each throws {@link StoreUnavailableException} where the store fails. */
public interface StoreTransaction {
    /** What a scan finds. */
    final class Entry {
        private final String key;
        private final byte[] value;

        /**
         * Finds.
         *
         * @param key its key
         * @param value its value, which is the finder's own from here on
         */
        public Entry(String key, byte[] value) {
            this.key = key;
            this.value = value;
        }

        /**
         * Where it lies.
         *
         * @return the key
         */
        public String key() {
            return key;
        }

        /**
         * What lies there.
         *
         * @return the bytes, the finder's own
         */
        public byte[] value() {
            return value;
        }
    }

    /**
     * Waits for a lock, and holds it until the end of the transaction. P3. A transaction that takes several names those of the broader thing first, so that none wait in a ring.
     *
     * @param name within the bounds of keys; locks and keys are of different kinds
     */
    void lock(String name);

    /**
     * Reads a value.
     *
     * @param key its key
     * @return the value, or null if there is none
     */
    byte @Nullable [] get(String key);

    /**
     * Keeps a value in the place of any other.
     *
     * @param key its key
     * @param value its bytes
     * @param until when it ends, or null for never
     */
    void put(String key, byte[] value, @Nullable Instant until);

    /**
     * Forgets a value, if there is one.
     *
     * @param key its key
     */
    void delete(String key);

    /**
     * Reads entries in the order of their keys. P5.
     *
     * @param from the least key, included
     * @param to the greatest, excluded
     * @param limit the most entries, 1 or more
     * @param backwards whether to begin at the greatest
     * @return what was found
     */
    List<Entry> scan(String from, String to, int limit, boolean backwards);

    /**
     * Tells all that listen, when this transaction is committed. P2.
     *
     * @param what bytes
     */
    void tell(byte[] what);

    /**
     * What time it is by the store's clock, the one for all nodes. It may be asked after a lock was waited for, and is then not older than that.
     *
     * @return the time, to the millisecond or finer
     */
    Instant now();

    /**
     * In which of its lives the store is. P10.
     *
     * @return 1 to 64 printable ASCII characters, the same for all nodes and at any time of one life
     */
    String generation();
}
