package dev.parlance.websocket.engineio;

import dev.parlance.transport.CloseReason;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FrameBatch;
import dev.parlance.websocket.http.Exchange;
import dev.parlance.websocket.net.Chatter;
import dev.parlance.websocket.net.EventLoop;
import dev.parlance.websocket.net.InputShare;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A session's workings. For its event loop only, but for what {@link EngineIoSession} and {@link TransportListener} say. */
@SuppressWarnings("ReferenceEquality") // whether it is the very transport that carries the session
final class LiveSession implements EngineIoSession, TransportListener {
    private final String id;
    private final Executor loop;
    private final SessionEnvironment environment;
    private final Registration place;
    private final Heartbeat heartbeat;
    private final SessionEnd end;
    private final Chatter chatter = new Chatter();
    private Transport transport;
    private @Nullable Upgrade upgrade;
    private boolean pollMayBeOnItsWay;
    private final HandlerCalls handler;
    private final InputShare input;
    private volatile boolean known;
    private @Nullable InputShare waiting;

    private LiveSession(
            String id, Executor loop, SessionEnvironment environment, Registration place, Transport transport) {
        this.id = id;
        this.loop = loop;
        this.handler = new HandlerCalls(loop);
        this.input = environment.input().share(loop, this::overloaded);
        this.environment = environment;
        this.place = place;
        this.transport = transport;
        if (transport instanceof PollingTransport polling) {
            polling.onCaughtUp(() -> deliver(EngineIoHandler::onCaughtUp));
            polling.onWritable(() -> writable(polling));
            waiting = environment.input().share(loop, () -> unread(polling));
            polling.countIn(waiting);
        }
        this.heartbeat = new Heartbeat(
                environment.timers(),
                environment.timers().alarm(loop),
                environment.settings(),
                () -> send(Packets.PING_FRAME),
                () -> fail(CloseReason.TIMED_OUT));
        this.end = new SessionEnd(this, environment, place, heartbeat, handler);
    }

    static LiveSession onWebSocket(
            String id, Executor loop, SessionEnvironment environment, Registration place, Transport webSocket) {
        return new LiveSession(id, loop, environment, place, webSocket);
    }

    static LiveSession onPolling(String id, Executor loop, SessionEnvironment environment, Registration place) {
        int most = environment.settings().outboxBytes();
        return new LiveSession(id, loop, environment, place, new PollingTransport(loop, most));
    }

    void begin(EngineIoHandler first) {
        handler.begin(first);
        if (end.isOpen()) {
            heartbeat.start();
            if (transport instanceof PollingTransport) {
                end.expectRequest();
            }
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Executor loop() {
        return loop;
    }

    @Override
    public boolean isOpen() {
        return end.isOpen();
    }

    @Override
    public void known() {
        place.letIn();
        known = true;
        input.known(true);
        if (waiting != null) {
            waiting.known(true);
        }
        transport.known();
    }

    @Override
    public boolean isKnown() {
        return known;
    }

    @Override
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

    @Override
    public boolean isWritable() {
        return transport.isWritable();
    }

    @Override
    public Duration heldUp() {
        return loop instanceof EventLoop here ? here.heldUp() : Duration.ZERO;
    }

    @Override
    public Alarm alarm() {
        return environment.timers().alarm(loop);
    }

    @Override
    public void send(EncodedFrame frame) {
        if (end.isOpen() && !transport.send(frame)) {
            fail(CloseReason.SLOW_CONSUMER);
        }
    }

    @Override
    public void send(FrameBatch batch) {
        if (end.isOpen() && !transport.send(batch)) {
            fail(CloseReason.SLOW_CONSUMER);
        }
    }

    @Override
    public void close(Ending ending, int code, String reason) {
        end.close(transport, ending, code, reason);
    }

    @Override
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

    @Override
    public void offer(Transport candidate) {
        if (!end.isClosed() && upgrade == null && transport instanceof PollingTransport polling) {
            end.used();
            upgrade = new Upgrade(
                    this,
                    candidate,
                    polling,
                    environment.timers(),
                    environment.settings().upgradeTimeout());
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
     * crosses this, gets nothing. One that has probed has paused them, so a poll that waits was sent behind this and overtook it on a connection of its own: it is
     * refused like one that comes later.
     */
    void changeTo(Transport candidate, PollingTransport polling, boolean probed) {
        if (upgrade != null) {
            upgrade.end();
            upgrade = null;
        }
        pollMayBeOnItsWay = !probed && !polling.isPolled();
        if (probed) {
            polling.refuse();
        } else {
            polling.release(Packets.NOOP_FRAME);
        }
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

    @Override
    public void received(Transport from, String packet) {
        if (upgrade != null && upgrade.candidate() == from) {
            upgrade.received(packet);
        } else if (transport == from && end.isOpen() && !received(packet)) {
            fail(Ending.PARSE_ERROR, WebSocketTransport.PROTOCOL_ERROR);
        }
    }

    @Override
    public void receivedBinary(Transport from, ByteBuffer data) {
        if (upgrade != null && upgrade.candidate() == from) {
            abandon(upgrade);
        } else if (transport == from && end.isOpen()) {
            deliver(told -> told.onBinary(data));
        }
    }

    @Override
    public void caughtUp(Transport from) {
        if (transport == from && end.isOpen()) {
            deliver(EngineIoHandler::onCaughtUp);
        }
    }

    @Override
    public void writable(Transport from) {
        if (transport == from && end.isOpen() && from.isWritable()) {
            deliver(EngineIoHandler::onWritable);
        }
    }

    @Override
    public void closed(Transport gone) {
        ended(gone, Ending.TRANSPORT_CLOSE);
    }

    @Override
    public void slowConsumer(Transport gone) {
        ended(gone, Ending.SLOW_CONSUMER);
    }

    private void ended(Transport gone, Ending ending) {
        if (upgrade != null && upgrade.candidate() == gone) {
            abandon(upgrade);
        } else if (transport == gone) {
            fail(ending, WebSocketTransport.GOING_AWAY);
        }
    }

    /** Takes a packet; returns false if it is malformed. */
    private boolean received(String packet) {
        if (packet.isEmpty()) {
            return false;
        }
        char type = packet.charAt(0);
        if ((type == Packets.PONG || type == Packets.NOOP) && chatter.isTooMuch(System.nanoTime())) {
            return false;
        }
        switch (type) {
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
