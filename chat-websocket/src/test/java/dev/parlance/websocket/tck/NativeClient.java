package dev.parlance.websocket.tck;

import dev.parlance.tck.transport.Told;
import dev.parlance.tck.transport.TransportClient;
import dev.parlance.transport.ChatSession;
import dev.parlance.transport.ClientCommand;
import dev.parlance.websocket.RawClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A client of the native protocol over a WebSocket, whoever serves it. */
public final class NativeClient implements TransportClient {
    private final WebSocketLine line;

    public NativeClient(int port, String path) throws IOException {
        this.line = new WebSocketLine(RawClient.connect(port).upgrade(path));
    }

    @Override
    public void send(ClientCommand command, long requestId) throws IOException {
        ObjectNode request = Words.JSON.createObjectNode().put("event", command.event());
        request.set("data", Words.data(command));
        if (requestId != ChatSession.NO_REPLY) {
            request.put("id", requestId);
        }
        line.send(request.toString());
    }

    @Override
    public void sendNonsense() throws IOException {
        line.send("nonsense");
    }

    @Override
    public void breakProtocol() throws IOException {
        line.breakFraming();
    }

    @Override
    public Told read(Duration patience) throws IOException {
        RawClient.Frame frame = line.read(patience);
        if (frame == null) {
            return null;
        }
        if (frame.opcode() == RawClient.CLOSE) {
            int code = frame.payload().length == 0 ? 0 : frame.closeCode();
            return new Told.Ended(code < 4500, code);
        }
        JsonNode told = Words.JSON.readTree(frame.text());
        if (told.has("event")) {
            return Words.event(told.path("event").asString(), told.path("data"));
        }
        return Words.answer(told.path("id").asLong(), told.has("error") ? told : told.path("data"));
    }

    @Override
    public void goSilent() {
        line.silent = true;
    }

    @Override
    public void vanish() throws IOException {
        line.vanish();
    }

    @Override
    public void close() throws IOException {
        line.close(ByteBuffer.allocate(2).putShort((short) 1000).array());
    }
}
