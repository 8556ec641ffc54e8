package dev.parlance.broker;

import dev.parlance.model.Message;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The messages of a log in the order of posting: grows as needed, loses the oldest first, finds by offset in logarithmic time. */
final class PostRing {
    private @Nullable Message[] slots = new Message[4];
    private int head;
    private int size;

    int size() {
        return size;
    }

    Message get(int index) {
        Message message = index < 0 || index >= size ? null : slots[slot(index)];
        if (message == null) {
            throw new IndexOutOfBoundsException(index);
        }
        return message;
    }

    void set(int index, Message message) {
        get(index);
        slots[slot(index)] = message;
    }

    void add(Message message) {
        if (size == slots.length) {
            @Nullable Message[] more = Arrays.copyOf(slots, size * 2);
            for (int i = 0; i < size; i++) {
                more[i] = slots[slot(i)];
            }
            Arrays.fill(more, size, more.length, null);
            slots = more;
            head = 0;
        }
        slots[slot(size++)] = message;
    }

    Message removeOldest() {
        Message oldest = get(0);
        slots[head] = null;
        head = (head + 1) & (slots.length - 1);
        size--;
        return oldest;
    }

    /** Returns how many messages were posted at or before {@code offset}. */
    int countUpTo(long offset) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (get(middle).position().offset() <= offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Returns the index of the message posted at {@code offset}, or -1. */
    int indexOf(long offset) {
        int index = countUpTo(offset) - 1;
        return index >= 0 && get(index).position().offset() == offset ? index : -1;
    }

    private int slot(int index) {
        return (head + index) & (slots.length - 1);
    }
}
