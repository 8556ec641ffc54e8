package dev.parlance.protocol;

import dev.parlance.protocol.json.JsonBytes;
import dev.parlance.protocol.words.EventWriter;
import dev.parlance.protocol.words.MessageList;
import dev.parlance.protocol.words.MessagesText;
import dev.parlance.transport.AnswerFrame;
import dev.parlance.transport.EventFrame;
import dev.parlance.transport.FrameEncoder;
import dev.parlance.transport.ServerEvent;
import dev.parlance.transport.ServerReply;
import java.util.Objects;
import tools.jackson.core.JsonGenerator;

/** The native protocol's envelope around events and answers. */
final class NativeEncoder implements FrameEncoder {
    private final Framing framing;

    private final boolean inParts;

    NativeEncoder(Framing framing) {
        this.framing = framing;
        this.inParts = framing.header(1) != null;
    }

    @Override
    public EventFrame event(ServerEvent event) {
        JsonBytes text = JsonBytes.write(event, NativeEncoder::write);
        byte[] frame = framing.frame(text.array(), text.length());
        return new EventFrame(frame, frame.length - text.length(), event);
    }

    private static void write(ServerEvent event, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("event", event.name());
        json.writeName("data");
        EventWriter.write(event, json);
        json.writeEndObject();
    }

    @Override
    public AnswerFrame reply(long requestId, ServerReply reply) {
        if (inParts && MessagesText.isLong(reply)) {
            MessagesText text = MessagesText.of(reply, (messages, json) -> write(requestId, reply, messages, json));
            byte[] header = framing.header(text.length());
            return new AnswerFrame(
                    Objects.requireNonNull(header, "a framing that had a header before"), text, requestId);
        }
        JsonBytes text = JsonBytes.write(json -> write(requestId, reply, MessageList.WHOLE, json));
        byte[] frame = framing.frame(text.array(), text.length());
        return new AnswerFrame(frame, frame.length - text.length(), requestId);
    }

    private static void write(long requestId, ServerReply reply, MessageList messages, JsonGenerator json) {
        json.writeStartObject();
        json.writeNumberProperty("id", requestId);
        json.writeName(reply instanceof ServerReply.Failed ? "error" : "data");
        EventWriter.write(reply, messages, json);
        json.writeEndObject();
    }
}
