package dev.parlance.websocket.http;

import dev.parlance.model.ErrorCode;
import dev.parlance.websocket.address.AddressAccount;
import dev.parlance.websocket.address.Refusal;
import java.time.Duration;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.NotImplementedException;
import org.apache.hc.core5.http.RequestHeaderFieldsTooLargeException;
import org.apache.hc.core5.http.UnsupportedHttpVersionException;
import org.jspecify.annotations.Nullable;

/** What a connection itself says to requests that it does not take. */
final class ErrorResponses {
    private static final Duration TURN = Duration.ofSeconds(5); // until some of what is held has gone

    private ErrorResponses() {}

    static Response malformed(HttpException fault) {
        return fault instanceof BodyTooLongException tooLong
                ? tooLong(tooLong)
                : Response.badRequest(statusOf(fault), String.valueOf(fault.getMessage()));
    }

    static Response tooLong(BodyTooLongException fault) {
        return Response.error(413, ErrorCode.PAYLOAD_TOO_LARGE, String.valueOf(fault.getMessage()), false);
    }

    static Response headTooLong() {
        return Response.badRequest(431, "the head of a request may have " + HttpSettings.MAX_HEAD_BYTES + " bytes");
    }

    static Response upgradeWithBody() {
        return Response.badRequest(400, "a request for an upgrade must have no body");
    }

    static Response misdirected() {
        return Response.error(421, ErrorCode.MISDIRECTED, "this server is not asked under that host's name", false);
    }

    static Response overloaded() {
        return Response.error(503, ErrorCode.OVERLOADED, "too much is held for requests that are not complete", true)
                .retryAfter(TURN);
    }

    /** An address asks too much, or all together do. */
    static Response tooMuch(Refusal refusal) {
        Response response = refusal.ofNode()
                ? Response.error(503, ErrorCode.OVERLOADED, "too many clients come at once", true)
                : Response.error(429, ErrorCode.RATE_LIMITED, "too much comes from this address", true);
        return response.retryAfter(refusal.retryAfter());
    }

    /** What is refused by its head costs its sender as much as what is answered; what a proxy sends that nobody can read is nobody's. */
    static Response counted(@Nullable AddressAccount account, Response refusal) {
        Refusal tooMuch = account == null ? null : account.request();
        return tooMuch == null ? refusal : tooMuch(tooMuch);
    }

    static Response endsHalfWay() {
        return Response.badRequest(400, "the body ended before its end");
    }

    static Response requestTooSlow() {
        return Response.badRequest(408, "the request took too long");
    }

    static Response answerTooSlow() {
        return Response.error(503, ErrorCode.OVERLOADED, "the answer took too long", true);
    }

    static Response fault() {
        return Response.error(500, ErrorCode.INTERNAL_ERROR, "a fault of the server", false);
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
