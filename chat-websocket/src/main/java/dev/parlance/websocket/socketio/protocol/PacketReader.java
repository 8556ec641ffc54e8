package dev.parlance.websocket.socketio.protocol;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads packets: {@code type[attachments-][/namespace,][id][json]}. */
final class PacketReader {
    private static final int MAX_NAMESPACE = 256;
    private static final int MAX_ID_DIGITS = 15; // below 2^53, so that every client can hold it
    private static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private final String text;
    private final int maxAttachments;
    private int at;

    private PacketReader(String text, int maxAttachments) {
        this.text = text;
        this.maxAttachments = maxAttachments;
    }

    static Packet read(String text, int maxAttachments) throws MalformedPacketException {
        return new PacketReader(text, maxAttachments).read();
    }

    private Packet read() throws MalformedPacketException {
        PacketType type = text.isEmpty() ? null : PacketType.of(text.charAt(0));
        if (type == null) {
            throw new MalformedPacketException("no type of packet");
        }
        at = 1;
        int attachments = type.isBinary() ? attachments() : 0;
        String namespace = namespace();
        long id = id();
        JsonNode data = at < text.length() ? PacketJson.read(text.substring(at)) : null;
        check(type, id, data);
        return new Packet(type, namespace, id, attachments, (long) Character.BYTES * text.length(), data);
    }

    private int attachments() throws MalformedPacketException {
        int digits = digits();
        if (digits == 0 || digits > 3 || at + digits == text.length() || text.charAt(at + digits) != '-') {
            throw new MalformedPacketException("no number of attachments");
        }
        int count = Integer.parseInt(text, at, at + digits, 10);
        if (count > maxAttachments) {
            throw new MalformedPacketException("too many attachments");
        }
        at += digits + 1;
        return count;
    }

    private String namespace() throws MalformedPacketException {
        if (at == text.length() || text.charAt(at) != '/') {
            return Packet.MAIN;
        }
        int comma = text.indexOf(',', at);
        int end = comma < 0 ? text.length() : comma;
        if (end - at > MAX_NAMESPACE) {
            throw new MalformedPacketException("the namespace is too long");
        }
        String namespace = text.substring(at, end);
        at = comma < 0 ? end : end + 1;
        return namespace;
    }

    private long id() throws MalformedPacketException {
        int digits = digits();
        if (digits == 0) {
            return Packet.NO_ID;
        }
        if (digits > MAX_ID_DIGITS) {
            throw new MalformedPacketException("the id is too long");
        }
        long id = Long.parseLong(text, at, at + digits, 10);
        at += digits;
        return id;
    }

    private int digits() {
        int end = at;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end - at;
    }

    private static void check(PacketType type, long id, @Nullable JsonNode data) throws MalformedPacketException {
        boolean fine = switch (type) {
            case CONNECT -> data == null || data instanceof ObjectNode;
            case DISCONNECT -> data == null;
            case EVENT, BINARY_EVENT -> data instanceof ArrayNode array && isEvent(array);
            case ACK, BINARY_ACK -> data instanceof ArrayNode && id != Packet.NO_ID;
            case CONNECT_ERROR -> true; // clients do not send it, whatever it carries
        };
        if (!fine) {
            throw new MalformedPacketException("the packet carries what its type does not");
        }
    }

    private static boolean isEvent(ArrayNode array) {
        JsonNode name = array.isEmpty() ? null : array.get(0);
        return name != null && (name.isNumber() || (name.isString() && !RESERVED.contains(name.stringValue())));
    }
}
