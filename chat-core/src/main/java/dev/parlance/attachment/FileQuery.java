package dev.parlance.attachment;

import dev.parlance.model.FileId;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which files of a store to list, see {@link AttachmentStore#list}. Immutable. */
public final class FileQuery {
    private final @Nullable RoomId roomId;
    private final @Nullable UserId uploader;
    private final @Nullable FileId after;
    private final int limit;

    private FileQuery(@Nullable RoomId roomId, @Nullable UserId uploader, @Nullable FileId after, int limit) {
        if (limit < 1 || limit > AttachmentStore.MAX_PAGE) {
            throw new IllegalArgumentException("limit must be 1 to " + AttachmentStore.MAX_PAGE + ", not " + limit);
        }
        this.roomId = roomId;
        this.uploader = uploader;
        this.after = after;
        this.limit = limit;
    }

    /**
     * The first of all files.
     *
     * @param limit how many at most, 1 to {@value AttachmentStore#MAX_PAGE}
     * @return the query
     * @throws IllegalArgumentException for another limit
     */
    public static FileQuery first(int limit) {
        return new FileQuery(null, null, null, limit);
    }

    /**
     * Of these only those of a room.
     *
     * @param value which
     * @return the query
     */
    public FileQuery of(RoomId value) {
        return new FileQuery(value, uploader, after, limit);
    }

    /**
     * Of these only those that a user has uploaded.
     *
     * @param value who
     * @return the query
     */
    public FileQuery by(UserId value) {
        return new FileQuery(roomId, value, after, limit);
    }

    /**
     * Of these only those behind one.
     *
     * @param value the last one of the page before
     * @return the query
     */
    public FileQuery after(FileId value) {
        return new FileQuery(roomId, uploader, value, limit);
    }

    /** {@return of which room, if of one alone} */
    public Optional<RoomId> roomId() {
        return Optional.ofNullable(roomId);
    }

    /** {@return of which user, if of one alone} */
    public Optional<UserId> uploader() {
        return Optional.ofNullable(uploader);
    }

    /** {@return behind which one to begin, if not with the first} */
    public Optional<FileId> after() {
        return Optional.ofNullable(after);
    }

    /** {@return how many at most} */
    public int limit() {
        return limit;
    }

    /**
     * Whether a file is one of those, wherever the page begins; for stores that look through all.
     *
     * @param file any
     * @return whether it is of that room and that user
     */
    public boolean isAbout(StoredFile file) {
        return (roomId == null || roomId.equals(file.roomId()))
                && (uploader == null || uploader.equals(file.uploader()));
    }

    @Override
    public String toString() {
        return "FileQuery[" + limit + " of room " + roomId + " by " + uploader + " after " + after + "]";
    }
}
