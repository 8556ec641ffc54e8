package dev.parlance.websocket.socketio.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Makes packets of messages: a text, and behind it as many binary messages as the text says, bounded in number and in bytes. While those are waited for the
 * text is kept as it came and read again afterwards: a tree of its values takes many times as much.
 */
final class PacketAssembly {
    private final int maxAttachments;
    private final int maxBytes;
    private @Nullable String begun;
    private int expected;
    private List<byte[]> attachments = List.of();
    private int bytes;

    PacketAssembly(int maxAttachments, int maxBytes) {
        this.maxAttachments = maxAttachments;
        this.maxBytes = maxBytes;
    }

    /** Returns the packet, or null if attachments have to come first. */
    @Nullable
    Packet text(String text) throws MalformedPacketException {
        if (begun != null) {
            throw new MalformedPacketException("text where an attachment should be");
        }
        Packet packet = PacketReader.read(text, maxAttachments);
        if (packet.attachments() == 0) {
            return packet;
        }
        begun = text;
        expected = packet.attachments();
        attachments = new ArrayList<>();
        bytes = 0;
        return null;
    }

    /** Returns the packet, or null if this was not the last attachment. */
    @Nullable
    Packet binary(ByteBuffer data) throws MalformedPacketException {
        String text = begun;
        if (text == null) {
            throw new MalformedPacketException("an attachment of nothing");
        }
        bytes += data.remaining();
        if (bytes > maxBytes) {
            throw new MalformedPacketException("the attachments are too long");
        }
        byte[] attachment = new byte[data.remaining()];
        data.get(attachment);
        attachments.add(attachment);
        if (attachments.size() < expected) {
            return null;
        }
        List<byte[]> all = attachments;
        long length = held();
        clear();
        Packet packet = PacketReader.read(text, maxAttachments);
        JsonNode json = packet.data();
        JsonNode filled = json == null ? null : Placeholders.fill(json, all);
        return new Packet(packet.type(), packet.namespace(), packet.id(), 0, length, filled);
    }

    /** How much is held, in bytes. */
    long held() {
        return begun == null ? 0 : (long) Character.BYTES * begun.length() + bytes;
    }

    void clear() {
        begun = null;
        attachments = List.of();
    }
}
