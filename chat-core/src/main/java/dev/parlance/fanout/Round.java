package dev.parlance.fanout;

import dev.parlance.model.UserId;
import dev.parlance.transport.EventFrame;
import dev.parlance.transport.FrameBatch;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What gathered for one group; a lane has one, uses it for group after group, and nothing is allocated per round. For that lane alone. */
final class Round implements FrameBatch {
    private static final int MAX_BYTES = 128 * 1024;
    private static final int MAX_FRAMES = 1024;

    private @Nullable Delivery[] deliveries = new Delivery[16];
    private int count;
    private int size;
    private long firstPresence = Long.MAX_VALUE;
    private final Set<UserId> excepted = new HashSet<>();
    private boolean knownOfOld = true;
    private boolean partlyOfOld;
    private @Nullable ByteBuffer scratch;
    private boolean filled;

    /** Takes a delivery, unless the round is full; an empty one takes any. */
    boolean add(Delivery delivery) {
        int frameSize = delivery.frame().size();
        if (count > 0 && (count == MAX_FRAMES || size + frameSize > MAX_BYTES)) {
            return false;
        }
        if (count == deliveries.length) {
            deliveries = Arrays.copyOf(deliveries, count * 2);
        }
        deliveries[count++] = delivery;
        size += frameSize;
        if (delivery.presenceOrder() != 0 && firstPresence == Long.MAX_VALUE) {
            firstPresence = delivery.presenceOrder();
        }
        UserId except = delivery.except();
        if (except != null) {
            excepted.add(except);
        }
        knownOfOld &= delivery.knownOfOld();
        partlyOfOld |= delivery.onlyOfOld();
        filled = false;
        return true;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** The order of the first join or leave in it, beyond all orders if there is none; later ones have higher orders. */
    long firstPresence() {
        return firstPresence;
    }

    /** Whether this user gets less than the others. */
    boolean excepts(UserId user) {
        return !excepted.isEmpty() && excepted.contains(user);
    }

    /** Whether all of it is for a member that joined without wanting an answer, or for one that wanted one. */
    boolean isAllFor(boolean bare) {
        return bare ? knownOfOld : !partlyOfOld;
    }

    void clear() {
        Arrays.fill(deliveries, 0, count, null);
        count = 0;
        size = 0;
        firstPresence = Long.MAX_VALUE;
        knownOfOld = true;
        partlyOfOld = false;
        if (!excepted.isEmpty()) {
            excepted.clear();
        }
        if (scratch != null && scratch.capacity() > MAX_BYTES) {
            scratch = null;
        }
    }

    Delivery delivery(int index) {
        Delivery delivery = index < count ? deliveries[index] : null;
        if (delivery == null) {
            throw new IndexOutOfBoundsException(index);
        }
        return delivery;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public EventFrame frame(int index) {
        return delivery(index).frame();
    }

    @Override
    public ByteBuffer bytes() {
        ByteBuffer buffer = scratch;
        if (buffer == null || buffer.capacity() < size) {
            buffer = ByteBuffer.allocateDirect(Math.max(MAX_BYTES, size));
            scratch = buffer;
            filled = false;
        }
        if (!filled) {
            buffer.clear();
            for (int i = 0; i < count; i++) {
                frame(i).copyTo(0, buffer);
            }
            filled = true;
        }
        return buffer.position(0).limit(size);
    }
}
