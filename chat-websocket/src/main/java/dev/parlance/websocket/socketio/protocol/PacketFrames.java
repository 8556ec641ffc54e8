package dev.parlance.websocket.socketio.protocol;

import dev.parlance.protocol.json.JsonBytes;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FramePriority;
import dev.parlance.websocket.rfc6455.Frames;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes packets, as Engine.IO sends them: messages in WebSocket frames. */
public final class PacketFrames {
    private static final char MESSAGE = '4';

    private PacketFrames() {}

    /**
     * What stands before the JSON of an event in the main namespace, beginning with Engine.IO's own letter.
     *
     * @return the beginning of a frame's text
     */
    public static String eventPrefix() {
        return prefix(PacketType.EVENT, 0, Packet.MAIN, Packet.NO_ID);
    }

    /**
     * What stands before the JSON of an acknowledgement in the main namespace, beginning with Engine.IO's own letter.
     *
     * @param id of the event that it answers
     * @return the beginning of a frame's text
     */
    public static String ackPrefix(long id) {
        return prefix(PacketType.ACK, 0, Packet.MAIN, id);
    }

    static String prefix(PacketType type, int attachments, String namespace, long id) {
        StringBuilder prefix = new StringBuilder(24).append(MESSAGE).append(type.digit());
        if (type.isBinary()) {
            prefix.append(attachments).append('-');
        }
        if (!namespace.equals(Packet.MAIN)) {
            prefix.append(namespace).append(',');
        }
        if (id != Packet.NO_ID) {
            prefix.append(id);
        }
        return prefix.toString();
    }

    static EncodedFrame connected(String namespace, String id, @Nullable String privateId) {
        return frame(prefix(PacketType.CONNECT, 0, namespace, Packet.NO_ID), json -> {
            json.writeStartObject();
            json.writeStringProperty("sid", id);
            if (privateId != null) {
                json.writeStringProperty("pid", privateId);
            }
            json.writeEndObject();
        });
    }

    static EncodedFrame refused(String namespace, String message, @Nullable Consumer<JsonGenerator> data) {
        return frame(prefix(PacketType.CONNECT_ERROR, 0, namespace, Packet.NO_ID), json -> {
            json.writeStartObject();
            json.writeStringProperty("message", message);
            if (data != null) {
                json.writeName("data");
                data.accept(json);
            }
            json.writeEndObject();
        });
    }

    static EncodedFrame disconnected(String namespace) {
        return Frames.text(prefix(PacketType.DISCONNECT, 0, namespace, Packet.NO_ID));
    }

    static EncodedFrame frame(String prefix, Consumer<JsonGenerator> content) {
        JsonBytes packet = JsonBytes.write(json -> {
            json.writeRaw(prefix);
            content.accept(json);
        });
        return Frames.text(packet.array(), packet.length(), FramePriority.ESSENTIAL);
    }
}
