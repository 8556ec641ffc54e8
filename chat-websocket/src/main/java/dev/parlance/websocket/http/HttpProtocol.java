package dev.parlance.websocket.http;

import dev.parlance.complaint.Complaints;
import dev.parlance.model.ErrorCode;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.websocket.net.EventLoop;
import dev.parlance.websocket.net.Protocol;
import dev.parlance.websocket.net.Wire;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.NotImplementedException;
import org.apache.hc.core5.http.RequestHeaderFieldsTooLargeException;
import org.apache.hc.core5.http.UnsupportedHttpVersionException;
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
public final class HttpProtocol implements Protocol {
    private static final Logger LOG = LoggerFactory.getLogger(HttpProtocol.class);
    private static final Complaints COMPLAINTS = new Complaints(LOG::warn, LOG::error);
    private static final int MAX_PASSED_OVER = 64 * 1024;

    /** What one turn may cost, so that a connection full of requests does not keep its event loop from the others. */
    private static final int TURN = 64 * 1024;

    /** What a request costs apart from the length of its answer. */
    private static final int COST = 8 * 1024;

    private static final byte[] NOTHING = {};
    private static final byte[] HEAD = {'H', 'E', 'A', 'D', ' '};
    private static final String RETRY_SECONDS = "5";
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
    private final RequestBytes received = new RequestBytes();
    private State state = State.HEAD;
    private long deadline;
    private boolean advancing;
    private boolean lastOne;
    private long spent;
    private boolean yielded;
    private @Nullable Request request;
    private Router.@Nullable Target target;
    private @Nullable BodyReader body;
    private @Nullable BodyReader passedOver;
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
        within(settings.headTimeout());
    }

    EventLoop loop() {
        return wire.loop();
    }

    @Override
    public void received(ByteBuffer data) {
        if (received.length() == 0 && !yielded) {
            spent = 0;
        }
        received.append(data);
        advance();
        count();
    }

    @Override
    public void overloaded() {
        if (state == State.HEAD || state == State.BODY) {
            refuse(Response.error(
                            503, ErrorCode.OVERLOADED, "too much is held for requests that are not complete", true)
                    .with("Retry-After", RETRY_SECONDS));
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
        } else if (state != State.ANSWERED && !yielded) {
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
            exchange.respond(Response.error(503, ErrorCode.OVERLOADED, "the answer took too long", true));
        } else if (state == State.BODY || (state == State.HEAD && received.length() > 0)) {
            refuse(Response.badRequest(408, "the request took too long"));
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

    void answerWithin(Exchange asked, Duration time) {
        if (asked == exchange) {
            within(time);
        }
    }

    void answer(Exchange answered, Response response) {
        if (answered != exchange) {
            return;
        }
        exchange = null;
        request = null;
        spent += COST + response.body().length;
        boolean goesOn = send(answered.request(), answered.request().method().equals("HEAD"), response, !lastOne);
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
        if (yielded || spent >= TURN) {
            yieldTurn();
            return false;
        }
        state = State.HEAD;
        within(settings.headTimeout());
        return true;
    }

    private void yieldTurn() {
        if (received.length() > HttpSettings.MAX_HEAD_BYTES) {
            wire.pause();
        }
        if (!yielded) {
            yielded = true;
            wire.loop().executeLater(this::takeTurn);
        }
    }

    private void takeTurn() {
        yielded = false;
        spent = 0;
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
                refuse(Response.badRequest(
                        431, "the head of a request may have " + HttpSettings.MAX_HEAD_BYTES + " bytes"));
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
            refuse(e);
            return false;
        }
    }

    private void upgrade(Request asked) throws HttpException {
        if (HttpCodec.bodyLength(asked.head()) != 0) {
            refuse(Response.badRequest(400, "a request for an upgrade must have no body"));
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
        boolean chunked = announced == HttpCodec.CHUNKED;
        if (refusal == null && admission.maxBodyBytes() > 0) {
            int most = admission.maxBodyBytes();
            if (announced > most) {
                refuse(tooLong(new BodyTooLongException(most)));
                return false;
            }
            wire.input().known(admission.isKnown());
            target = found;
            body = chunked ? new ChunkedBody(most, true) : new FixedBody((int) announced, true);
            state = State.BODY;
            within(settings.bodyTimeout());
            if (received.length() == 0 && expects) {
                wire.send(HttpCodec.proceed());
            }
            return true;
        }
        if (expects
                || announced > MAX_PASSED_OVER) { // whether the body will come is not known, or it would take too long
            lastOne = true;
        } else {
            passedOver = chunked ? new ChunkedBody(MAX_PASSED_OVER, false) : new FixedBody((int) announced, false);
        }
        handle(asked, found, refusal, NOTHING);
        return true;
    }

    private boolean readBody() {
        Request asked = request;
        Router.Target found = target;
        BodyReader coming = body;
        try {
            if (asked == null || found == null || coming == null || !coming.read(received)) {
                return false;
            }
        } catch (HttpException e) {
            refuse(e);
            return false;
        }
        target = null;
        body = null;
        wire.input().known(false);
        handle(asked, found, null, coming.bytes());
        return true;
    }

    /** What nobody wants of a body goes before the next request; false if it cannot be told where that begins. */
    private boolean passOver() {
        BodyReader unwanted = passedOver;
        try {
            if (unwanted != null && unwanted.read(received)) {
                passedOver = null;
            }
            return passedOver == null;
        } catch (HttpException e) {
            passedOver = null;
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
            current.respond(Response.error(500, ErrorCode.INTERNAL_ERROR, "a fault of the server", false));
        }
    }

    private void count() {
        if (advancing || state == State.UPGRADED) {
            return; // what is complete already is not held
        }
        BodyReader coming = body;
        if (!wire.input().hold((long) received.capacity() + unread + (coming == null ? 0 : coming.capacity()))) {
            overloaded();
        }
    }

    private void forget() {
        received.clear();
        body = null;
        unread = 0;
        wire.input().release();
    }

    private void refuse(HttpException fault) {
        refuse(
                fault instanceof BodyTooLongException tooLong
                        ? tooLong(tooLong)
                        : Response.badRequest(statusOf(fault), String.valueOf(fault.getMessage())));
    }

    private void refuse(Response response) {
        state = State.ANSWERED;
        forget();
        send(request, request == null ? isHead : request.method().equals("HEAD"), response, false);
        end();
    }

    private boolean send(@Nullable Request answered, boolean headOnly, Response response, boolean mayKeepAlive) {
        Response shared = answered == null ? response : settings.origins().share(answered, response);
        HttpCodec.Encoded encoded =
                HttpCodec.response(answered == null ? null : answered.head(), headOnly, shared, mayKeepAlive);
        for (EncodedFrame frame : encoded.frames()) {
            wire.send(frame);
        }
        return encoded.keepAlive();
    }

    private static Response tooLong(BodyTooLongException fault) {
        return Response.error(413, ErrorCode.PAYLOAD_TOO_LARGE, String.valueOf(fault.getMessage()), false);
    }

    private static int statusOf(HttpException fault) {
        if (fault instanceof RequestHeaderFieldsTooLargeException) {
            return 431;
        }
        if (fault instanceof NotImplementedException) {
            return 501;
        }
        return fault instanceof UnsupportedHttpVersionException ? 505 : 400;
    }
}
