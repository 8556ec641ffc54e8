package dev.parlance.websocket.admin;

import dev.parlance.ChatEngine;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.RoomId;
import dev.parlance.model.SessionInfo;
import dev.parlance.model.UserId;
import dev.parlance.protocol.words.Fields;
import dev.parlance.websocket.http.Response;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;

/** What callers can see of users and their connections, and do to them. */
final class AdminUsers {
    private static final Predicate<String> SESSION_ID =
            Pattern.compile("[0-9A-Za-z-]{1,64}").asMatchPredicate();

    private final ChatEngine engine;

    AdminUsers(ChatEngine engine) {
        this.engine = engine;
    }

    Stream<AdminRoute> routes() {
        return Stream.of(
                new AdminRoute("listSessions", "GET", "/api/admin/users/{userId}/sessions", this::sessions),
                new AdminRoute("closeSessions", "POST", "/api/admin/users/{userId}/close-sessions", this::closeAll),
                new AdminRoute("recheckUser", "POST", "/api/admin/users/{userId}/recheck", this::recheck),
                new AdminRoute("closeSession", "POST", "/api/admin/sessions/{sessionId}/close", this::closeOne));
    }

    private CompletionStage<Response> sessions(AdminCall call) {
        UserId userId = call.user();
        return engine.sessions(userId)
                .thenApply(told -> AdminResponses.of(json -> {
                    json.writeStringProperty("userId", userId.value());
                    json.writeArrayPropertyStart("sessions");
                    told.sessions().forEach(session -> write(session, json));
                    json.writeEndArray();
                    json.writeBooleanProperty("hasMore", told.hasMore());
                    AdminWords.completeness(told.silentNodes(), json);
                }));
    }

    private static void write(SessionInfo session, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("sessionId", session.id());
        json.writeStringProperty("node", session.node());
        json.writeNumberProperty("since", session.since().toEpochMilli());
        session.remoteAddress().ifPresent(address -> json.writeStringProperty("remoteAddress", address));
        json.writeArrayPropertyStart("rooms");
        for (RoomId room : session.rooms()) {
            json.writeString(room.value());
        }
        json.writeEndArray();
        json.writeNumberProperty("roomCount", session.roomCount());
        json.writeEndObject();
    }

    private CompletionStage<Response> closeAll(AdminCall call) {
        Fields body = call.body("reason", "mayReturn");
        return engine.closeSessions(call.user(), AdminWords.reason(body), AdminWords.mayReturn(body))
                .thenApply(done -> AdminResponses.of(AdminWords.ALL_NODES));
    }

    private CompletionStage<Response> closeOne(AdminCall call) {
        Fields body = call.body("reason", "mayReturn");
        if (!SESSION_ID.test(call.named())) {
            throw new ChatException(
                    ErrorCode.BAD_REQUEST, "a session's id has 1 to 64 characters: letters, digits and hyphens");
        }
        return engine.closeSession(call.named(), AdminWords.reason(body), AdminWords.mayReturn(body))
                .thenApply(closed -> AdminResponses.of(json -> json.writeBooleanProperty("closed", closed)));
    }

    private CompletionStage<Response> recheck(AdminCall call) {
        UserId userId = call.user();
        call.body();
        return engine.recheck(userId).thenApply(done -> AdminResponses.of(AdminWords.ALL_NODES));
    }
}
