package dev.parlance.examples.bench.jmh;

import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FrameEncoder;
import dev.parlance.transport.FramePriority;
import dev.parlance.transport.ServerEvent;
import dev.parlance.transport.ServerReply;
import dev.parlance.websocket.json.CommandReader;
import dev.parlance.websocket.json.EventWriter;
import dev.parlance.websocket.json.Fields;
import dev.parlance.websocket.json.Json;
import dev.parlance.websocket.json.JsonBytes;
import dev.parlance.websocket.rfc6455.Frames;

/** The native protocol's envelope around the server's own reading and writing; on the class path its packages are open to us. */
final class NativeCodec implements FrameEncoder {
    static ClientCommand decode(String text) {
        Fields request = Fields.of("a request", Json.read(text));
        return CommandReader.read(request.text("event"), request.objectOrEmpty("data"));
    }

    @Override
    public EncodedFrame event(ServerEvent event) {
        JsonBytes bytes = JsonBytes.write(json -> {
            json.writeStartObject();
            json.writeStringProperty("event", EventWriter.name(event));
            json.writeName("data");
            EventWriter.write(event, json);
            json.writeEndObject();
        });
        return Frames.text(bytes.array(), bytes.length(), event.priority());
    }

    @Override
    public EncodedFrame reply(long requestId, ServerReply reply) {
        return new EncodedFrame(new byte[0], 0, FramePriority.ESSENTIAL); // nobody here asks
    }
}
