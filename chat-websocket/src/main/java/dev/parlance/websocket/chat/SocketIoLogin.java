package dev.parlance.websocket.chat;

import dev.parlance.model.ChatException;
import dev.parlance.protocol.words.CommandReader;
import dev.parlance.protocol.words.EventWriter;
import dev.parlance.protocol.words.Fields;
import dev.parlance.transport.ClientCommand;
import dev.parlance.websocket.socketio.protocol.ServerSocket;
import tools.jackson.databind.node.ObjectNode;

/** An authentication that comes with the connect packet. */
final class SocketIoLogin {
    private SocketIoLogin() {}

    static boolean isIn(ObjectNode auth) {
        return auth.hasNonNull("userId") || auth.hasNonNull("username") || auth.hasNonNull("token");
    }

    /**
     * Reads it.
     *
     * @throws ChatException what is wrong with it
     */
    static ClientCommand.Authenticate command(ObjectNode auth) {
        return CommandReader.authenticate(Fields.of("auth", auth));
    }

    /** Tells a client why it is not let in. */
    static void refuse(ServerSocket socket, ChatException error) {
        socket.refuse(String.valueOf(error.getMessage()), json -> EventWriter.error(error, json));
    }
}
