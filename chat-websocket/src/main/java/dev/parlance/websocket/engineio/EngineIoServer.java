package dev.parlance.websocket.engineio;

import dev.parlance.transport.CloseReason;
import dev.parlance.websocket.address.Refusal;
import dev.parlance.websocket.http.Admission;
import dev.parlance.websocket.http.Exchange;
import dev.parlance.websocket.http.HttpHandler;
import dev.parlance.websocket.http.Origins;
import dev.parlance.websocket.http.RequestHead;
import dev.parlance.websocket.http.Response;
import dev.parlance.websocket.http.Router;
import dev.parlance.websocket.http.UpgradeHandler;
import dev.parlance.websocket.net.InputBudget;
import dev.parlance.websocket.net.Wire;
import dev.parlance.websocket.rfc6455.WebSocketConnection;
import dev.parlance.websocket.rfc6455.WebSocketSettings;
import dev.parlance.websocket.rfc6455.WebSocketUpgrade;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** All sessions of one path, and the two doors to them: requests and WebSockets. Safe for use by many threads. */
public final class EngineIoServer implements HttpHandler, UpgradeHandler, WebSocketTransport.Server {
    /** Far longer than a heartbeat: WebSocket's own pings and time-outs have nothing to do here. */
    private static final Duration NEVER = Duration.ofDays(1);

    private static final Duration POLL_MARGIN = Duration.ofSeconds(10);
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private final EngineIoSettings settings;
    private final SessionEnvironment environment;
    private final Origins origins;
    private final EngineIoApplication application;
    private final WebSocketUpgrade webSockets;
    private final EngineIoSessions sessions;
    private final Crossings crossings = new Crossings();

    /**
     * Makes a server without sessions.
     *
     * @param settings times and bounds
     * @param origins which pages may connect
     * @param timers the clock; closed by whoever made it
     * @param input what all sessions may hold of messages that are not complete
     * @param application what is said over the sessions
     */
    public EngineIoServer(
            EngineIoSettings settings,
            Origins origins,
            Timers timers,
            InputBudget input,
            EngineIoApplication application) {
        this.settings = settings;
        this.origins = origins;
        this.environment = new SessionEnvironment(settings, timers, input);
        this.sessions = new EngineIoSessions(settings);
        this.application = application;
        this.webSockets = new WebSocketUpgrade(
                new WebSocketSettings(
                        settings.maxPayload(),
                        settings.strangerPayload(),
                        settings.outboxBytes(),
                        NEVER,
                        NEVER,
                        WebSocketTransport.TRY_AGAIN_LATER),
                origins,
                (connection, request) -> new WebSocketTransport(this, connection, EngineIoQuery.of(request), request));
    }

    /**
     * Adds the server to a router.
     *
     * @param router where to
     * @param path with a slash at its end; it is served without it too
     */
    public void addTo(Router.Builder router, String path) {
        for (String each : List.of(path, path.substring(0, path.length() - 1))) {
            router.upgrade(each, this);
            METHODS.forEach(method -> router.route(method, each, this));
        }
    }

    /** {@return how many sessions are open} */
    public int sessionCount() {
        return sessions.count();
    }

    /** Between how many pairs of event loops WebSockets cross; for tests. */
    int crossedPairs() {
        return crossings.pairs();
    }

    /**
     * Closes all sessions and opens no more; one that is on its way in is closed as it begins. Idempotent. What has to be said to them is handed to their event loops when this returns.
     *
     * @return completes when all have heard it, which those that poll have to come for; on their event loops
     */
    public CompletionStage<Void> stop() {
        sessions.stop();
        for (LiveSession session : sessions.all()) {
            session.loop().execute(() -> session.close(CloseReason.SHUTDOWN));
        }
        return sessions.emptied();
    }

    @Override
    public Admission admit(RequestHead request) {
        EngineIoQuery query = EngineIoQuery.of(request);
        String method = request.method();
        LiveSession session = sessions.find(query.sessionId());
        EngineIoError refusal = null;
        if (!query.isPolling()) {
            refusal = query.isWebSocket() ? EngineIoError.BAD_REQUEST : EngineIoError.UNKNOWN_TRANSPORT;
        } else if (!method.equals("GET") && (query.sessionId() == null || !method.equals("POST"))) {
            refusal = EngineIoError.BAD_METHOD;
        } else if (query.sessionId() != null && session == null) {
            refusal = sessions.unknown(query.sessionId());
        }
        if (refusal != null) {
            return Admission.refused(refusal.response());
        }
        if (session == null || method.equals("GET")) {
            return Admission.withinSession();
        }
        boolean known = session.isKnown();
        return Admission.withBody(
                known ? settings.maxPayload() : Math.min(settings.maxPayload(), settings.strangerPayload()), known);
    }

    @Override
    public void handle(Exchange exchange) {
        RequestHead request = exchange.request();
        EngineIoQuery query = EngineIoQuery.of(request);
        if (query.sessionId() == null) {
            handshake(exchange, query);
        } else {
            LiveSession session = sessions.find(query.sessionId());
            if (session == null) {
                exchange.respond(sessions.unknown(query.sessionId()).response());
            } else {
                hand(exchange, session);
            }
        }
    }

    @Override
    public @Nullable Response upgrade(RequestHead request, Wire wire, ByteBuffer rest) {
        EngineIoQuery query = EngineIoQuery.of(request);
        EngineIoError refusal = null;
        if (!query.isWebSocket()) {
            refusal = query.isPolling() ? EngineIoError.BAD_REQUEST : EngineIoError.UNKNOWN_TRANSPORT;
        } else if (query.sessionId() == null) {
            refusal = refusal(request, query);
        } else if (sessions.find(query.sessionId()) == null) {
            refusal = sessions.unknown(query.sessionId());
        }
        return refusal != null ? refusal.response() : webSockets.upgrade(request, wire, rest);
    }

    @Override
    public @Nullable TransportListener find(@Nullable String id) {
        return sessions.find(id);
    }

    @Override
    public LoopCrossing crossing(Executor from, WebSocketConnection to, Runnable onWritable) {
        return new LoopCrossing(from, to, crossings.begin(from, to.loop()), settings.outboxBytes(), onWritable);
    }

    @Override
    public void ended(LoopCrossing crossing) {
        crossings.end(crossing.copies());
    }

    @Override
    public TransportListener open(Executor loop, Transport webSocket, RequestHead request) {
        LiveSession session = sessions.add(
                request.account(), (id, place) -> LiveSession.onWebSocket(id, loop, environment, place, webSocket));
        session.send(Packets.open(session.id(), false, settings));
        begin(session, request);
        return session;
    }

    private void handshake(Exchange exchange, EngineIoQuery query) {
        RequestHead request = exchange.request();
        Refusal tooMuch = request.account().handshake();
        if (tooMuch != null) {
            exchange.respond(EngineIoError.response(tooMuch));
            return;
        }
        EngineIoError refusal = refusal(request, query);
        if (refusal != null) {
            exchange.respond(refusal.response());
            return;
        }
        LiveSession session = sessions.add(
                request.account(), (id, place) -> LiveSession.onPolling(id, exchange.loop(), environment, place));
        exchange.respond(Payload.of(Packets.open(session.id(), true, settings)));
        begin(session, request);
    }

    private void begin(LiveSession session, RequestHead request) {
        session.begin(application.open(session, request));
        if (sessions.isStopping()) {
            session.close(CloseReason.SHUTDOWN); // let in just before the stop, which may not have found it
        }
    }

    private @Nullable EngineIoError refusal(RequestHead request, EngineIoQuery query) {
        if (!query.isVersion4()) {
            return EngineIoError.UNSUPPORTED_VERSION;
        }
        if (!origins.permit(request)) {
            return EngineIoError.FORBIDDEN;
        }
        return sessions.refusal(request.account());
    }

    private void hand(Exchange exchange, LiveSession session) {
        String method = exchange.request().method();
        boolean here = session.loop() == exchange.loop();
        if (method.equals("GET")) {
            exchange.answerWithin(
                    settings.pingInterval().plus(settings.pingTimeout()).plus(POLL_MARGIN));
            exchange.onAbort(() -> session.loop().execute(() -> session.pollAborted(exchange)));
            run(here, session, () -> PollingRequests.poll(session, exchange));
        } else {
            run(here, session, () -> PollingRequests.post(session, exchange, settings.maxPackets()));
        }
    }

    private static void run(boolean here, LiveSession session, Runnable step) {
        if (here) {
            step.run();
        } else {
            session.loop().execute(step);
        }
    }
}
