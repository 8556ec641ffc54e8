package dev.parlance.websocket.admin;

import dev.parlance.ChatEngine;
import dev.parlance.Room;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Message;
import dev.parlance.model.MessageEdit;
import dev.parlance.model.MessageId;
import dev.parlance.protocol.words.CommandReader;
import dev.parlance.protocol.words.EventWriter;
import dev.parlance.transport.OwnReactions;
import dev.parlance.transport.ServerReply;
import dev.parlance.websocket.http.Response;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** What callers can see of a message and do to it, as the host: each answer has the message as it is then, and each call is about its author. */
final class AdminMessages {
    private static final String MESSAGE = "/api/admin/rooms/{roomId}/messages/{id}";

    private final ChatEngine engine;

    AdminMessages(ChatEngine engine) {
        this.engine = engine;
    }

    Stream<AdminRoute> routes() {
        return Stream.of(
                new AdminRoute("getMessage", "GET", MESSAGE, this::get),
                new AdminRoute("editMessage", "POST", MESSAGE + "/edit", this::edit),
                new AdminRoute("deleteMessage", "POST", MESSAGE + "/delete", this::delete),
                new AdminRoute("pinMessage", "POST", MESSAGE + "/pin", this::pin));
    }

    private Room room(AdminCall call) {
        return engine.room(call.room());
    }

    private CompletionStage<Response> get(AdminCall call) {
        return room(call)
                .message(call.message())
                .thenApply(found -> found.orElseThrow(() ->
                        new ChatException(ErrorCode.MESSAGE_NOT_FOUND, "there is no such message in the history")))
                .thenApply(found -> answer(call, found));
    }

    private CompletionStage<Response> edit(AdminCall call) {
        MessageId id = call.message();
        MessageEdit edit =
                CommandReader.edit(call.body("message", "mentions", "mentionsRoom", "metadata", "ifEditedAt"));
        return room(call).edit(id, edit).thenApply(edited -> answer(call, edited));
    }

    private CompletionStage<Response> delete(AdminCall call) {
        call.body();
        return room(call).delete(call.message()).thenApply(deleted -> answer(call, deleted));
    }

    private CompletionStage<Response> pin(AdminCall call) {
        boolean on = call.body("on").truth("on");
        return room(call).pin(call.message(), on).thenApply(pinned -> answer(call, pinned));
    }

    private static Response answer(AdminCall call, Message message) {
        call.about(message.author().id());
        return AdminResponses.of(json -> {
            json.writeName("message");
            EventWriter.write(new ServerReply.OneMessage(message, OwnReactions.SAID), json);
        });
    }
}
