package dev.parlance.websocket.chat;

import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.protocol.json.JsonBytes;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.ServerEvent;
import dev.parlance.websocket.rfc6455.Frames;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An event for clients that can recover, encoded once for all of them, but not yet what is sent: each gets it with an offset of its own as the last
 * argument. In place of a frame's header stands what a recovery has to know: which room, and where in its log.
 *
 * @param frame as the encoder gave it
 * @param gap whether it tells of a gap in the room
 * @param roomId the room of an event that is stored, or of a gap, or null
 * @param position where the event is stored, or null
 * @param payload an event packet that lacks its last bracket
 */
record RecoverableFrame(
        EncodedFrame frame,
        boolean gap,
        @Nullable RoomId roomId,
        @Nullable Position position,
        ByteBuffer payload) {

    // no first byte of a WebSocket frame, whose highest bit says that the message ends with it
    private static final byte PLAIN = 1;
    private static final byte STORED = 2;
    private static final byte GAP = 3;

    static EncodedFrame encode(ServerEvent event, JsonBytes packet) {
        if (event instanceof ServerEvent.MessagePosted posted) {
            return stored(
                    event, packet, posted.message().roomId(), posted.message().position());
        }
        if (event instanceof ServerEvent.MessageUpdated updated) {
            Position changed = new Position(
                    updated.message().position().epoch(), updated.message().changeOffset());
            return stored(event, packet, updated.message().roomId(), changed);
        }
        if (event instanceof ServerEvent.HistoryGap lost) {
            byte[] room = bytes(lost.roomId().value());
            return encode(
                    event,
                    packet,
                    header(3 + room.length)
                            .put(GAP)
                            .putShort((short) room.length)
                            .put(room));
        }
        return encode(event, packet, header(1).put(PLAIN));
    }

    /** Reads an event's frame; null for anything else, which is sent as it is. */
    static @Nullable RecoverableFrame of(EncodedFrame frame) {
        ByteBuffer bytes = frame.buffer();
        byte kind = bytes.get();
        if (kind < PLAIN || kind > GAP) {
            return null;
        }
        RoomId room = kind == PLAIN ? null : new RoomId(text(bytes));
        Position position = kind == STORED ? new Position(text(bytes), bytes.getLong()) : null;
        return new RecoverableFrame(frame, kind == GAP, room, position, bytes);
    }

    /** The frame that one client gets. */
    EncodedFrame with(String offset) {
        byte[] end = bytes(",\"" + offset + "\"]");
        byte[] packet = new byte[payload.remaining() + end.length];
        payload.get(payload.position(), packet, 0, payload.remaining());
        System.arraycopy(end, 0, packet, payload.remaining(), end.length);
        return Frames.text(packet, packet.length, frame.priority());
    }

    private static EncodedFrame stored(ServerEvent event, JsonBytes packet, RoomId roomId, Position position) {
        byte[] room = bytes(roomId.value());
        byte[] epoch = bytes(position.epoch());
        ByteBuffer header = header(13 + room.length + epoch.length)
                .put(STORED)
                .putShort((short) room.length)
                .put(room)
                .putShort((short) epoch.length)
                .put(epoch)
                .putLong(position.offset());
        return encode(event, packet, header);
    }

    private static EncodedFrame encode(ServerEvent event, JsonBytes packet, ByteBuffer header) {
        int length = packet.length() - 1; // without the last bracket
        byte[] bytes = new byte[header.capacity() + length];
        header.flip().get(bytes, 0, header.capacity());
        System.arraycopy(packet.array(), 0, bytes, header.capacity(), length);
        return new EncodedFrame(bytes, header.capacity(), event.priority());
    }

    private static ByteBuffer header(int size) {
        return ByteBuffer.allocate(size);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(ByteBuffer bytes) {
        byte[] text = new byte[bytes.getShort()];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
