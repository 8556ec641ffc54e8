package dev.parlance.redis.link;

import dev.parlance.broker.form.Format;
import dev.parlance.complaint.Complaints;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this node may work on its store: it must be able to read what lies in it, and all nodes that live must be of its format or of a neighbouring one. While that is not so, every operation says
 * why, and it is looked at again with each connection and every few seconds. For any thread.
 */
public final class Compatibility {
    private static final Logger LOG = LoggerFactory.getLogger(Compatibility.class);
    private static final Complaints COMPLAINTS = new Complaints(LOG::warn, LOG::error);

    private final int written;
    private volatile @Nullable ChatException store;
    private volatile @Nullable ChatException neighbour;

    /** Nothing speaks against it yet. */
    public Compatibility(int written) {
        this.written = written;
    }

    /** The format that this node writes. */
    public int written() {
        return written;
    }

    /** Why nothing can be done, or null. */
    public @Nullable ChatException refusal() {
        ChatException first = store;
        return first == null ? neighbour : first;
    }

    /** Reads the mark of a store, the newest format that was ever written to it, empty if none was; throws if that is not read here. */
    void store(String mark) {
        ChatException why = judged(mark);
        store = why; // at once, so that a refused node is not open while it is looked at again
        if (why != null) {
            throw why;
        }
    }

    private @Nullable ChatException judged(String mark) {
        if (mark.isEmpty()) {
            return null;
        }
        int format = mark.matches("[0-9]{1,9}") ? Integer.parseInt(mark) : -1;
        if (format < 0) {
            return refused("the store does not say of which format it is");
        }
        return format < Format.OLDEST || format > written + 1
                ? refused("the store is of format " + format + ", this version of Parlance reads " + Format.OLDEST
                        + " to " + (written + 1))
                : null;
    }

    /** No node is in the way. */
    public void alone() {
        neighbour = null;
    }

    /** A node that lives is of another format, which does not neighbour on this; returns what to throw. */
    public ChatException beside(String node) {
        ChatException why = refused("node " + node + " is of format " + node.replaceFirst("_.*", "")
                + ", this version of Parlance writes " + written + ", and only neighbouring formats run side by side");
        neighbour = why;
        return why;
    }

    private static ChatException refused(String why) {
        COMPLAINTS.warn("this node cannot work on its store", why);
        return new ChatException(ErrorCode.BROKER_UNAVAILABLE, why, false);
    }
}
