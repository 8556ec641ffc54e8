package dev.parlance.websocket.socketio.protocol;

import dev.parlance.transport.CloseReason;
import dev.parlance.websocket.engineio.Alarm;
import dev.parlance.websocket.engineio.Ending;
import dev.parlance.websocket.engineio.EngineIoHandler;
import dev.parlance.websocket.engineio.EngineIoSession;
import dev.parlance.websocket.http.RequestHead;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One connection, with a socket in each namespace that its client has connected to. */
final class Client implements EngineIoHandler, ServerSocket.Owner {
    private static final int PROTOCOL_ERROR = 1002;

    /** Leaving and entering again is cheaper than a new connection, and would get round the limits of a session. */
    private static final int MAX_CONNECTS = 100;

    private final SocketIoServer server;
    private final EngineIoSession session;
    private @Nullable RequestHead request;
    private final Map<String, ServerSocket> sockets = new HashMap<>(2);
    private final PacketAssembly assembly;
    private final Alarm connectDeadline;
    private @Nullable Alarm attachmentDeadline;
    private int connects;
    private int refusals;

    Client(SocketIoServer server, EngineIoSession session, RequestHead request) {
        this.server = server;
        this.session = session;
        this.request = request;
        SocketIoSettings settings = server.settings();
        this.assembly = new PacketAssembly(settings.maxAttachments(), settings.maxAttachmentBytes());
        this.connectDeadline = session.alarm();
        awaitConnect();
    }

    @Override
    public void onText(String text) {
        try {
            Packet packet = assembly.text(text);
            if (packet != null) {
                dispatch(packet);
            } else {
                awaitAttachments();
                session.hold(assembly.held());
            }
        } catch (MalformedPacketException e) {
            malformed(e);
        }
    }

    @Override
    public void onBinary(ByteBuffer data) {
        try {
            Packet packet = assembly.binary(data);
            session.hold(assembly.held());
            if (packet != null) {
                if (attachmentDeadline != null) {
                    attachmentDeadline.clear();
                }
                dispatch(packet);
            }
        } catch (MalformedPacketException e) {
            malformed(e);
        }
    }

    @Override
    public void onCaughtUp() {
        List.copyOf(sockets.values()).forEach(ServerSocket::caughtUp);
    }

    @Override
    public void onWritable() {
        List.copyOf(sockets.values()).forEach(ServerSocket::writable);
    }

    @Override
    public void onClose(Ending ending) {
        connectDeadline.clear();
        if (attachmentDeadline != null) {
            attachmentDeadline.clear();
        }
        assembly.clear();
        session.hold(0);
        List.copyOf(sockets.values()).forEach(socket -> socket.lost(ending));
    }

    @Override
    public void admitted() {
        if (server.hasOneNamespace()) {
            request = null; // not to be held as long as the connection lives
        }
    }

    /** Whoever tries one token after the other has as many tries on a connection as it may have logins that fail. */
    @Override
    public void refused() {
        if (++refusals >= server.settings().maxRefusals()) {
            session.close(Ending.FORCED_CLOSE, CloseReason.LOGIN_REFUSED.code(), CloseReason.LOGIN_REFUSED.text());
        }
    }

    @Override
    public void gone(ServerSocket socket) {
        sockets.remove(socket.namespace(), socket);
        if (sockets.isEmpty() && session.isOpen()) {
            awaitConnect();
        }
    }

    @Override
    public void left() {
        if (sockets.isEmpty()) {
            session.close(Ending.FORCED_CLOSE, 1000, "no namespace is left");
        }
    }

    private void dispatch(Packet packet) {
        ServerSocket socket = sockets.get(packet.namespace());
        if (packet.type() == PacketType.CONNECT && socket == null) {
            connect(packet);
        } else if (socket != null
                && socket.isConnected()
                && packet.type() != PacketType.CONNECT
                && packet.type() != PacketType.CONNECT_ERROR) {
            socket.received(packet);
        } else {
            close(Ending.PARSE_ERROR, "a packet that may not come now");
        }
    }

    private void connect(Packet packet) {
        RequestHead first = request;
        if (first == null || ++connects > MAX_CONNECTS) {
            close(Ending.FORCED_CLOSE, "come back on a new connection");
            return;
        }
        NamespaceHandler handler = server.namespace(packet.namespace());
        if (handler == null) {
            session.send(PacketFrames.refused(packet.namespace(), "Invalid namespace", null));
            return;
        }
        ObjectNode auth = packet.data() instanceof ObjectNode given ? given : JsonNodeFactory.instance.objectNode();
        ServerSocket socket = new ServerSocket(this, session, packet.namespace(), server.newId());
        sockets.put(packet.namespace(), socket);
        connectDeadline.clear();
        socket.handler(handler.connect(socket, auth, packet.bytes(), first));
    }

    private void awaitConnect() {
        connectDeadline.set(
                server.settings().connectTimeout(),
                () -> close(Ending.FORCED_CLOSE, "did not connect to a namespace in time"));
    }

    private void awaitAttachments() {
        Alarm deadline = attachmentDeadline;
        if (deadline == null) {
            deadline = session.alarm();
            attachmentDeadline = deadline;
        }
        deadline.set(
                server.settings().attachmentTimeout(), () -> close(Ending.PARSE_ERROR, "attachments did not come"));
    }

    private void malformed(MalformedPacketException fault) {
        close(Ending.PARSE_ERROR, String.valueOf(fault.getMessage()));
    }

    private void close(Ending ending, String reason) {
        session.close(ending, PROTOCOL_ERROR, reason);
    }
}
