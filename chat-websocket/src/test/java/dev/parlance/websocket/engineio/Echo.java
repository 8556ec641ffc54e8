package dev.parlance.websocket.engineio;

import dev.parlance.transport.FramePriority;
import dev.parlance.websocket.rfc6455.Frames;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Says what it hears. */
public record Echo(EngineIoSession session, Consumer<Ending> ended) implements EngineIoHandler {
    @Override
    public void onText(String text) {
        byte[] bytes = ("4" + text).getBytes(StandardCharsets.UTF_8);
        session.send(Frames.text(bytes, bytes.length, FramePriority.ESSENTIAL));
    }

    @Override
    public void onBinary(ByteBuffer data) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        session.send(Frames.binary(bytes));
    }

    @Override
    public void onClose(Ending ending) {
        ended.accept(ending);
    }
}
