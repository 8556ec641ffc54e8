package dev.parlance.websocket.admin;

import dev.parlance.complaint.Complaints;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.protocol.json.JsonBytes;
import dev.parlance.protocol.words.EventWriter;
import dev.parlance.websocket.http.Response;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JsonGenerator;

/** What callers are told. */
final class AdminResponses {
    private static final Logger LOG = LoggerFactory.getLogger(AdminResponses.class);
    private static final Complaints COMPLAINTS = new Complaints(LOG::warn, LOG::error);

    private AdminResponses() {}

    static Response of(Consumer<JsonGenerator> fields) {
        JsonBytes bytes = JsonBytes.write(json -> {
            json.writeStartObject();
            json.writeBooleanProperty("success", true);
            fields.accept(json);
            json.writeEndObject();
        });
        return Response.json(200, bytes.toByteArray());
    }

    static Response refusal(Throwable failure) {
        Throwable cause = ChatException.causeOf(failure);
        if (cause instanceof ChatException told) {
            return refusal(told);
        }
        COMPLAINTS.error("a call of the admin interface failed", cause);
        return refusal(new ChatException(ErrorCode.INTERNAL_ERROR, "a fault of the server"));
    }

    static Response refusal(ChatException told) {
        JsonBytes bytes = JsonBytes.write(json -> EventWriter.refused(told, json));
        Response plain = Response.json(told.code().httpStatus(), bytes.toByteArray());
        return told.retryAfter().map(plain::retryAfter).orElse(plain);
    }

    /** Says what is wanted (RFC 6750, section 3), and ends the connection: who guesses has one try on each. */
    static Response challenge(boolean tried) {
        String wanted = "Bearer realm=\"admin\"";
        return refusal(new ChatException(ErrorCode.AUTHENTICATION_FAILED, "the admin interface does not know you"))
                .with("WWW-Authenticate", tried ? wanted + ", error=\"invalid_token\"" : wanted)
                .with("Connection", "close");
    }
}
