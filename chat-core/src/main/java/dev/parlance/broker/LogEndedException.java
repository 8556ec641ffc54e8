package dev.parlance.broker;

import dev.parlance.model.RoomId;

/** To store something in an archived room's log a new life of it has to begin, and only who knows where its archive ends can have it begin: {@link LogArchiving#begin}. Nothing was stored. */
public final class LogEndedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Says whose.
     *
     * @param roomId the room
     */
    public LogEndedException(RoomId roomId) {
        super("the log of " + roomId + " has to begin anew, behind what is archived");
    }
}
