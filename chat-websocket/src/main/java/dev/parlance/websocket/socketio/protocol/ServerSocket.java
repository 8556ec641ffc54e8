package dev.parlance.websocket.socketio.protocol;

import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FrameBatch;
import dev.parlance.websocket.engineio.Alarm;
import dev.parlance.websocket.engineio.Ending;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ArrayNode;

/** A client in one namespace. For the connection's lane only. */
public final class ServerSocket {
    private enum State {
        CONNECTING,
        CONNECTED,
        GONE
    }

    private final Client client;
    private final String namespace;
    private String id;
    private State state = State.CONNECTING;
    private @Nullable SocketHandler handler;

    ServerSocket(Client client, String namespace, String id) {
        this.client = client;
        this.namespace = namespace;
        this.id = id;
    }

    void handler(SocketHandler first) {
        if (state == State.GONE) {
            first.onDisconnect(Ending.FORCED_CLOSE.text());
        } else {
            handler = first;
        }
    }

    /**
     * How the client is called in this namespace.
     *
     * @return unguessable
     */
    public String id() {
        return id;
    }

    /**
     * Which namespace.
     *
     * @return with a slash at its beginning
     */
    public String namespace() {
        return namespace;
    }

    /**
     * Where the connection lives.
     *
     * @return always the same lane
     */
    public Executor lane() {
        return client.session().loop();
    }

    /**
     * Makes an alarm.
     *
     * @return not set yet; to be cleared when the client goes
     */
    public Alarm alarm() {
        return client.session().alarm();
    }

    /**
     * Whether the client is in the namespace.
     *
     * @return true from {@link #accept} to the end
     */
    public boolean isConnected() {
        return state == State.CONNECTED;
    }

    /** Whether the client has been refused or has gone. */
    boolean isOver() {
        return state == State.GONE;
    }

    /**
     * Whether little waits for the client.
     *
     * @return false until {@link SocketHandler#onWritable}
     */
    public boolean isWritable() {
        return client.session().isWritable();
    }

    /** Lets the client in. Nothing happens if it has gone meanwhile. */
    public void accept() {
        accept(id, null);
    }

    /**
     * Lets the client in under a certain name, that of a session which it resumes for example.
     *
     * @param name how it is called from now on
     * @param privateId what it will resume the session with, or null
     */
    public void accept(String name, @Nullable String privateId) {
        if (state == State.CONNECTING) {
            state = State.CONNECTED;
            id = name;
            client.admitted();
            client.session().send(PacketFrames.connected(namespace, id, privateId));
        }
    }

    /**
     * Does not let the client in. Nothing happens if it has gone meanwhile.
     *
     * @param message the client's {@code error.message}
     * @param data writes the client's {@code error.data}, or null for none
     */
    public void refuse(String message, @Nullable Consumer<JsonGenerator> data) {
        if (state == State.CONNECTING) {
            refuse(PacketFrames.refused(namespace, message, data));
        }
    }

    /**
     * Does not let the client in. Nothing happens if it has gone meanwhile.
     *
     * @param frame the refusal, see {@link PacketFrames#refusalPrefix}
     */
    public void refuse(EncodedFrame frame) {
        if (state == State.CONNECTING) {
            client.session().send(frame);
            gone("refused");
            client.refused();
        }
    }

    /**
     * Sends a packet; nothing happens if the client is not in the namespace.
     *
     * @param frame as {@link PacketFrames} writes it
     */
    public void send(EncodedFrame frame) {
        if (state == State.CONNECTED) {
            client.session().send(frame);
        }
    }

    /**
     * Sends what gathered in a round; nothing happens if the client is not in the namespace.
     *
     * @param batch packets as above
     */
    public void send(FrameBatch batch) {
        if (state == State.CONNECTED) {
            client.session().send(batch);
        }
    }

    /** Takes note that the client has proved who it is: its messages may be as long as any. A namespace that lets in everyone does not say so. */
    public void known() {
        client.session().known();
    }

    /** Has the client leave the namespace; it does not come back by itself. The connection is closed if it was the last. */
    public void disconnect() {
        if (state == State.CONNECTED) {
            client.session().send(PacketFrames.disconnected(namespace));
            gone("server namespace disconnect");
            client.closeIfUnused();
        }
    }

    /**
     * Closes the connection with all its namespaces; the client comes back by itself.
     *
     * @param ending what the handlers are told
     * @param code the close code of a WebSocket
     * @param reason in ASCII, at most 123 characters
     */
    public void closeConnection(Ending ending, int code, String reason) {
        client.session().close(ending, code, reason);
    }

    void received(Packet packet) {
        SocketHandler told = handler;
        if (told == null) {
            return;
        }
        if (packet.type() == PacketType.DISCONNECT) {
            gone("client namespace disconnect");
        } else if (packet.data() instanceof ArrayNode array) {
            if (packet.type().isEvent()) {
                told.onEvent(array.get(0).asString(), array, packet.id());
            } else {
                told.onAcknowledgement(packet.id(), array);
            }
        }
    }

    void writable() {
        if (handler != null) {
            handler.onWritable();
        }
    }

    void caughtUp() {
        if (handler != null) {
            handler.onCaughtUp();
        }
    }

    void gone(String reason) {
        if (state == State.GONE) {
            return;
        }
        state = State.GONE;
        client.remove(this);
        SocketHandler told = handler;
        handler = null;
        if (told != null) {
            told.onDisconnect(reason);
        }
    }
}
