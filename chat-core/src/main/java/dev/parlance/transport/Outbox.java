package dev.parlance.transport;

import dev.parlance.model.RoomId;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a connection that cannot take more at the moment: references to shared frames, in order, up to a number of bytes. Over the
 * bound typing is shed first, then presence, but for typing; if that is not enough the connection is a slow consumer. The notice that the client was taken out of a room takes the place of
 * all that waits of the room's events. For the connection's lane only.
 */
public final class Outbox {
    private int maxBytes;
    private @Nullable ArrayDeque<EncodedFrame> frames;
    private int headSent;
    private int bytes;
    private boolean shed;

    /**
     * Makes an empty outbox; it takes no memory until something waits.
     *
     * @param maxBytes how much may wait
     */
    public Outbox(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * Changes how much may wait; what waits already stays.
     *
     * @param bytes the new bound
     */
    public void atMost(int bytes) {
        maxBytes = bytes;
    }

    /**
     * Whether nothing waits.
     *
     * @return true if the next frame may be written at once
     */
    public boolean isEmpty() {
        return bytes == 0;
    }

    /**
     * Takes the fact that something was shed, once nothing waits any more: ask after each write, and if it is so tell the session with
     * {@link ChatSession#caughtUp}. The gaps that the session then sends are essential and no reason to ask for more.
     *
     * @return true once for all that was shed until now; false while something waits, and when the fact was taken already
     */
    public boolean takeCaughtUp() {
        if (!shed || bytes > 0) {
            return false;
        }
        shed = false;
        return true;
    }

    /**
     * How much waits.
     *
     * @return bytes, without those of the first frame that were sent already
     */
    public int bytes() {
        return bytes;
    }

    /**
     * Queues a frame.
     *
     * @param frame what
     * @return false if even after shedding more waits than may: the frame was not taken, close the connection as a slow consumer
     */
    public boolean add(EncodedFrame frame) {
        return add(frame, 0);
    }

    /**
     * Queues a frame of which the first bytes were sent already; allowed for the first frame only.
     *
     * @param frame what
     * @param sent how many of its bytes are gone
     * @return false if more waits than may
     */
    public boolean add(EncodedFrame frame, int sent) {
        if (sent > 0 && bytes > 0) {
            throw new IllegalStateException("only the first frame can be sent in part");
        }
        int size = frame.size() - sent;
        if (size == 0) {
            return true;
        }
        if (frame instanceof EventFrame event && event.type() == ServerEvent.RemovedFromRoom.class) {
            forget(event.roomId());
        }
        if (bytes + size > maxBytes) {
            shed(FramePriority.TYPING, size);
            if (frame.priority() != FramePriority.TYPING) { // or it would shed what is more precious than itself
                shed(FramePriority.PRESENCE, size);
            }
            if (bytes + size > maxBytes) {
                if (frame.priority() == FramePriority.ESSENTIAL || sent > 0) {
                    return false;
                }
                shed = true; // a droppable frame that does not fit is shed itself
                return true;
            }
        }
        if (frames == null) {
            frames = new ArrayDeque<>(4);
        }
        if (bytes == 0) {
            headSent = sent;
        }
        frames.add(frame);
        bytes += size;
        return true;
    }

    /**
     * Fills a buffer with what comes next.
     *
     * @param target where to; its position moves
     */
    public void peek(ByteBuffer target) {
        if (frames == null) {
            return;
        }
        int offset = headSent;
        for (EncodedFrame frame : frames) {
            frame.copyTo(offset, target);
            offset = 0;
            if (!target.hasRemaining()) {
                return;
            }
        }
    }

    /**
     * Takes the next whole frame, for transports that frame by themselves.
     *
     * @return the frame, or null if none waits
     */
    public @Nullable EncodedFrame poll() {
        if (frames == null || frames.isEmpty()) {
            return null;
        }
        EncodedFrame frame = frames.remove();
        sent(frame.size() - headSent);
        return frame;
    }

    /**
     * Takes note that bytes are gone.
     *
     * @param count how many, at most {@link #bytes()}
     */
    public void advance(int count) {
        int left = count;
        while (left > 0 && frames != null) {
            EncodedFrame head = frames.element();
            int rest = head.size() - headSent;
            if (left < rest) {
                headSent += left;
                bytes -= left;
                return;
            }
            frames.remove();
            left -= rest;
            sent(rest);
        }
    }

    /** Forgets everything that waits. */
    public void clear() {
        frames = null;
        headSent = 0;
        bytes = 0;
    }

    private void sent(int rest) {
        headSent = 0;
        bytes -= rest;
        if (bytes == 0) {
            frames = null; // an idle connection holds no queue
        }
    }

    private void forget(@Nullable RoomId room) {
        if (frames == null || room == null) {
            return;
        }
        Iterator<EncodedFrame> each = frames.iterator();
        boolean first = true;
        while (each.hasNext()) {
            EncodedFrame frame = each.next();
            boolean begun = first && headSent > 0;
            first = false;
            if (!begun && frame instanceof EventFrame event && room.equals(event.roomId())) {
                each.remove();
                bytes -= frame.size();
            }
        }
    }

    private void shed(FramePriority priority, int room) {
        if (frames == null) {
            return;
        }
        Iterator<EncodedFrame> each = frames.iterator();
        boolean first = true;
        while (each.hasNext() && bytes + room > maxBytes) {
            EncodedFrame frame = each.next();
            boolean begun = first && headSent > 0;
            first = false;
            if (frame.priority() == priority && !begun) {
                each.remove();
                bytes -= frame.size();
                shed = true;
            }
        }
    }
}
