package dev.parlance.broker.store;

/** Hears what committed transactions told. A {@link StorePort} calls it serially, from any thread; it returns soon and throws nothing. */
public interface StoreEar {
    /**
     * Something was told.
     *
     * @param what as it was told
     */
    void told(byte[] what);

    /** The line was broken and stands again: something may have been lost before this. */
    void broken();
}
