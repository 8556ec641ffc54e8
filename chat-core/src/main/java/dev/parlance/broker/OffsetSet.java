package dev.parlance.broker;

import java.util.Arrays;

/** Some posts of a log by their offsets, so that those behind a place are counted without looking at them: eight bytes each, the newest of them at the most. Not safe for use by several threads. */
final class OffsetSet {
    private final int most;
    private long[] offsets = {};
    private int size;

    /** At most so many: beyond, the oldest post of all is forgotten. */
    OffsetSet(int most) {
        this.most = most;
    }

    void add(long offset) {
        int at = Arrays.binarySearch(offsets, 0, size, offset);
        if (at >= 0) {
            return;
        }
        if (size == most) {
            if (offset < offsets[0]) {
                return;
            }
            removeOldest();
            at++; // -1 - place, and every place is one lower
        }
        if (size == offsets.length) {
            offsets = Arrays.copyOf(offsets, Math.min(most, Math.max(4, size * 2)));
        }
        int place = -1 - at;
        System.arraycopy(offsets, place, offsets, place + 1, size - place);
        offsets[place] = offset;
        size++;
    }

    void remove(long offset) {
        int at = Arrays.binarySearch(offsets, 0, size, offset);
        if (at >= 0) {
            System.arraycopy(offsets, at + 1, offsets, at, --size - at);
        }
    }

    void removeUpTo(long offset) {
        int gone = size - countAfter(offset);
        System.arraycopy(offsets, gone, offsets, 0, size - gone);
        size -= gone;
    }

    int countAfter(long offset) {
        int at = Arrays.binarySearch(offsets, 0, size, offset);
        return size - (at >= 0 ? at + 1 : -1 - at);
    }

    int size() {
        return size;
    }

    private void removeOldest() {
        System.arraycopy(offsets, 1, offsets, 0, --size);
    }

    /** Forgets all. */
    void clear() {
        offsets = new long[0];
        size = 0;
    }

    long bytes() {
        return 8L * offsets.length;
    }
}
