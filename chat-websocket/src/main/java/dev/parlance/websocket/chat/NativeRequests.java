package dev.parlance.websocket.chat;

import dev.parlance.model.ChatException;
import dev.parlance.model.RoomId;
import dev.parlance.transport.ChatSession;
import dev.parlance.transport.ClientCommand;
import dev.parlance.websocket.json.CommandReader;
import dev.parlance.websocket.json.Fields;
import dev.parlance.websocket.json.Json;
import org.jspecify.annotations.Nullable;

/** Opens the native protocol's envelope {@code {"event", "data", "id"}} and hands the command on. */
final class NativeRequests {
    private NativeRequests() {}

    static void receive(String text, ChatSession session) {
        long id = ChatSession.NO_REPLY;
        String event = null;
        RoomId room = null;
        ClientCommand command;
        try {
            Fields request = Fields.of("a request", Json.read(text));
            id = request.wholeNumber("id", 0, Fields.MAX_WHOLE_NUMBER);
            event = request.text("event");
            Fields data = request.objectOrEmpty("data");
            room = CommandReader.roomOf(data);
            command = CommandReader.read(event, data);
        } catch (ChatException e) {
            session.refuse(e, clip(event), room, id);
            return;
        }
        session.receive(command, id);
    }

    private static @Nullable String clip(@Nullable String event) {
        return event == null || event.length() <= 64 ? event : event.substring(0, 64);
    }
}
