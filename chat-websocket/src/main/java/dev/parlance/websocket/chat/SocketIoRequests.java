package dev.parlance.websocket.chat;

import dev.parlance.model.ChatException;
import dev.parlance.model.RoomId;
import dev.parlance.protocol.words.CommandReader;
import dev.parlance.protocol.words.Fields;
import dev.parlance.transport.ChatSession;
import dev.parlance.transport.ClientCommand;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Makes commands of events: the first argument is the {@code data} of the native protocol, the acknowledgement's id is the request's. */
final class SocketIoRequests {
    private SocketIoRequests() {}

    /** Returns the command, or null if the session has been told what is wrong with it. */
    static @Nullable ClientCommand read(String event, ArrayNode packet, long id, long bytes, ChatSession session) {
        RoomId room = null;
        try {
            Fields data = Fields.of("the argument of " + Fields.clip(event), argument(packet.get(1)));
            room = CommandReader.roomOf(data);
            return CommandReader.read(event, data);
        } catch (ChatException e) {
            session.refuse(e, Fields.clip(event), room, id, bytes);
            return null;
        }
    }

    private static JsonNode argument(@Nullable JsonNode given) {
        return given == null || given.isNull() ? JsonNodeFactory.instance.objectNode() : given;
    }
}
