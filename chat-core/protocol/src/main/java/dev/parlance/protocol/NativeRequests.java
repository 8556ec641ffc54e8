package dev.parlance.protocol;

import dev.parlance.model.ChatException;
import dev.parlance.model.RoomId;
import dev.parlance.protocol.words.CommandReader;
import dev.parlance.protocol.words.Fields;
import dev.parlance.protocol.words.RequestJson;
import dev.parlance.transport.ChatSession;
import dev.parlance.transport.ClientCommand;

/** Opens the native protocol's envelope {@code {"event", "data", "id"}} and hands the command on. */
final class NativeRequests {
    private NativeRequests() {}

    static void receive(String text, ChatSession session) {
        long bytes = (long) Character.BYTES * text.length();
        long id = ChatSession.NO_REPLY;
        String event = null;
        RoomId room = null;
        ClientCommand command;
        try {
            Fields request = read(text);
            id = request.wholeNumber("id", 0, Fields.MAX_WHOLE_NUMBER);
            event = request.text("event");
            Fields data = request.objectOrEmpty("data");
            room = CommandReader.roomOf(data);
            command = CommandReader.read(event, data);
        } catch (ChatException e) {
            session.refuse(e, event == null ? null : Fields.clip(event), room, id, bytes);
            return;
        }
        session.receive(command, id, bytes);
    }

    static Fields read(String text) {
        return Fields.of("a request", RequestJson.read(text));
    }
}
