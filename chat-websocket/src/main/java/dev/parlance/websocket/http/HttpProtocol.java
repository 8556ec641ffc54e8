package dev.parlance.websocket.http;

import dev.parlance.complaint.Complaints;
import dev.parlance.websocket.net.EventLoop;
import dev.parlance.websocket.net.Protocol;
import dev.parlance.websocket.net.Wire;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
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
public final class HttpProtocol implements Protocol, ExchangeConnection {
    private static final Logger LOG = LoggerFactory.getLogger(HttpProtocol.class);
    private static final Complaints COMPLAINTS = new Complaints(LOG::warn, LOG::error);
    private static final byte[] NOTHING = {};
    private static final byte[] HEAD = {'H', 'E', 'A', 'D', ' '};
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration TAKE_TIMEOUT = Duration.ofMinutes(2);

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
    private final Turn turn;
    private final RequestBytes received = new RequestBytes();
    private final BodyIntake bodies = new BodyIntake();
    private State state = State.HEAD;
    private long deadline;
    private boolean advancing;
    private boolean lastOne;
    private @Nullable Request request;
    private Router.@Nullable Target target;
    private int unread;
    private boolean isHead;
    private @Nullable Exchange exchange;

    /**
     * Starts on a new wire.
     *
     * @param wire what to speak on
     * @param settings bounds and routes
     */
    public HttpProtocol(Wire wire, HttpSettings settings) {
        this.wire = wire;
        this.settings = settings;
        this.writer = new AnswerWriter(wire, settings.origins());
        this.turn = new Turn(wire.loop(), this::takeTurn);
        within(settings.headTimeout());
    }

    @Override
    public EventLoop loop() {
        return wire.loop();
    }

    @Override
    public void received(ByteBuffer data) {
        if (received.length() == 0) {
            turn.anew();
        }
        received.append(data);
        advance();
        count();
    }

    @Override
    public void overloaded() {
        if (state == State.HEAD || state == State.BODY) {
            refuse(Refusals.overloaded());
        } else {
            forget();
            wire.abort();
        }
    }

    @Override
    public void peerEnded() {
        lastOne = true;
        if (exchange != null) {
            exchange.aborted(); // it may have closed its half only, and still wait for the answer
        } else if (state != State.ANSWERED && !turn.isYielded()) {
            end();
        }
    }

    @Override
    public void flushed() {
        if (state == State.ANSWERED && lastOne) {
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
        if (now - deadline < 0) {
            return;
        }
        if (exchange != null) {
            exchange.respond(Refusals.answerTooSlow());
        } else if (state == State.BODY || (state == State.HEAD && received.length() > 0)) {
            refuse(Refusals.requestTooSlow());
        } else {
            wire.abort();
        }
    }

    @Override
    public void stopping() {
        lastOne = true;
        if (exchange == null) {
            end();
        }
    }

    @Override
    public void closed() {
        forget();
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
    public void answer(Exchange answered, Response response) {
        if (answered != exchange) {
            return;
        }
        exchange = null;
        request = null;
        turn.spend(response.body().length);
        boolean goesOn =
                writer.write(answered.request(), answered.request().method().equals("HEAD"), response, !lastOne);
        state = State.ANSWERED;
        within(TAKE_TIMEOUT);
        if (!goesOn) {
            lastOne = true;
            received.clear(); // nothing further is looked at
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

    private void within(Duration time) {
        deadline = System.nanoTime() + time.toNanos();
    }

    private void end() {
        received.clear(); // nothing further is looked at, not in a later turn either
        wire.end(TAKE_TIMEOUT.toMillis());
    }

    private void advance() {
        if (advancing) {
            return;
        }
        advancing = true;
        try {
            boolean more = true;
            while (more && passOver()) {
                more = switch (state) {
                    case IDLE -> beginHead();
                    case HEAD -> readHead();
                    case BODY -> readBody();
                    case HANDLED, ANSWERED -> {
                        if (received.length() > HttpSettings.MAX_HEAD_BYTES) {
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
        if (received.length() == 0) {
            return false;
        }
        if (turn.isOver()) {
            if (received.length() > HttpSettings.MAX_HEAD_BYTES) {
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
        if (state == State.IDLE && received.length() > 0) {
            wire.resume();
            advance();
            count();
            if (lastOne && exchange == null && state != State.ANSWERED) {
                end(); // the peer's end came meanwhile, and no whole request is left
            }
        }
    }

    private boolean readHead() {
        received.skipEmptyLines();
        try {
            isHead = received.beginsWith(HEAD);
            int length = received.lengthOfHead();
            if ((length < 0 ? received.length() : length) > HttpSettings.MAX_HEAD_BYTES) {
                refuse(Refusals.headTooLong());
                return false;
            }
            if (length < 0) {
                return false;
            }
            HttpRequest head = HttpCodec.request(received.take(length));
            settings.origins().dropForeignCredentials(head);
            Request asked = new Request(head, wire.remoteAddress());
            request = asked;
            if (asked.method().equals("GET") && asked.wantsUpgradeTo("websocket")) {
                upgrade(asked);
                return false;
            }
            return begin(asked);
        } catch (HttpException e) {
            refuse(Refusals.malformed(e));
            return false;
        }
    }

    private void upgrade(Request asked) throws HttpException {
        if (HttpCodec.bodyLength(asked.head()) != 0) {
            refuse(Refusals.upgradeWithBody());
            return;
        }
        UpgradeHandler handler = settings.router().upgrade(asked.path());
        byte[] rest = received.take(received.length());
        wire.input().release(); // what came of the head before its end was counted; the next protocol counts anew
        state = State.UPGRADED;
        Response refusal = handler == null ? Router.notFound() : handler.upgrade(asked, wire, ByteBuffer.wrap(rest));
        if (refusal != null) {
            refuse(refusal);
        }
    }

    /** Finds out what becomes of a request; true if there is more to do at once. */
    private boolean begin(Request asked) throws HttpException {
        long announced = HttpCodec.bodyLength(asked.head());
        boolean expects = asked.hasToken("Expect", "100-continue");
        Router.Target found = settings.router().find(asked);
        Admission admission = found.handler().admit(asked);
        Response refusal = admission.refusal();
        if (announced == 0) {
            handle(asked, found, refusal, NOTHING);
            return true;
        }
        if (refusal == null && admission.maxBodyBytes() > 0) {
            int most = admission.maxBodyBytes();
            if (announced > most) {
                refuse(Refusals.tooLong(new BodyTooLongException(most)));
                return false;
            }
            wire.input().known(admission.isKnown());
            target = found;
            bodies.want(announced, most);
            state = State.BODY;
            within(settings.bodyTimeout());
            if (received.length() == 0 && expects) {
                wire.send(HttpCodec.proceed());
            }
            return true;
        }
        if (expects || !bodies.passOver(announced)) {
            lastOne = true; // whether the body will come is not known, or it would take too long
        }
        handle(asked, found, refusal, NOTHING);
        return true;
    }

    private boolean readBody() {
        Request asked = request;
        Router.Target found = target;
        byte[] content;
        try {
            content = bodies.take(received);
        } catch (HttpException e) {
            refuse(Refusals.malformed(e));
            return false;
        }
        if (asked == null || found == null || content == null) {
            return false;
        }
        target = null;
        wire.input().known(false);
        handle(asked, found, null, content);
        return true;
    }

    /** What nobody wants of a body goes before the next request; false if it cannot be told where that begins. */
    private boolean passOver() {
        try {
            return bodies.isPassedOver(received);
        } catch (HttpException e) {
            received.clear();
            lastOne = true;
            if (state == State.IDLE) {
                end();
            }
            return false;
        }
    }

    private void handle(Request asked, Router.Target found, @Nullable Response refusal, byte[] content) {
        state = State.HANDLED;
        within(ANSWER_TIMEOUT);
        Exchange current = new Exchange(asked, found.variables(), content, this);
        exchange = current;
        Response preflight = settings.origins().preflight(asked);
        try {
            if (preflight != null) {
                current.respond(preflight);
            } else if (refusal != null) {
                current.respond(refusal);
            } else {
                found.handler().handle(current);
            }
        } catch (RuntimeException e) {
            COMPLAINTS.error("a request failed by a fault of the server", asked.method() + " " + asked.path(), e);
            current.respond(Refusals.fault());
        }
    }

    private void count() {
        if (advancing || state == State.UPGRADED) {
            return; // what is complete already is not held
        }
        if (!wire.input().hold((long) received.capacity() + unread + bodies.capacity())) {
            overloaded();
        }
    }

    private void forget() {
        received.clear();
        bodies.forget();
        unread = 0;
        wire.input().release();
    }

    private void refuse(Response response) {
        state = State.ANSWERED;
        forget();
        writer.write(request, request == null ? isHead : request.method().equals("HEAD"), response, false);
        end();
    }
}
