package dev.parlance.websocket.chat;

import dev.parlance.protocol.json.JsonBytes;
import dev.parlance.protocol.words.CommandReader;
import dev.parlance.protocol.words.EventWriter;
import dev.parlance.protocol.words.Fields;
import dev.parlance.transport.ChatSession;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FramePriority;
import dev.parlance.transport.ServerReply;
import dev.parlance.websocket.rfc6455.Frames;
import dev.parlance.websocket.socketio.protocol.PacketFrames;
import tools.jackson.databind.node.ObjectNode;

/**
 * An authentication that comes with the connect packet: the client is let in, or told why not, when the host has answered. The answer comes as
 * all answers do, to a request of a number that no client can send.
 */
final class SocketIoLogin {
    static final long REQUEST_ID = Fields.MAX_WHOLE_NUMBER + 1;

    /** Stands for "let in"; never sent. */
    static final EncodedFrame ADMITTED = Frames.text("");

    private SocketIoLogin() {}

    static boolean isIn(ObjectNode auth) {
        return auth.hasNonNull("userId") || auth.hasNonNull("username") || auth.hasNonNull("token");
    }

    static void begin(ObjectNode auth, ChatSession session) {
        ClientCommand command = CommandReader.read("authenticate", Fields.of("auth", auth));
        session.receive(command, REQUEST_ID);
    }

    static EncodedFrame answer(ServerReply reply) {
        return reply instanceof ServerReply.Failed failed ? refusal(failed) : ADMITTED;
    }

    /** Tells a client why it is not let in. */
    static EncodedFrame refusal(ServerReply.Failed failed) {
        JsonBytes bytes = JsonBytes.write(json -> {
            json.writeRaw(PacketFrames.refusalPrefix());
            json.writeStartObject();
            json.writeStringProperty("message", failed.error().getMessage());
            json.writeName("data");
            EventWriter.write(failed, json);
            json.writeEndObject();
        });
        return Frames.text(bytes.array(), bytes.length(), FramePriority.ESSENTIAL);
    }
}
