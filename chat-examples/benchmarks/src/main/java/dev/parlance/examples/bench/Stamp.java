package dev.parlance.examples.bench;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * What marks a published message, at the beginning of its text: {@code @client.sequence.nanoseconds@}. A server that carries the text as it is can be
 * measured, whatever its envelope. One object is filled again and again.
 */
public final class Stamp {
    /** The longest stamp: two marks, two points, one int and two longs. */
    static final int MAX_LENGTH = 4 + 10 + 19 + 19;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long MARKS = '@' * ONES;

    /** Whose message it is. */
    public int client;

    /** Which of its messages. */
    public long sequence;

    /** When it was due, on the client's clock. */
    public long nanos;

    private int at;

    /** One that has nothing yet. */
    public Stamp() {}

    /** Finds the first stamp in {@code bytes} from {@code from} to before {@code to}; false if there is none. */
    public boolean find(byte[] bytes, int from, int to) {
        for (int mark = indexOfMark(bytes, from, to); mark >= 0; mark = indexOfMark(bytes, mark + 1, to)) {
            at = mark + 1;
            client = (int) number(bytes, to, '.');
            sequence = client < 0 ? -1 : number(bytes, to, '.');
            nanos = sequence < 0 ? -1 : number(bytes, to, '@');
            if (nanos >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Eight bytes a step: the mark is some hundred bytes away, in every frame of millions. */
    private static int indexOfMark(byte[] bytes, int from, int to) {
        int i = from;
        for (; i + Long.BYTES <= to; i += Long.BYTES) {
            long differs = (long) EIGHT_BYTES.get(bytes, i) ^ MARKS;
            long zeroes = (differs - ONES) & ~differs & (ONES << 7);
            if (zeroes != 0) {
                return i + (Long.numberOfTrailingZeros(zeroes) >>> 3);
            }
        }
        for (; i < to; i++) {
            if (bytes[i] == '@') {
                return i;
            }
        }
        return -1;
    }

    /** Reads digits up to {@code end}, which is skipped; -1 if something else comes first. */
    private long number(byte[] bytes, int to, char end) {
        long number = 0;
        int i = at;
        for (; i < to && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
            number = number * 10 + (bytes[i] - '0');
        }
        boolean whole = i > at && i < to && bytes[i] == end;
        at = i + 1;
        return whole ? number : -1;
    }

    /** Writes a stamp and returns the place behind it. */
    static int write(byte[] target, int from, int client, long sequence, long nanos) {
        target[from] = '@';
        int end = digits(target, from + 1, client);
        target[end] = '.';
        end = digits(target, end + 1, sequence);
        target[end] = '.';
        end = digits(target, end + 1, nanos);
        target[end] = '@';
        return end + 1;
    }

    private static int digits(byte[] target, int from, long number) {
        int end = from + 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            end++;
        }
        long rest = number;
        for (int i = end - 1; i >= from; i--) {
            target[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return end;
    }
}
