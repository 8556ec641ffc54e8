package dev.parlance.protocol.words;

import dev.parlance.model.Message;
import dev.parlance.transport.OwnReactions;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** How the messages of a history are written, where an answer has them. */
@FunctionalInterface
public interface MessageList {
    /** All of them, there and then. */
    MessageList WHOLE = MessageWriter::messages;

    /**
     * Writes an array.
     *
     * @param messages of which messages
     * @param own what the user who is answered reacted with
     * @param json where to
     */
    void write(List<Message> messages, OwnReactions own, JsonGenerator json);
}
