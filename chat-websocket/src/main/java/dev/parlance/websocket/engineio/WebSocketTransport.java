package dev.parlance.websocket.engineio;

import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FrameBatch;
import dev.parlance.websocket.http.RequestHead;
import dev.parlance.websocket.rfc6455.WebSocketConnection;
import dev.parlance.websocket.rfc6455.WebSocketEndpoint;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket, one packet a frame: that of a new session, or one that wants to take over from polling. A session that began with polling lives on the
 * event loop of its first request, its WebSocket on the event loop that it came to: then everything crosses from one to the other.
 */
final class WebSocketTransport implements Transport, WebSocketEndpoint {
    static final int GOING_AWAY = 1001;
    static final int PROTOCOL_ERROR = 1002;
    static final int TRY_AGAIN_LATER = 1013;

    /** The server, as far as a WebSocket needs it. */
    interface Server {
        /** Opens a session on a WebSocket; on its event loop. */
        TransportListener open(Executor loop, Transport webSocket, RequestHead request);

        /** An open session, or null. */
        @Nullable
        TransportListener find(@Nullable String id);

        /** The way to a session of another event loop. */
        LoopCrossing crossing(Executor from, WebSocketConnection to, Runnable onWritable);

        /** A way is not needed any more. */
        void ended(LoopCrossing crossing);
    }

    private final Server server;
    private final WebSocketConnection connection;
    private final @Nullable String sessionId;
    private final boolean textOnly;
    private @Nullable RequestHead request;
    private @Nullable TransportListener session;
    private boolean slow;
    private @Nullable LoopCrossing crossing;

    WebSocketTransport(Server server, WebSocketConnection connection, EngineIoQuery query, RequestHead request) {
        this.server = server;
        this.connection = connection;
        this.sessionId = query.sessionId();
        this.textOnly = query.isTextOnly();
        this.request = request;
    }

    @Override
    public void onOpen() {
        RequestHead first = request;
        request = null;
        if (sessionId == null && first != null) {
            session = server.open(connection.loop(), this, first);
            return;
        }
        TransportListener found = server.find(sessionId);
        if (found == null) {
            connection.close(PROTOCOL_ERROR, "the session has ended");
            return;
        }
        if (found.loop() != connection.loop()) {
            crossing =
                    server.crossing(found.loop(), connection, () -> found.loop().execute(() -> found.writable(this)));
        }
        if (found.isKnown()) {
            connection.known();
        }
        session = found;
        onSession(() -> found.offer(this));
    }

    @Override
    public void onText(String text) {
        TransportListener told = session;
        if (told != null) {
            hand(2L * text.length(), () -> told.received(this, text));
        }
    }

    @Override
    public void onBinary(ByteBuffer data) {
        TransportListener told = session;
        if (told != null) {
            hand(data.remaining(), () -> told.receivedBinary(this, data));
        }
    }

    @Override
    public void onCaughtUp() {
        TransportListener told = session;
        if (told != null) {
            onSession(() -> told.caughtUp(this));
        }
    }

    @Override
    public void onWritable() {
        LoopCrossing hop = crossing;
        if (hop != null) {
            hop.writable();
        } else if (session != null) {
            session.writable(this);
        }
    }

    @Override
    public void onSlowConsumer() {
        slow = true;
    }

    @Override
    public void onClose(int code) {
        TransportListener told = session;
        session = null;
        if (told != null) {
            boolean isSlow = slow;
            onSession(told, () -> {
                if (isSlow) {
                    told.slowConsumer(this);
                } else {
                    told.closed(this);
                }
            });
            LoopCrossing hop = crossing;
            if (hop != null) {
                server.ended(hop);
            }
        }
    }

    @Override
    public boolean send(EncodedFrame frame) {
        EncodedFrame sent = textOnly && Packets.isBinary(frame) ? BinaryText.frame(frame) : frame;
        LoopCrossing hop = crossing;
        if (hop != null) {
            return hop.send(sent);
        }
        connection.send(sent);
        return true; // a slow consumer is closed by the connection itself
    }

    @Override
    public boolean send(FrameBatch batch) {
        LoopCrossing hop = crossing;
        if (hop != null) {
            return hop.send(batch);
        }
        connection.send(batch);
        return true;
    }

    @Override
    public boolean isWritable() {
        LoopCrossing hop = crossing;
        return hop == null ? connection.isWritable() : hop.isWritable();
    }

    @Override
    public boolean close(int code, String reason) {
        LoopCrossing hop = crossing;
        if (hop != null) {
            hop.run(() -> connection.close(code, reason));
        } else {
            connection.close(code, reason);
        }
        return true;
    }

    @Override
    public void known() {
        LoopCrossing hop = crossing;
        if (hop != null) {
            hop.run(connection::known);
        } else {
            connection.known();
        }
    }

    private void hand(long size, Runnable message) {
        LoopCrossing hop = crossing;
        if (hop == null) {
            message.run();
        } else {
            hop.hand(size, message);
        }
    }

    private void onSession(Runnable step) {
        TransportListener told = session;
        if (told != null) {
            onSession(told, step);
        }
    }

    private void onSession(TransportListener told, Runnable step) {
        if (crossing == null) {
            step.run();
        } else {
            told.loop().execute(step);
        }
    }
}
