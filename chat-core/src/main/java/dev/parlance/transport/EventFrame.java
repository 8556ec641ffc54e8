package dev.parlance.transport;

import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import org.jspecify.annotations.Nullable;

/**
 * An event as bytes, with what a transport may have to know of it: what it is, of which room, and where in the room's log. The event itself is not held, so a frame
 * that waits costs its bytes and little more.
 */
public final class EventFrame extends EncodedFrame {
    private final Class<? extends ServerEvent> type;
    private final @Nullable RoomId roomId;
    private final @Nullable Position position;

    /**
     * Wraps an encoded event.
     *
     * @param bytes header and payload; not copied
     * @param payloadStart where the payload begins, 0 if there is no header
     * @param event what they tell
     */
    public EventFrame(byte[] bytes, int payloadStart, ServerEvent event) {
        super(bytes, payloadStart, event.priority());
        this.type = event.getClass();
        this.roomId = event.roomId();
        this.position = event.position();
    }

    /**
     * Wraps an event that was encoded before, in other bytes: as one connection alone is told it.
     *
     * @param bytes header and payload; not copied
     * @param payloadStart where the payload begins, 0 if there is no header
     * @param told the same event
     */
    public EventFrame(byte[] bytes, int payloadStart, EventFrame told) {
        super(bytes, payloadStart, told.priority());
        this.type = told.type;
        this.roomId = told.roomId;
        this.position = told.position;
    }

    /**
     * What it tells.
     *
     * @return a member of the sealed family
     */
    public Class<? extends ServerEvent> type() {
        return type;
    }

    /**
     * Where it happened.
     *
     * @return the {@linkplain ServerEvent#roomId room}, or null
     */
    public @Nullable RoomId roomId() {
        return roomId;
    }

    /**
     * Where it is stored.
     *
     * @return its {@linkplain ServerEvent#position position}, or null for what is not stored
     */
    public @Nullable Position position() {
        return position;
    }
}
