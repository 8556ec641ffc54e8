package dev.parlance.broker.store;

import java.util.List;

/** Rows that lie one behind the other under a prefix, some by offset. */
final class Rows {
    private static final int CHUNK = 1_000;

    private Rows() {}

    /** Where those behind an offset begin. */
    static String after(String prefix, long offset) {
        return offset == Long.MAX_VALUE ? Keys.end(prefix) : Keys.at(prefix, offset + 1);
    }

    /** The least key after one. */
    static String behind(String key) {
        return key + "!";
    }

    static void deleteAll(StoreTransaction transaction, String prefix) {
        List<StoreTransaction.Entry> chunk;
        do {
            chunk = transaction.scan(prefix, Keys.end(prefix), CHUNK, false);
            chunk.forEach(each -> transaction.delete(each.key()));
        } while (chunk.size() == CHUNK);
    }
}
