package dev.parlance;

import static java.util.Objects.requireNonNull;

import dev.parlance.attachment.AttachmentStore;
import dev.parlance.attachment.FileQuery;
import dev.parlance.attachment.StoredFile;
import dev.parlance.command.Permission;
import dev.parlance.host.Deadline;
import dev.parlance.host.EngineContext;
import dev.parlance.host.Failures;
import dev.parlance.model.Attachment;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.FileId;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.node.Node;
import dev.parlance.policy.Action;
import dev.parlance.policy.FileSettings;
import dev.parlance.policy.Metered;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The files of a service, for transports and hosts: uploads of users, downloads, and what becomes of files otherwise. Rights are asked for each time. A file that was uploaded is its user's alone until a
 * message names it, and goes with the last message that does; one that nobody sends goes after a time ({@link FileSettings.Builder#keepUnsent}). All stages fail with a {@link ChatException}; without a store of files
 * ({@code ChatEngine.Builder.attachments}) with {@link ErrorCode#NOT_FOUND}. Safe for use by many threads.
 */
public final class ChatFiles {
    private final SecureRandom random = new SecureRandom();
    private final EngineContext context;
    private final Node node;
    private final UploadShare share;

    ChatFiles(EngineContext context, Node node) {
        this.context = context;
        this.node = node;
        this.share = new UploadShare(context.files().settings());
    }

    /** {@return whether there is a store of files} */
    public boolean isOffered() {
        return context.files().store() != null;
    }

    /** {@return which files are taken} */
    public FileSettings settings() {
        return context.files().settings();
    }

    /**
     * Begins an upload. The authorizer is asked for {@link Action.Upload}.
     *
     * @param by who, as {@link ChatEngine#login} returned them
     * @param roomId in which room it is to be attached and read
     * @param name what the user calls it: any text, see {@link Attachment#shownName}
     * @param announced how many bytes are announced, to refuse too many at once; -1 if none are
     * @return the upload, to be committed or aborted; failed with {@link ErrorCode#FORBIDDEN} or what the authorizer refused with, {@link ErrorCode#FILE_TOO_LARGE}, {@link ErrorCode#RATE_LIMITED} if the user has
     *     uploaded too much or has too many uploads under way, {@link ErrorCode#OVERLOADED} if the node has
     */
    public CompletionStage<FileUpload> upload(User by, RoomId roomId, String name, long announced) {
        requireNonNull(by, "by");
        requireNonNull(roomId, "roomId");
        FileUpload.Facts facts = new FileUpload.Facts(newId(), by, roomId, Attachment.shownName(name));
        return Failures.told("an upload", () -> {
            AttachmentStore store = store();
            requireSize(settings(), announced);
            node.userRates().take(by.id(), Metered.FILE_BYTES, 0);
            return Permission.ask(context, by, new Action.Upload(roomId)).thenCompose(allowed -> begin(store, facts));
        });
    }

    private CompletionStage<FileUpload> begin(AttachmentStore store, FileUpload.Facts facts) {
        UserId by = facts.by().id();
        share.take(by);
        return Deadline.within(context, store.begin(facts.id()))
                .thenApply(upload -> new FileUpload(
                        context,
                        upload,
                        facts,
                        bytes -> node.userRates().charge(by, Metered.FILE_BYTES, bytes),
                        () -> share.giveBack(by)))
                .whenComplete((upload, error) -> {
                    if (error != null) {
                        share.giveBack(by);
                    }
                });
    }

    /**
     * Opens a file for a user. The authorizer is asked for {@link Action.Read}, so whoever was taken out of a room that is not open to all reads no file of it any more, whatever addresses they know.
     *
     * @param by who, as {@link ChatEngine#login} returned them
     * @param roomId the room that it is asked for in
     * @param id which
     * @return the file; failed with {@link ErrorCode#FORBIDDEN} or what the authorizer refused with, {@link ErrorCode#FILE_NOT_FOUND} if there is none, it is another room's, or nobody but its user may see
     *     it yet
     */
    public CompletionStage<FileDownload> open(User by, RoomId roomId, FileId id) {
        requireNonNull(by, "by");
        requireNonNull(roomId, "roomId");
        requireNonNull(id, "id");
        return Failures.told("a download", () -> {
            AttachmentStore store = store();
            return Permission.ask(context, by, new Action.Read(roomId))
                    .thenCompose(allowed -> Deadline.within(context, store.find(id)))
                    .thenApply(found -> new FileDownload(
                            context,
                            store,
                            found.filter(file -> isOf(file, roomId)
                                            && (isShown(file) || file.uploader().equals(by.id())))
                                    .orElseThrow(ChatFiles::gone)));
        });
    }

    /**
     * Opens a file that a message names, and asks nobody; for a host whose histories are open to all.
     *
     * @param roomId the room that it is asked for in
     * @param id which
     * @return as of the other
     */
    public CompletionStage<FileDownload> open(RoomId roomId, FileId id) {
        requireNonNull(roomId, "roomId");
        requireNonNull(id, "id");
        return Failures.told("a download", () -> {
            AttachmentStore store = store();
            return Deadline.within(context, store.find(id))
                    .thenApply(found -> new FileDownload(
                            context,
                            store,
                            found.filter(file -> isOf(file, roomId) && isShown(file))
                                    .orElseThrow(ChatFiles::gone)));
        });
    }

    /**
     * Reads what is known of a file; for the host.
     *
     * @param id which
     * @return the facts, if it is there
     */
    public CompletionStage<Optional<StoredFile>> find(FileId id) {
        requireNonNull(id, "id");
        return Failures.told("a file", () -> Deadline.within(context, store().find(id)));
    }

    /**
     * Deletes a file, whoever names it; for the host. Messages go on naming it, and whoever fetches it is told {@link ErrorCode#FILE_NOT_FOUND}.
     *
     * @param id which
     * @return whether it was there
     */
    public CompletionStage<Boolean> delete(FileId id) {
        requireNonNull(id, "id");
        return Failures.told("a file", () -> Deadline.within(context, store().delete(id)));
    }

    /**
     * Deletes all files of a room; for the host.
     *
     * @param roomId which
     * @return those that were deleted
     */
    public CompletionStage<List<FileId>> erase(RoomId roomId) {
        requireNonNull(roomId, "roomId");
        return Failures.told(
                "erasing files",
                () -> erase(store(), FileQuery.first(ERASED_AT_ONCE).of(roomId), new ArrayList<>()));
    }

    /**
     * Deletes all files that a user has uploaded; for the host.
     *
     * @param userId who
     * @return those that were deleted
     */
    public CompletionStage<List<FileId>> erase(UserId userId) {
        requireNonNull(userId, "userId");
        return Failures.told(
                "erasing files",
                () -> erase(store(), FileQuery.first(ERASED_AT_ONCE).by(userId), new ArrayList<>()));
    }

    private static final int ERASED_AT_ONCE = 100;

    private CompletionStage<List<FileId>> erase(AttachmentStore store, FileQuery query, List<FileId> erased) {
        return Deadline.within(context, store.list(query)).thenCompose(page -> {
            CompletionStage<List<FileId>> so = CompletableFuture.completedFuture(erased);
            for (StoredFile each : page) {
                so = so.thenCompose(before -> Deadline.within(context, store.delete(each.id()))
                        .thenApply(was -> {
                            if (was) {
                                before.add(each.id());
                            }
                            return before;
                        }));
            }
            return page.size() < query.limit()
                    ? so
                    : so.thenCompose(before ->
                            erase(store, query.after(page.get(page.size() - 1).id()), before));
        });
    }

    static void requireSize(FileSettings settings, long bytes) {
        if (bytes > settings.maxSize()) {
            throw new ChatException(
                    ErrorCode.FILE_TOO_LARGE, "a file may have " + settings.maxSize() + " bytes, this one has more");
        }
    }

    static ChatException gone() {
        return new ChatException(ErrorCode.FILE_NOT_FOUND, "there is no such file in this room");
    }

    private static boolean isOf(StoredFile file, RoomId roomId) {
        return file.roomId().equals(roomId);
    }

    /** Whoever hears a message may ask for its file before the store has been told that it is named. */
    private static boolean isShown(StoredFile file) {
        return !file.messages().isEmpty() || file.claimedAt().isPresent();
    }

    private AttachmentStore store() {
        AttachmentStore store = context.files().store();
        if (store == null) {
            throw new ChatException(ErrorCode.NOT_FOUND, "there are no files here");
        }
        return store;
    }

    private FileId newId() {
        return FileId.of(random.nextLong(), random.nextLong());
    }
}
