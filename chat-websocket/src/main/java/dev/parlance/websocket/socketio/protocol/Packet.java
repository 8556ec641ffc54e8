package dev.parlance.websocket.socketio.protocol;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A packet as it was read.
 *
 * @param type which
 * @param namespace with a slash at its beginning
 * @param id of the acknowledgement that is wanted or given, or {@link #NO_ID}
 * @param attachments how many binary messages belong to it
 * @param bytes how long it was with its attachments, its text at two bytes a character
 * @param data what it carries, of the form that its type demands, or null
 */
record Packet(
        PacketType type,
        String namespace,
        long id,
        int attachments,
        long bytes,
        @Nullable JsonNode data) {
    static final long NO_ID = -1;
    static final String MAIN = "/";
}
