package dev.parlance.websocket.http;

import dev.parlance.model.ErrorCode;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.websocket.net.Lane;
import dev.parlance.websocket.net.Protocol;
import dev.parlance.websocket.net.Wire;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.NotImplementedException;
import org.apache.hc.core5.http.RequestHeaderFieldsTooLargeException;
import org.apache.hc.core5.http.UnsupportedHttpVersionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP/1.1 on a wire: one request after the other, each answered, and the answer taken by the client, before the next is looked at. A request stands in memory
 * as a whole before it is handled, head and body bounded and with total deadlines; between requests nothing is held.
 */
public final class HttpProtocol implements Protocol {
    private static final Logger LOG = LoggerFactory.getLogger(HttpProtocol.class);
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
        ANSWERED
    }

    private final Wire wire;
    private final HttpSettings settings;
    private final RequestBytes received = new RequestBytes();
    private State state = State.HEAD;
    private long deadline;
    private boolean advancing;
    private boolean lastOne;
    private @Nullable Request request;
    private Router.@Nullable Target target;
    private int bodyLength;
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

    Lane lane() {
        return wire.lane();
    }

    @Override
    public void received(ByteBuffer data) {
        received.append(data);
        advance();
    }

    @Override
    public void peerEnded() {
        lastOne = true;
        if (exchange != null) {
            exchange.aborted(); // it may have closed its half only, and still wait for the answer
        } else if (state != State.ANSWERED) {
            end();
        }
    }

    @Override
    public void flushed() {
        if (state == State.ANSWERED && lastOne) {
            end();
        } else if (state == State.ANSWERED) {
            state = State.IDLE;
            within(settings.idleTimeout());
            advance();
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
        if (!send(answered.request(), answered.request().method().equals("HEAD"), response, !lastOne)) {
            end();
            return;
        }
        state = State.ANSWERED;
        within(TAKE_TIMEOUT);
        if (!wire.isWaiting()) {
            flushed();
        }
    }

    private void within(Duration time) {
        deadline = System.nanoTime() + time.toNanos();
    }

    private void end() {
        wire.end(TAKE_TIMEOUT.toMillis());
    }

    private void advance() {
        if (advancing) {
            return;
        }
        advancing = true;
        try {
            boolean more = true;
            while (more) {
                more = switch (state) {
                    case IDLE -> beginHead();
                    case HEAD -> readHead();
                    case BODY -> readBody();
                    case HANDLED, ANSWERED -> {
                        if (received.length() > HttpSettings.MAX_HEAD_BYTES) {
                            wire.abort(); // sends requests faster than it takes answers
                        }
                        yield false;
                    }
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
        state = State.HEAD;
        within(settings.headTimeout());
        return true;
    }

    private boolean readHead() {
        received.skipEmptyLines();
        int end = received.endOfHead();
        if (end > HttpSettings.MAX_HEAD_BYTES || (end < 0 && received.length() > HttpSettings.MAX_HEAD_BYTES)) {
            refuse(Response.badRequest(
                    431, "the head of a request may have " + HttpSettings.MAX_HEAD_BYTES + " bytes"));
            return false;
        }
        if (end < 0) {
            return false;
        }
        try {
            Request asked = new Request(HttpCodec.request(received.array(), end), wire.remoteAddress());
            request = asked;
            received.take(end);
            if (asked.wantsUpgradeTo("websocket")) {
                upgrade(asked);
                return false;
            }
            return begin(asked);
        } catch (HttpException e) {
            refuse(Response.badRequest(statusOf(e), String.valueOf(e.getMessage())));
            return false;
        }
    }

    private void upgrade(Request asked) throws HttpException {
        if (HttpCodec.bodyLength(asked.head()) != 0) {
            refuse(Response.badRequest(400, "a request for an upgrade must have no body"));
            return;
        }
        UpgradeHandler handler = settings.router().upgrade(asked.path());
        Response refusal = handler == null || !asked.method().equals("GET")
                ? Router.notFound()
                : handler.upgrade(asked, wire, ByteBuffer.wrap(received.take(received.length())));
        if (refusal != null) {
            refuse(refusal);
        }
    }

    private boolean begin(Request asked) throws HttpException {
        long announced = HttpCodec.bodyLength(asked.head());
        if (announced < 0) {
            refuse(Response.badRequest(411, "say in Content-Length how long the body is")); // RFC 9112, section 6.3
            return false;
        }
        Router.Target found = settings.router().find(asked);
        if (announced > found.maxBodyBytes()) {
            String most = "a body may have " + found.maxBodyBytes() + " bytes here";
            refuse(Response.error(413, ErrorCode.PAYLOAD_TOO_LARGE, most, false));
            return false;
        }
        target = found;
        bodyLength = (int) announced;
        state = State.BODY;
        within(settings.bodyTimeout());
        if (received.length() < bodyLength && asked.hasToken("Expect", "100-continue")) {
            wire.send(HttpCodec.proceed());
        }
        return true;
    }

    private boolean readBody() {
        Request asked = request;
        Router.Target found = target;
        if (asked == null || found == null || received.length() < bodyLength) {
            return false;
        }
        target = null;
        state = State.HANDLED;
        within(ANSWER_TIMEOUT);
        Exchange current = new Exchange(asked, found.variables(), received.take(bodyLength), this);
        exchange = current;
        Response preflight = settings.origins().preflight(asked);
        try {
            if (preflight != null) {
                current.respond(preflight);
            } else {
                found.handler().handle(current);
            }
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", asked.method(), asked.path(), e);
            current.respond(Response.error(500, ErrorCode.INTERNAL_ERROR, "a fault of the server", false));
        }
        return true;
    }

    private void refuse(Response response) {
        state = State.ANSWERED;
        boolean isHead =
                request == null ? received.beginsWith(HEAD) : request.method().equals("HEAD");
        received.clear();
        send(request, isHead, response, false);
        end();
    }

    private boolean send(@Nullable Request answered, boolean isHead, Response response, boolean mayKeepAlive) {
        Response shared = answered == null ? response : settings.origins().share(answered, response);
        HttpCodec.Encoded encoded =
                HttpCodec.response(answered == null ? null : answered.head(), isHead, shared, mayKeepAlive);
        for (EncodedFrame frame : encoded.frames()) {
            wire.send(frame);
        }
        return encoded.keepAlive();
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
