package dev.parlance.websocket.http;

import dev.parlance.complaint.Complaints;
import dev.parlance.websocket.address.Refusal;
import dev.parlance.websocket.net.EventLoop;
import dev.parlance.websocket.net.Protocol;
import dev.parlance.websocket.net.Wire;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP/1.1 on a wire: one request after the other, each answered, and the answer taken by the client, before the next is looked at; what comes meanwhile is
 * left to the kernel. Where a request leads is found out before its body is read. One that is to have a body is handled when it has all come, head and body
 * bounded and with total deadlines; other bodies are passed over. Between requests nothing is held.
 *
 * <p>Who sends many requests at once has a few of them answered in a turn; the rest waits until the event loop has looked after its other connections.
 */
public final class HttpProtocol implements Protocol, ExchangeConnection, RequestReader.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(HttpProtocol.class);
    private static final Complaints COMPLAINTS = new Complaints(LOG::warn, LOG::error);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration TAKE_TIMEOUT = Duration.ofMinutes(2);
    private static final byte[] NOTHING = {};
    private static final int LEAST_REFUSAL = 400;
    private static final Refusal TOO_MANY = new Refusal(false, Duration.ofSeconds(5));

    private enum State {
        /** Nothing has come of the next request. */
        IDLE,
        HEAD,
        BODY,
        /** A handler has the request. */
        HANDLED,
        /** The answer is being written. */
        ANSWERED,
        /** Another protocol has the wire. */
        UPGRADED
    }

    private final Wire wire;
    private final HttpSettings settings;
    private final AnswerWriter writer;
    private final LoopShare turn;
    private final RequestReader requests;
    private State state = State.HEAD;
    private long deadline;
    private boolean advancing;
    private boolean lastOne;
    private boolean trusted;
    private int unread;
    private @Nullable Exchange exchange;
    private @Nullable IncomingBody incoming;
    private @Nullable OutgoingBody outgoing;

    /**
     * Starts on a new wire.
     *
     * @param wire what to speak on
     * @param settings bounds and routes
     */
    public HttpProtocol(Wire wire, HttpSettings settings) {
        this.wire = wire;
        this.settings = settings;
        this.writer = new AnswerWriter(wire, settings.origins(), settings.edge());
        this.requests = new RequestReader(settings, this);
        this.turn = new LoopShare(wire.loop(), this::takeTurn);
        within(settings.headTimeout());
    }

    @Override
    public EventLoop loop() {
        return wire.loop();
    }

    @Override
    public void received(ByteBuffer data) {
        if (requests.isEmpty()) {
            turn.anew();
        }
        requests.append(data);
        advance();
        count();
    }

    @Override
    public void overloaded() {
        if (state == State.HEAD || state == State.BODY) {
            refuse(ErrorResponses.overloaded());
        } else {
            forget();
            wire.abort();
        }
    }

    @Override
    public void peerEnded() {
        lastOne = true;
        if (incoming != null && !incoming.isWhole()) {
            incoming.end(ErrorResponses.endsHalfWay());
        } else if (exchange != null) {
            exchange.aborted(); // it may have closed its half only, and still wait for the answer
        } else if (state != State.ANSWERED && !turn.isYielded()) {
            end();
        }
    }

    @Override
    public void flushed() {
        if (outgoing != null) {
            outgoing.flushed();
        } else if (state == State.ANSWERED && lastOne) {
            end();
        } else if (state == State.ANSWERED) {
            state = State.IDLE;
            unread = 0;
            within(settings.idleTimeout());
            wire.resume();
            advance();
            count();
        }
    }

    @Override
    public void sweep(long now) {
        if (incoming != null && !incoming.isWhole()) {
            incoming.sweep(now, ANSWER_TIMEOUT);
            return;
        }
        if (outgoing != null ? !outgoing.pace().isLate(now, ANSWER_TIMEOUT) : now - deadline < 0) {
            return;
        }
        if (exchange != null) {
            exchange.respond(ErrorResponses.answerTooSlow());
        } else if (state == State.BODY || (state == State.HEAD && !requests.isEmpty())) {
            refuse(ErrorResponses.requestTooSlow());
        } else {
            wire.abort();
        }
    }

    @Override
    public void stopping() {
        lastOne = true;
        if (exchange == null && outgoing == null) {
            end();
        }
    }

    @Override
    public void closed() {
        forget();
        if (outgoing != null) {
            outgoing.cancel();
            outgoing = null;
        }
        if (incoming != null) {
            incoming.gone();
            incoming = null;
        }
        if (exchange != null) {
            exchange.aborted();
            exchange = null;
        }
    }

    @Override
    public void answerWithin(Exchange asked, Duration time) {
        if (asked == exchange) {
            within(time);
        }
    }

    @Override
    public void trust(Exchange asked) {
        if (asked == exchange) {
            trusted = true;
        }
    }

    @Override
    public boolean givesWay() {
        return !trusted;
    }

    @Override
    public void answer(Exchange answered, Response response) {
        if (answered != exchange) {
            return;
        }
        exchange = null;
        if (incoming != null) {
            lastOne |= !incoming.isWhole(); // where the next request begins is not known
            incoming.answered();
            incoming = null;
        }
        requests.answered(answered.request().method().equals("HEAD") ? 0 : response.body().length);
        turn.spend(response.body().length);
        boolean goesOn =
                writer.write(answered.request(), answered.request().method().equals("HEAD"), response, !lastOne);
        state = State.ANSWERED;
        within(TAKE_TIMEOUT);
        if (!goesOn) {
            lastOne = true;
            requests.clear(); // nothing further is looked at
        }
        Flow.Publisher<ByteBuffer> source = response.source();
        if (source != null
                && response.contentLength() > 0
                && !answered.request().method().equals("HEAD")) {
            outgoing = new OutgoingBody(
                    wire, response.contentLength(), new BodyPace(TAKE_TIMEOUT, System.nanoTime()), this::sent);
            source.subscribe(outgoing);
            return;
        }
        if (wire.isWaiting()) {
            unread = response.body().length;
            count();
        } else {
            flushed();
        }
        if (!goesOn) {
            end();
        }
    }

    private void sent() {
        outgoing = null;
        within(TAKE_TIMEOUT);
        if (!wire.isWaiting()) {
            flushed();
        } else if (lastOne) {
            end();
        }
    }

    private void within(Duration time) {
        deadline = System.nanoTime() + time.toNanos();
    }

    private void end() {
        requests.clear(); // nothing further is looked at, not in a later turn either
        wire.end(TAKE_TIMEOUT.toMillis());
    }

    private void advance() {
        if (advancing) {
            return;
        }
        advancing = true;
        try {
            boolean more = true;
            while (more && requests.passOver()) {
                more = switch (state) {
                    case IDLE -> beginHead();
                    case HEAD -> requests.readHead(wire);
                    case BODY -> requests.readBody();
                    case HANDLED, ANSWERED -> {
                        if (incoming != null && !incoming.isWhole()) {
                            within(ANSWER_TIMEOUT); // from the body's end on
                            yield incoming.advance();
                        }
                        if (requests.isAhead()) {
                            wire.pause(); // sends requests faster than it takes answers
                        }
                        yield false;
                    }
                    case UPGRADED -> false;
                };
            }
        } finally {
            advancing = false;
        }
    }

    private boolean beginHead() {
        if (requests.isEmpty()) {
            return false;
        }
        if (turn.isOver()) {
            if (requests.isAhead()) {
                wire.pause();
            }
            turn.yieldToOthers();
            return false;
        }
        state = State.HEAD;
        within(settings.headTimeout());
        return true;
    }

    private void takeTurn() {
        if (state == State.IDLE && !requests.isEmpty()) {
            wire.resume();
            advance();
            count();
            if (lastOne && exchange == null && state != State.ANSWERED) {
                end(); // the peer's end came meanwhile, and no whole request is left
            }
        }
    }

    @Override
    public void upgrade(RequestHead asked, byte[] rest) {
        UpgradeHandler handler = settings.router().upgrade(asked.path());
        wire.input().release(); // what came of the head before its end was counted; the next protocol counts anew
        state = State.UPGRADED;
        Response refusal =
                handler == null ? ErrorResponses.counted(asked.account(), Router.notFound()) : tooMuch(asked);
        if (handler != null && refusal == null) {
            refusal = handler.upgrade(asked, wire, ByteBuffer.wrap(rest));
        }
        if (refusal != null) {
            refuse(refusal);
        }
    }

    /** Comes before what costs something. A connection that a proxy made is its client's from now on. */
    private @Nullable Response tooMuch(RequestHead asked) {
        Refusal refusal = asked.account().handshake();
        if (refusal == null && !wire.belongsTo(asked.account())) {
            refusal = TOO_MANY;
        }
        return refusal == null ? null : ErrorResponses.tooMuch(refusal);
    }

    @Override
    public void bodyBegins(Admission admission, boolean awaitsWord) {
        wire.input().known(admission.isKnown());
        state = State.BODY;
        within(settings.bodyTimeout());
        if (awaitsWord) {
            wire.send(HttpCodec.proceed());
        }
    }

    @Override
    public void stream(RequestHead asked, Router.Target found, boolean awaitsWord) {
        IncomingBody coming = new IncomingBody(wire, requests, settings.bodyTimeout(), awaitsWord, () -> {
            advance();
            count();
        });
        incoming = coming;
        handle(new Exchange(asked, found.variables(), NOTHING, coming.stream(), this), found, null);
    }

    @Override
    public void nothingFollows() {
        lastOne = true;
        if (state == State.IDLE) {
            end();
        }
    }

    @Override
    public void handle(RequestHead asked, Router.Target found, @Nullable Response refusal, byte[] content) {
        wire.input().known(false); // those were of the body alone
        handle(new Exchange(asked, found.variables(), content, null, this), found, refusal);
    }

    private void handle(Exchange current, Router.Target found, @Nullable Response refusal) {
        RequestHead asked = current.request();
        state = State.HANDLED;
        within(ANSWER_TIMEOUT);
        exchange = current;
        if (incoming != null) {
            incoming.of(current);
        }
        Response preflight = settings.origins().preflight(asked);
        try {
            if (preflight != null) {
                current.respond(preflight);
            } else if (refusal != null) {
                current.respond(refusal);
            } else {
                if (found.answer() != null) {
                    tell(asked, found.answer());
                }
                found.handler().handle(current);
            }
        } catch (RuntimeException e) {
            COMPLAINTS.error("a request failed by a fault of the server", asked.method() + " " + asked.path(), e);
            current.respond(ErrorResponses.fault());
        }
    }

    private void count() {
        if (advancing || state == State.UPGRADED) {
            return; // what is complete already is not held
        }
        if (!wire.input().hold(requests.capacity() + unread)) {
            overloaded();
        }
    }

    private void forget() {
        requests.forget();
        unread = 0;
        wire.input().release();
    }

    @Override
    public void refuse(Response response) {
        state = State.ANSWERED;
        tell(requests.request(), response);
        forget();
        writer.write(requests.request(), requests.wantsHeadOnly(), response, false);
        end();
    }

    /** A word of the router's may be no refusal: which methods there are is asked for. */
    private void tell(@Nullable RequestHead asked, Response response) {
        if (response.status() < LEAST_REFUSAL) {
            return;
        }
        InetSocketAddress peer = wire.remoteAddress();
        InetAddress from = asked != null ? asked.remoteAddress() : peer == null ? null : peer.getAddress();
        settings.refusals().refused(from, response.status());
    }
}
