package dev.parlance.websocket.chat;

import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.EventFrame;
import dev.parlance.websocket.socketio.protocol.ServerSocket;
import org.jspecify.annotations.Nullable;

/**
 * What a client that can recover is told: each event under a number, for which it is known where the client then stands. Until the client is let in, what happens
 * in its rooms is held back here, and then told at the pace at which it is read. For the connection's lane.
 */
final class NumberedEvents {
    private final ServerSocket socket;
    private final Runnable onTooMuch;
    private RecoveryLog log = new RecoveryLog();
    private HeldBack held = new HeldBack();
    private @Nullable String privateId;

    /**
     * Begins to hold back.
     *
     * @param onTooMuch what to do when more is held back than may be
     */
    NumberedEvents(ServerSocket socket, Runnable onTooMuch) {
        this.socket = socket;
        this.onTooMuch = onTooMuch;
    }

    /** Forgets what was held back, and begins anew. */
    void clear() {
        held = new HeldBack();
        log = new RecoveryLog();
    }

    /** Goes on where a log ends. */
    void resume(RecoveryLog from) {
        log = from;
    }

    /** The client has been let in under this id: what is held back may go. */
    void begin(String admittedAs) {
        privateId = admittedAs;
    }

    /** The client has gone, or another connection goes on with the log: nothing is sent any more, and nothing moves that log. */
    void end() {
        privateId = null;
        log = new RecoveryLog();
    }

    @Nullable
    String privateId() {
        return privateId;
    }

    RecoveryLog log() {
        return log;
    }

    /** Before the client is let in nothing is sent, so nothing waits for it. */
    boolean isWritable() {
        return privateId == null || (held.isReleased() && socket.isWritable());
    }

    /** Sends what is held back, as long as it is read; returns whether nothing is any more. */
    boolean release() {
        return privateId != null && held.release(socket::isWritable);
    }

    void send(EncodedFrame frame) {
        if (held.isReleased()) {
            deliver(frame);
        } else {
            inTurn(frame.size(), frame instanceof EventFrame event ? event.roomId() : null, () -> deliver(frame));
        }
    }

    /** The client knows a room up to here. */
    void stands(RoomId room, Position position) {
        inTurn(0, room, () -> log.joined(room, position));
    }

    /** Until it is said where the client {@linkplain #stands stands} again, it stands where it was before. */
    void unsure(RoomId room) {
        inTurn(0, room, () -> log.unsure(room));
    }

    /**
     * At once, since who is lost before it has heard all comes back to no room that it left; and again in turn, since what is still to be told of the room may say where
     * the client stands there.
     */
    void left(RoomId room) {
        log.left(room);
        if (!held.isReleased()) {
            inTurn(0, room, () -> log.left(room));
        }
    }

    /**
     * The client was taken out of a room: what is held back of it is not told any more, and it is told so. Who is lost before it has heard that is a new client, or it would take
     * itself to be in a room where it is not.
     */
    void removed(RoomId room, EncodedFrame notice) {
        log.left(room);
        log.requireNext();
        held.drop(room);
        inTurn(notice.size(), null, () -> {
            log.requireNext();
            deliver(notice);
        });
    }

    private void inTurn(int bytes, @Nullable RoomId room, Runnable step) {
        if (!held.add(bytes, room, step)) {
            onTooMuch.run();
        }
    }

    private void deliver(EncodedFrame frame) {
        String id = privateId;
        if (id != null) {
            socket.send(
                    frame instanceof EventFrame event
                            ? RecoverableEncoder.with(RecoveryOffset.of(id, log.number(event)), event)
                            : frame);
        }
    }
}
