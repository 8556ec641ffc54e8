package dev.parlance.websocket.tck;

import dev.parlance.websocket.RawClient;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Over a WebSocket from the first moment. */
final class SocketIoWebSocketClient extends SocketIoClient {
    private final WebSocketLine line;
    private boolean silent;
    private boolean ended;

    SocketIoWebSocketClient(int port, String auth) throws IOException {
        this.line = new WebSocketLine(RawClient.connect(port).upgrade("/socket.io/?EIO=4&transport=websocket"));
        enter(auth);
    }

    @Override
    void sendPacket(String packet) throws IOException {
        line.send(packet);
    }

    @Override
    @Nullable
    String readPacket(Duration patience) throws IOException {
        RawClient.Frame frame = line.read(patience);
        if (frame == null) {
            return null;
        }
        if (frame.opcode() == RawClient.CLOSE) {
            ended = true;
            return null;
        }
        if (frame.text().equals("2") && !silent) {
            line.trySend("3");
        }
        return frame.text();
    }

    @Override
    boolean hasEnded() {
        return ended;
    }

    @Override
    public void breakProtocol() throws IOException {
        line.breakFraming();
    }

    @Override
    public void goSilent() {
        silent = true;
        line.silent = true;
    }

    @Override
    public void vanish() throws IOException {
        line.vanish();
    }

    @Override
    public void close() throws IOException {
        line.trySend("41");
        line.close(new byte[0]);
    }
}
