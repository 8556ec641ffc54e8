package dev.parlance.websocket.socketio.protocol;

import dev.parlance.transport.CloseReason;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FrameBatch;
import dev.parlance.websocket.engineio.Alarm;
import dev.parlance.websocket.engineio.Ending;
import dev.parlance.websocket.engineio.EngineIoSession;
import java.time.Duration;
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

    /** Whose socket it is; hears what becomes of it. */
    interface Owner {
        void admitted();

        /** After {@link #gone}. */
        void refused();

        void gone(ServerSocket socket);

        /** The server has had it leave, after {@link #gone}. */
        void left();
    }

    private final Owner owner;
    private final EngineIoSession session;
    private final String namespace;
    private String id;
    private State state = State.CONNECTING;
    private @Nullable SocketHandler handler;

    ServerSocket(Owner owner, EngineIoSession session, String namespace, String id) {
        this.owner = owner;
        this.session = session;
        this.namespace = namespace;
        this.id = id;
    }

    void handler(SocketHandler first) {
        if (state == State.GONE) {
            first.onDisconnect(Ending.FORCED_CLOSE.text(), false);
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
        return session.loop();
    }

    /**
     * How long what comes now may have waited because the lane was held up.
     *
     * @return zero as a rule
     */
    public Duration heldUp() {
        return session.heldUp();
    }

    /**
     * Makes an alarm.
     *
     * @return not set yet; to be cleared when the client goes
     */
    public Alarm alarm() {
        return session.alarm();
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
        return session.isWritable();
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
            owner.admitted();
            session.send(PacketFrames.connected(namespace, id, privateId));
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
            session.send(PacketFrames.refused(namespace, message, data));
            gone("refused", true);
            owner.refused();
        }
    }

    /**
     * Sends a packet; nothing happens if the client is not in the namespace.
     *
     * @param frame as {@link PacketFrames} writes it
     */
    public void send(EncodedFrame frame) {
        if (state == State.CONNECTED) {
            session.send(frame);
        }
    }

    /**
     * Sends what gathered in a round; nothing happens if the client is not in the namespace.
     *
     * @param batch packets as above
     */
    public void send(FrameBatch batch) {
        if (state == State.CONNECTED) {
            session.send(batch);
        }
    }

    /** Takes note that the client has proved who it is: its messages may be as long as any. A namespace that lets in everyone does not say so. */
    public void known() {
        session.known();
    }

    /** Has the client leave the namespace; it does not come back by itself. The connection is closed if it was the last. */
    public void disconnect() {
        if (state == State.CONNECTED) {
            session.send(PacketFrames.disconnected(namespace));
            gone("server namespace disconnect", true);
            owner.left();
        }
    }

    /**
     * Ends as a reason says: a client that may come back loses its connection with all its namespaces, which its library mends; one that may not is told to leave this
     * namespace, or not let in.
     *
     * @param reason why
     */
    public void close(CloseReason reason) {
        if (reason.mayComeBack()) {
            session.close(reason);
        } else {
            refuse(reason.text(), null);
            disconnect();
        }
    }

    void received(Packet packet) {
        SocketHandler told = handler;
        if (told == null) {
            return;
        }
        if (packet.type() == PacketType.DISCONNECT) {
            gone("client namespace disconnect", true);
        } else if (packet.data() instanceof ArrayNode array) {
            if (packet.type().isEvent()) {
                told.onEvent(array.get(0).asString(), array, packet.id(), packet.bytes());
            } else {
                told.onAcknowledgement(packet.id(), array, packet.bytes());
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

    /** Its connection is lost. */
    void lost(Ending ending) {
        gone(ending.text(), false);
    }

    private void gone(String reason, boolean forGood) {
        if (state == State.GONE) {
            return;
        }
        state = State.GONE;
        owner.gone(this);
        SocketHandler told = handler;
        handler = null;
        if (told != null) {
            told.onDisconnect(reason, forGood);
        }
    }
}
