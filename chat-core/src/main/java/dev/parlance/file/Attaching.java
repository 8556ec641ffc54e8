package dev.parlance.file;

import dev.parlance.attachment.AttachmentStore;
import dev.parlance.attachment.StoredFile;
import dev.parlance.host.Deadline;
import dev.parlance.host.EngineContext;
import dev.parlance.host.Failures;
import dev.parlance.model.Attachment;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.FileId;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The files that a user wants to name in a message: there, that user's own, and of the same room. Any thread. */
public final class Attaching {
    private Attaching() {}

    /** What stands for files of which only the ids are known, so that what a message may be can be asked before. */
    public static List<Attachment> announced(List<FileId> ids) {
        return ids.isEmpty()
                ? List.of()
                : ids.stream()
                        .map(id -> Attachment.builder(id, "", "application/octet-stream", 0)
                                .build())
                        .toList();
    }

    /** Finds the files of a new message, and keeps them from going meanwhile; fails if the user may not attach one of them. */
    public static CompletionStage<List<Attachment>> files(
            EngineContext context, RoomId roomId, UserId by, List<FileId> ids) {
        return each(ids, id -> claimed(context, roomId, by, id));
    }

    /** The same for an edit: what the message has already stays, whoever edits it. */
    public static CompletionStage<List<Attachment>> files(
            EngineContext context, Message seen, UserId by, List<FileId> ids) {
        return each(
                ids,
                id -> seen.attachments().stream()
                        .filter(file -> file.fileId().equals(id))
                        .findAny()
                        .<CompletionStage<Attachment>>map(CompletableFuture::completedFuture)
                        .orElseGet(() -> claimed(context, seen.roomId(), by, id)));
    }

    /** Keeps the files of what the host says from going meanwhile, whoever's they are; fails if one is not there, or of another room. */
    public static CompletionStage<List<Attachment>> kept(EngineContext context, MessageDraft draft) {
        List<FileId> ids = draft.attachments().stream().map(Attachment::fileId).toList();
        return each(ids, id -> claimed(context, draft.roomId(), null, id));
    }

    private static CompletionStage<List<Attachment>> each(
            List<FileId> ids, Function<FileId, CompletionStage<Attachment>> find) {
        if (ids.size() > Message.MAX_ATTACHMENTS) { // nobody makes the store look for a thousand
            throw new ChatException(
                    ErrorCode.INVALID_MESSAGE,
                    "a message must have at most " + Message.MAX_ATTACHMENTS + " attachments");
        }
        CompletionStage<List<Attachment>> found = CompletableFuture.completedFuture(new ArrayList<>());
        for (FileId id : ids) {
            found = found.thenCompose(before -> find.apply(id).thenApply(file -> {
                before.add(file);
                return before;
            }));
        }
        return found;
    }

    private static CompletionStage<Attachment> claimed(
            EngineContext context, RoomId roomId, @Nullable UserId by, FileId id) {
        AttachmentStore store = context.files().store();
        if (store == null) {
            throw notFound();
        }
        return Failures.told(
                        "the store of files",
                        () -> Deadline.within(
                                context, store.claim(id, context.clock().instant())))
                .thenApply(found -> found.filter(file -> isTheirs(file, roomId, by))
                        .orElseThrow(Attaching::notFound)
                        .attachment());
    }

    private static boolean isTheirs(StoredFile file, RoomId roomId, @Nullable UserId by) {
        return file.roomId().equals(roomId) && (by == null || file.uploader().equals(by));
    }

    /** Whether another one's file is there is none of a user's business. */
    private static ChatException notFound() {
        return new ChatException(ErrorCode.FILE_NOT_FOUND, "there is no such file of yours in this room");
    }
}
