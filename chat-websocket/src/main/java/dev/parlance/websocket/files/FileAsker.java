package dev.parlance.websocket.files;

import dev.parlance.ChatEngine;
import dev.parlance.FileDownload;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.FileId;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.policy.Metered;
import dev.parlance.websocket.chat.OpenRoom;
import dev.parlance.websocket.chat.RestLogin;
import dev.parlance.websocket.http.RequestHead;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Who asks for a file or brings one, and what they may. Any thread.
 *
 * @param trusts whether clients are believed who they say they are, as in the service of old
 */
record FileAsker(ChatEngine engine, FileLinks links, boolean trusts) {
    private static final String CLAIM = "X-User-Id";

    /** Somebody who has said who they are; a request of theirs is counted. */
    CompletionStage<User> user(RequestHead request) {
        String claimed = trusts ? request.header(CLAIM) : null;
        return RestLogin.of(engine, request, claimed).thenApply(user -> {
            engine.count(user, Metered.REQUESTS, 1);
            return user;
        });
    }

    /** Whether nobody is asked who they are: whoever says nothing there reads what is open to all. */
    boolean isAnyone(RequestHead request) {
        return trusts && request.header(CLAIM) == null && request.header("Authorization") == null;
    }

    /** A file, for whoever may see it now, by a link or by themselves. */
    CompletionStage<FileDownload> open(RequestHead request, RoomId room, FileId id) {
        String link = request.parameter(FileLinks.PARAMETER);
        if (link != null) {
            return links.holder(link, room, id).thenCompose(holder -> open(holder, room, id));
        }
        if (isAnyone(request)) {
            return OpenRoom.require(engine.room(room))
                    .thenCompose(open -> engine.files().open(room, id));
        }
        return user(request).thenCompose(user -> engine.files().open(user, room, id));
    }

    private CompletionStage<FileDownload> open(User holder, RoomId room, FileId id) {
        engine.count(holder, Metered.REQUESTS, 1);
        return engine.files().open(holder, room, id);
    }

    /** Refuses in a stage what is refused at once. */
    static <T> CompletionStage<T> failed(ErrorCode code, String fault) {
        return CompletableFuture.failedFuture(new ChatException(code, fault));
    }
}
