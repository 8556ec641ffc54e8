package dev.parlance.protocol.words;

import dev.parlance.model.Message;
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
     * @param json where to
     */
    void write(List<Message> messages, JsonGenerator json);
}
