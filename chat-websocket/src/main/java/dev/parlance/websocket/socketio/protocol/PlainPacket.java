package dev.parlance.websocket.socketio.protocol;

import dev.parlance.protocol.json.JsonBytes;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FramePriority;
import dev.parlance.websocket.rfc6455.Frames;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event or an acknowledgement of plain values, encoded before it is known what number it gets. */
final class PlainPacket {
    private static final int MAX_ATTACHMENTS = 10; // what clients take

    private final boolean event;
    private final byte[] json;
    private final List<byte[]> attachments = new ArrayList<>(0);

    private PlainPacket(boolean event, @Nullable String name, @Nullable Object[] arguments) {
        this.event = event;
        json = JsonBytes.write(writer -> {
                    writer.writeStartArray();
                    if (name != null) {
                        writer.writeString(name);
                    }
                    for (Object argument : arguments) {
                        PlainValues.write(argument, writer, attachments);
                    }
                    writer.writeEndArray();
                })
                .toByteArray();
        if (attachments.size() > MAX_ATTACHMENTS) {
            throw new IllegalArgumentException("a packet may have " + MAX_ATTACHMENTS + " binary attachments");
        }
    }

    static PlainPacket event(String name, @Nullable Object[] arguments) {
        return new PlainPacket(true, name, arguments);
    }

    static PlainPacket acknowledgement(@Nullable Object[] arguments) {
        return new PlainPacket(false, null, arguments);
    }

    /** The packet, and behind it its attachments. */
    List<EncodedFrame> frames(String namespace, long id) {
        String prefix = PacketFrames.prefix(type(), attachments.size(), namespace, id);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(prefix.length() + json.length);
        bytes.writeBytes(prefix.getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(json);
        List<EncodedFrame> frames = new ArrayList<>(1 + attachments.size());
        frames.add(Frames.text(bytes.toByteArray(), bytes.size(), FramePriority.ESSENTIAL));
        attachments.forEach(attachment -> frames.add(Frames.binary(attachment)));
        return frames;
    }

    private PacketType type() {
        if (event) {
            return attachments.isEmpty() ? PacketType.EVENT : PacketType.BINARY_EVENT;
        }
        return attachments.isEmpty() ? PacketType.ACK : PacketType.BINARY_ACK;
    }
}
