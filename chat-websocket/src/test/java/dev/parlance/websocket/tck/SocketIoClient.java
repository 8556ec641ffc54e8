package dev.parlance.websocket.tck;

import dev.parlance.tck.transport.Told;
import dev.parlance.tck.transport.TransportClient;
import dev.parlance.transport.ChatSession;
import dev.parlance.transport.ClientCommand;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A client of Socket.IO in the chat's namespace, over one of its transports. It comes back by itself unless the server has disconnected it ({@code 41}), whatever the
 * close code.
 */
abstract class SocketIoClient implements TransportClient {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private boolean isSentAway;

    /** Comes into the namespace; who is turned away instead reads so next. */
    void enter(String auth) throws IOException {
        sendPacket("40" + auth);
        String packet = readPacket(PATIENCE);
        while (packet != null && !packet.startsWith("40") && !packet.equals("41")) {
            packet = readPacket(PATIENCE);
        }
        isSentAway = "41".equals(packet);
    }

    abstract void sendPacket(String packet) throws IOException;

    /** The next packet; null if nothing came, or the connection {@link #hasEnded}. */
    abstract @Nullable String readPacket(Duration patience) throws IOException;

    abstract boolean hasEnded();

    @Override
    public void send(ClientCommand command, long requestId) throws IOException {
        String id = requestId == ChatSession.NO_REPLY ? "" : "" + requestId;
        sendPacket("42" + id + "[\"" + command.event() + "\"," + Words.data(command) + "]");
    }

    @Override
    public void sendNonsense() throws IOException {
        sendPacket("42[\"dance\",{}]");
    }

    @Override
    public @Nullable Told read(Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            String packet = readPacket(Duration.ofNanos(deadline - System.nanoTime()));
            if (packet == null) {
                return hasEnded() ? new Told.Ended(!isSentAway, 0) : null;
            }
            if (packet.equals("41")) {
                isSentAway = true;
            } else if (packet.startsWith("42")) {
                JsonNode event = Words.JSON.readTree(packet.substring(2));
                return Words.event(event.path(0).asString(), event.path(1));
            } else if (packet.startsWith("43")) {
                int arguments = packet.indexOf('[');
                long id = Long.parseLong(packet.substring(2, arguments));
                return Words.answer(
                        id, Words.JSON.readTree(packet.substring(arguments)).path(0));
            }
        }
    }
}
