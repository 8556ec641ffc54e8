package dev.parlance.websocket.admin;

import dev.parlance.ChatEngine;
import dev.parlance.Room;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomInfo;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.protocol.words.EventWriter;
import dev.parlance.protocol.words.Fields;
import dev.parlance.websocket.http.Response;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;

/** What callers can see of rooms and do to them. */
final class AdminRooms {
    private static final int MAX_ROOMS = 100;
    private static final int MAX_MEMBERS = 1_000;

    private final ChatEngine engine;

    AdminRooms(ChatEngine engine) {
        this.engine = engine;
    }

    Stream<AdminRoute> routes() {
        return Stream.of(
                new AdminRoute("listRooms", "GET", "/api/admin/rooms", this::list),
                new AdminRoute("countRoom", "GET", "/api/admin/rooms/{roomId}", this::count),
                new AdminRoute("listMembers", "GET", "/api/admin/rooms/{roomId}/members", this::members),
                new AdminRoute("publish", "POST", "/api/admin/rooms/{roomId}/messages", this::publish),
                new AdminRoute("removeUser", "POST", "/api/admin/rooms/{roomId}/remove", this::remove),
                new AdminRoute("closeRoom", "POST", "/api/admin/rooms/{roomId}/close", this::close));
    }

    private Room room(AdminCall call) {
        return engine.room(call.room());
    }

    private CompletionStage<Response> list(AdminCall call) {
        String after = call.after();
        int limit = call.limit(MAX_ROOMS);
        return (after == null ? engine.rooms(limit) : engine.rooms(new RoomId(after), limit))
                .thenApply(page -> AdminResponses.of(json -> {
                    json.writeArrayPropertyStart("rooms");
                    for (RoomInfo room : page.rooms()) {
                        json.writeStartObject();
                        counts(room, room.present(), json);
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    int count = page.rooms().size();
                    AdminWords.page(
                            page.hasMore(),
                            count == 0 ? "" : page.rooms().get(count - 1).id().value(),
                            json);
                    AdminWords.completeness(page.silentNodes(), json);
                }));
    }

    private CompletionStage<Response> count(AdminCall call) {
        Room room = room(call);
        return room.members()
                .thenCombine(
                        room.info(),
                        (presence, told) -> AdminResponses.of(json -> {
                            RoomInfo counts = told.rooms().stream().findFirst().orElse(RoomInfo.of(room.id(), 0, 0));
                            counts(counts, presence.members().size(), json);
                            AdminWords.completeness(told.silentNodes(), json);
                        }));
    }

    private static void counts(RoomInfo room, int present, JsonGenerator json) {
        json.writeStringProperty("roomId", room.id().value());
        json.writeNumberProperty("present", present);
        json.writeNumberProperty("connections", room.connections());
    }

    private CompletionStage<Response> members(AdminCall call) {
        Room room = room(call);
        String after = call.after();
        int limit = call.limit(MAX_MEMBERS);
        return room.members().thenApply(presence -> {
            List<User> behind = presence.members().stream()
                    .filter(user -> after == null || user.id().value().compareTo(after) > 0)
                    .sorted(Comparator.comparing(user -> user.id().value()))
                    .toList();
            List<User> page = behind.subList(0, Math.min(limit, behind.size()));
            return AdminResponses.of(json -> {
                json.writeStringProperty("roomId", room.id().value());
                json.writeNumberProperty("present", presence.members().size());
                json.writeArrayPropertyStart("members");
                for (User user : page) {
                    json.writeStartObject();
                    json.writeStringProperty("userId", user.id().value());
                    json.writeStringProperty("username", user.name());
                    json.writeEndObject();
                }
                json.writeEndArray();
                AdminWords.page(
                        behind.size() > page.size(),
                        page.isEmpty() ? "" : page.get(page.size() - 1).id().value(),
                        json);
            });
        });
    }

    private CompletionStage<Response> publish(AdminCall call) {
        Room room = room(call);
        Fields body = call.body("message", "userId", "username", "clientMessageId", "metadata");
        MessageDraft draft = MessageDraft.builder(room.id(), author(body), body.text("message"))
                .clientMessageId(body.optionalText("clientMessageId"))
                .metadata(body.texts("metadata"))
                .build();
        return room.submit(draft).thenApply(receipt -> AdminResponses.of(json -> EventWriter.receipt(receipt, json)));
    }

    private User author(Fields body) {
        String id = body.optionalText("userId");
        String name = body.optionalText("username");
        if (id == null && name == null) {
            return engine.systemUser();
        }
        if (id == null || name == null) {
            throw new ChatException(
                    ErrorCode.INVALID_USER, "an author has userId and username; without both it is the system");
        }
        return User.of(id, name);
    }

    private CompletionStage<Response> remove(AdminCall call) {
        Fields body = call.body("userId", "reason");
        return room(call)
                .remove(call.about(new UserId(body.text("userId"))), AdminWords.reason(body))
                .thenApply(done -> AdminResponses.of(AdminWords.ALL_NODES));
    }

    private CompletionStage<Response> close(AdminCall call) {
        return room(call)
                .close(AdminWords.reason(call.body("reason")))
                .thenApply(done -> AdminResponses.of(AdminWords.ALL_NODES));
    }
}
