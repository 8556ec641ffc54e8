package dev.parlance.websocket.engineio;

import dev.parlance.transport.CloseReason;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FrameBatch;
import dev.parlance.websocket.http.Exchange;
import dev.parlance.websocket.http.Request;
import dev.parlance.websocket.net.InputShare;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One client's session, over polling or a WebSocket. It lives on the event loop of its first request; all calls come there. */
public final class EngineIoSession {
    private final String id;
    private final Executor loop;
    private final EngineIoServer server;
    private final Heartbeat heartbeat;
    private final SessionEnd end;
    private Transport transport;
    private @Nullable Upgrade upgrade;
    private boolean pollMayBeOnItsWay;
    private final HandlerCalls handler;
    private final InputShare input;
    private volatile boolean known;
    private @Nullable InputShare waiting;

    private EngineIoSession(String id, Executor loop, EngineIoServer server, Transport transport) {
        this.id = id;
        this.loop = loop;
        this.handler = new HandlerCalls(loop);
        this.input = server.input().share(loop, this::overloaded);
        this.server = server;
        EngineIoSettings settings = server.settings();
        this.transport = transport;
        if (transport instanceof PollingTransport polling) {
            polling.onCaughtUp(() -> deliver(EngineIoHandler::onCaughtUp));
            polling.onWritable(() -> writable(polling));
            waiting = server.input().share(loop, () -> unread(polling));
            polling.countIn(waiting);
        }
        this.heartbeat = new Heartbeat(
                server.timers(),
                server.timers().alarm(loop),
                settings,
                () -> send(Packets.PING_FRAME),
                () -> fail(CloseReason.TIMED_OUT));
        this.end = new SessionEnd(this, server, heartbeat, handler);
    }

    static EngineIoSession onWebSocket(String id, Executor loop, EngineIoServer server, WebSocketTransport webSocket) {
        return new EngineIoSession(id, loop, server, webSocket);
    }

    static EngineIoSession onPolling(String id, Executor loop, EngineIoServer server) {
        return new EngineIoSession(
                id, loop, server, new PollingTransport(loop, server.settings().outboxBytes()));
    }

    void open(EngineIoApplication application, Request request) {
        handler.begin(application.open(this, request));
        if (end.isOpen()) {
            heartbeat.start();
            if (transport instanceof PollingTransport) {
                end.expectRequest();
            }
        }
    }

    /**
     * How the client names this session; a secret of the two.
     *
     * @return unguessable
     */
    public String id() {
        return id;
    }

    /**
     * Where the session lives.
     *
     * @return always the same event loop, that of all other sessions of the same I/O thread
     */
    public Executor loop() {
        return loop;
    }

    /**
     * Whether messages may still be sent.
     *
     * @return false from the first sign of the end on
     */
    public boolean isOpen() {
        return end.isOpen();
    }

    /** Takes note that the client has been let in: its messages may be as long as any, and others give way before it. On the event loop. */
    public void known() {
        if (!known && server.find(id) == this) {
            server.letIn();
        }
        known = true;
        input.known(true);
        if (waiting != null) {
            waiting.known(true);
        }
        transport.known();
    }

    boolean isKnown() {
        return known;
    }

    /**
     * Says how much the application holds of messages that are not complete; on the event loop. If that is too much the session is closed.
     *
     * @param bytes all of it, 0 for nothing
     */
    public void hold(long bytes) {
        if (!input.hold(bytes)) {
            overloaded();
        }
    }

    /** Nobody comes for what waits. */
    void releaseWaiting() {
        if (waiting != null) {
            waiting.release();
        }
    }

    private void unread(PollingTransport polling) {
        polling.clear();
        fail(CloseReason.SLOW_CONSUMER);
    }

    private void overloaded() {
        input.release();
        close(Ending.OVERLOADED, WebSocketTransport.TRY_AGAIN_LATER, Ending.OVERLOADED.text());
    }

    /**
     * Whether little waits for the client.
     *
     * @return false until {@link EngineIoHandler#onWritable}
     */
    public boolean isWritable() {
        return transport.isWritable();
    }

    /**
     * Makes an alarm for the application's own deadlines.
     *
     * @return not set yet; to be cleared when the session closes
     */
    public Alarm alarm() {
        return server.timers().alarm(loop);
    }

    /**
     * Sends a message; nothing happens on a closed session.
     *
     * @param frame a WebSocket frame: text that begins with {@code 4}, or binary
     */
    public void send(EncodedFrame frame) {
        if (end.isOpen() && !transport.send(frame)) {
            fail(CloseReason.SLOW_CONSUMER);
        }
    }

    /**
     * Sends what gathered in a round; nothing happens on a closed session.
     *
     * @param batch WebSocket frames as above
     */
    public void send(FrameBatch batch) {
        if (end.isOpen() && !transport.send(batch)) {
            fail(CloseReason.SLOW_CONSUMER);
        }
    }

    /**
     * Closes, after what was sent before: a WebSocket with a close frame, polling with a packet in a poll of its own, which the client has two minutes to come
     * to as long as it polls. An upgrade that is under way may still be completed; then all of it goes that way. The handler hears of it, but not within this
     * call.
     *
     * @param ending what the handler is told
     * @param code the WebSocket's close code
     * @param reason in ASCII, at most 123 characters
     */
    public void close(Ending ending, int code, String reason) {
        end.close(transport, ending, code, reason);
    }

    /**
     * Closes as {@link #close(Ending, int, String)} does, in the words of the engine.
     *
     * @param reason why; one after which the client may come back
     */
    public void close(CloseReason reason) {
        close(Ending.of(reason), reason.code(), reason.text());
    }

    /** The transport for a request of a polling client; or the request is answered with what is wrong with it, and there is none. */
    @Nullable
    PollingTransport polling(Exchange exchange) {
        if (heartbeat.isOverdue()) {
            fail(CloseReason.TIMED_OUT);
        }
        if (end.isClosed()) {
            exchange.respond(EngineIoError.UNKNOWN_SESSION.response());
        } else if (transport instanceof PollingTransport polling) {
            end.used();
            return polling;
        } else if (pollMayBeOnItsWay && exchange.request().method().equals("GET")) {
            pollMayBeOnItsWay = false;
            exchange.respond(Payload.of(Packets.NOOP_FRAME));
        } else {
            exchange.respond(EngineIoError.WRONG_TRANSPORT.response());
        }
        return null;
    }

    /** A poll has come, and no other one waits; it may be the last one. */
    void polled(PollingTransport polling, Exchange exchange) {
        end.polled();
        if (polling.poll(exchange)) {
            end.over();
        }
    }

    void pollAborted(Exchange exchange) {
        if (transport instanceof PollingTransport polling && polling.abandon(exchange)) {
            exchange.respond(EngineIoError.BAD_REQUEST.response()); // half of the connection may still be there
            fail(Ending.TRANSPORT_CLOSE, WebSocketTransport.PROTOCOL_ERROR);
        }
    }

    /** Takes packets, until the session ends; returns false if one is malformed. */
    boolean received(List<String> packets) {
        for (String packet : packets) {
            if (end.isClosing() && packet.startsWith(Packets.CLOSE_PACKET)) {
                end.letGo(transport);
            } else if (end.isOpen() && !received(packet)) {
                return false;
            }
        }
        return true;
    }

    /** A WebSocket wants to take over from polling. */
    void offer(WebSocketTransport candidate) {
        if (!end.isClosed() && upgrade == null && transport instanceof PollingTransport polling) {
            end.used();
            upgrade = new Upgrade(
                    this, candidate, polling, server.timers(), server.settings().upgradeTimeout());
        } else {
            candidate.close(WebSocketTransport.PROTOCOL_ERROR, "the session cannot change its transport now");
        }
    }

    void abandon(Upgrade abandoned) {
        if (abandoned == upgrade) {
            endUpgrade(WebSocketTransport.PROTOCOL_ERROR, "the upgrade was not completed");
        }
    }

    /**
     * A WebSocket replaces polling, with all that waits. A client that has said so without probing first may not have paused its polls: one that waits, or that
     * crosses this, gets nothing.
     */
    void changeTo(WebSocketTransport candidate, PollingTransport polling, boolean probed) {
        if (upgrade != null) {
            upgrade.end();
            upgrade = null;
        }
        pollMayBeOnItsWay = !probed && !polling.isPolled();
        polling.release(Packets.NOOP_FRAME);
        transport = candidate;
        if (known) {
            candidate.known();
        }
        for (EncodedFrame waiting : polling.takeAll()) {
            if (!end.isClosed() && !candidate.send(waiting)) {
                fail(CloseReason.SLOW_CONSUMER);
            }
        }
        polling.tellIfCaughtUp();
        end.changedTo(candidate);
        writable(candidate);
    }

    void received(WebSocketTransport from, String packet) {
        if (upgrade != null && upgrade.candidate() == from) {
            upgrade.received(packet);
        } else if (transport == from && end.isOpen() && !received(packet)) {
            fail(Ending.PARSE_ERROR, WebSocketTransport.PROTOCOL_ERROR);
        }
    }

    void receivedBinary(WebSocketTransport from, ByteBuffer data) {
        if (upgrade != null && upgrade.candidate() == from) {
            abandon(upgrade);
        } else if (transport == from && end.isOpen()) {
            deliver(told -> told.onBinary(data));
        }
    }

    void caughtUp(WebSocketTransport from) {
        if (transport == from && end.isOpen()) {
            deliver(EngineIoHandler::onCaughtUp);
        }
    }

    @SuppressWarnings("ReferenceEquality") // whether it is the very transport that carries the session
    void writable(Transport from) {
        if (transport == from && end.isOpen() && from.isWritable()) {
            deliver(EngineIoHandler::onWritable);
        }
    }

    void closed(WebSocketTransport gone) {
        if (upgrade != null && upgrade.candidate() == gone) {
            abandon(upgrade);
        } else if (transport == gone) {
            fail(Ending.TRANSPORT_CLOSE, WebSocketTransport.GOING_AWAY);
        }
    }

    /** Takes a packet; returns false if it is malformed. */
    private boolean received(String packet) {
        if (packet.isEmpty()) {
            return false;
        }
        switch (packet.charAt(0)) {
            case Packets.MESSAGE -> deliver(told -> told.onText(packet.substring(1)));
            case Packets.PONG -> heartbeat.pong();
            case Packets.NOOP -> {} // says nothing, but may be said
            case Packets.CLOSE -> end.goodbye(transport);
            case BinaryText.MARK -> {
                ByteBuffer data = BinaryText.decode(packet);
                if (data == null) {
                    return false;
                }
                deliver(told -> told.onBinary(data));
            }
            default -> {
                return false; // a ping among them: in version 4 the server pings
            }
        }
        return true;
    }

    /** Ends at once: what waits is lost. */
    void fail(Ending ending, int code) {
        end.fail(transport, ending, code);
    }

    private void fail(CloseReason reason) {
        fail(Ending.of(reason), reason.code());
    }

    void endUpgrade(int code, String reason) {
        Upgrade ended = upgrade;
        if (ended != null) {
            upgrade = null;
            ended.end();
            ended.candidate().close(code, reason);
        }
    }

    private void deliver(Consumer<EngineIoHandler> message) {
        if (!handler.call(message)) {
            fail(CloseReason.SERVER_FAULT);
        }
    }
}
