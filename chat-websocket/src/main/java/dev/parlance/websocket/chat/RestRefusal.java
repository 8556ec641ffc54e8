package dev.parlance.websocket.chat;

import dev.parlance.complaint.Complaints;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.protocol.json.JsonBytes;
import dev.parlance.protocol.words.EventWriter;
import dev.parlance.websocket.http.RequestHead;
import dev.parlance.websocket.http.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is answered over REST where there is nothing else to say. From any thread. */
public final class RestRefusal {
    private static final Logger LOG = LoggerFactory.getLogger(RestRefusal.class);
    private static final Complaints COMPLAINTS = new Complaints(LOG::warn, LOG::error);
    private static final int UNAUTHORIZED = 401;

    private RestRefusal() {}

    /**
     * Words a failure; one that is no refusal is logged as a fault of the server.
     *
     * @param failure why
     * @param request what was asked
     * @return the answer
     */
    public static Response of(Throwable failure, RequestHead request) {
        Throwable cause = ChatException.causeOf(failure);
        if (cause instanceof ChatException e) {
            return of(e, request);
        }
        COMPLAINTS.error("a request over REST could not be answered", cause);
        return Response.error(500, ErrorCode.INTERNAL_ERROR, "a fault of the server", false);
    }

    private static Response of(ChatException error, RequestHead request) {
        byte[] body = JsonBytes.write(error, EventWriter::refused).toByteArray();
        Response plain = Response.json(error.code().httpStatus(), body);
        Response response = error.retryAfter().map(plain::retryAfter).orElse(plain);
        if (error.code().httpStatus() == UNAUTHORIZED) {
            return challenge(response, request);
        }
        boolean isCutOff = error.code() == ErrorCode.RATE_LIMITED && !error.retryable();
        return isCutOff ? response.with("Connection", "close") : response;
    }

    /** Says what is wanted (RFC 6750, section 3). Who guesses has one try a connection. */
    private static Response challenge(Response error, RequestHead request) {
        String wanted = "Bearer realm=\"chat\"";
        boolean tried = request.header("Authorization") != null;
        return error.with("WWW-Authenticate", tried ? wanted + ", error=\"invalid_token\"" : wanted)
                .with("Connection", "close");
    }
}
