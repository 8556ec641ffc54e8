package dev.parlance.attachment;

import dev.parlance.model.FileId;
import dev.parlance.model.MessageId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Where files lie: what is in them, and beside it what is known of each, as which messages name it. Several nodes use one store at once. It fits a directory, a database, and a store of objects with
 * uploads in parts. Who may upload, read or attach a file is the engine's affair, as is when a file goes.
 *
 * <p>All operations are safe for use by many threads, return at once and complete their stage on any thread, possibly before they return. They throw nothing: a failure is a failed stage, with whatever
 * exception. A buffer that is given away is the other's until the stage completes.
 *
 * <p>The contract is numbered; {@code chat-tck} has a test for each rule ({@code AttachmentTck}).
 *
 * <ul>
 *   <li><b>F1</b> {@link #start} comes first and once. {@link #stop} is idempotent, ends what is under way, and releases what the store holds; afterwards every operation fails.
 *   <li><b>F2</b> What is uploaded is read back byte for byte, whatever its size (none among them), and however it was cut into buffers; buffers are read from their position to their limit.
 *   <li><b>F3</b> Nothing of an upload is to be found, listed or read by others before {@link AttachmentUpload#commit} has taken effect, and all of it is afterwards, in one step, on every node. A second file of an id that is there fails, and
 *       leaves the first as it is.
 *   <li><b>F4</b> After {@link AttachmentUpload#abort}, a failed write, or the death of a node, nothing is left of an upload, at the latest when {@link #sweepUnfinished} has come by.
 *   <li><b>F5</b> {@link #read} gives exactly the bytes of a range, in order, from a file of whatever size with little memory; a range that begins at or behind the end, or is empty, gives none. A reader that was begun reads on
 *       to its end although the file is deleted meanwhile, or fails; it never gives other bytes.
 *   <li><b>F6</b> The facts are found as they were committed, to the millisecond.
 *   <li><b>F7</b> {@link #refer} and {@link #release} name a message once, however often they are called; of several at once, on whichever nodes, each takes effect. Referring ends a claim, releasing leaves one as it is.
 *   <li><b>F8</b> {@link #deleteUnnamed} and {@link #refer} or {@link #claim} at once: either the file goes and the other says that it is not there, or it stays, never both.
 *   <li><b>F9</b> {@link #delete} takes content, thumbnail and facts away on all nodes; again it is a success that says that there was nothing. The id is never used again by the engine.
 *   <li><b>F10</b> {@link #list} meets each file that is there all the while exactly once over its pages, in the order of the ids, and by room and uploader only theirs.
 *   <li><b>F11</b> Names, types and rooms are values and never become a path, an address or a query: any that their types allow are kept and come back as they were.
 *   <li><b>F12</b> A thumbnail is kept beside its file, read like it, and goes with it.
 * </ul>
 */
public interface AttachmentStore {
    /** The most files of a page of {@link #list}. */
    int MAX_PAGE = 1_000;

    /** The largest thumbnail, in bytes. */
    int MAX_THUMBNAIL = 262_144;

    /**
     * Begins. F1.
     *
     * @return completes when the store can work
     */
    CompletionStage<Void> start();

    /**
     * Ends. F1.
     *
     * @return completes when all is released
     */
    CompletionStage<Void> stop();

    /**
     * Begins an upload, of which nobody sees anything before it is committed. F3, F4.
     *
     * @param id an id that the store does not have
     * @return the upload; whoever gets it commits or aborts it
     */
    CompletionStage<AttachmentUpload> begin(FileId id);

    /**
     * Reads what is known of a file. F6.
     *
     * @param id which
     * @return the facts, if it is there
     */
    CompletionStage<Optional<StoredFile>> find(FileId id);

    /**
     * Reads what is in a file. F5.
     *
     * @param id which
     * @param part the file itself or its thumbnail
     * @param from the first byte, from 0
     * @param length how many at the most; {@link Long#MAX_VALUE} for all that follow
     * @return what gives them, to be closed by whoever gets it; empty if that is not there
     */
    CompletionStage<Optional<AttachmentReader>> read(FileId id, FilePart part, long from, long length);

    /**
     * Says that someone is about to name a file, so that no sweep takes it meanwhile. F8.
     *
     * @param id which
     * @param at when; of several the latest counts
     * @return the facts with that claim; empty if the file is not there
     */
    CompletionStage<Optional<StoredFile>> claim(FileId id, Instant at);

    /**
     * Says that a message names a file, and takes a {@linkplain #claim claim} of it away. F7, F8.
     *
     * @param id which
     * @param message which message
     * @return whether the file is there
     */
    CompletionStage<Boolean> refer(FileId id, MessageId message);

    /**
     * Says that a message names a file no more. F7.
     *
     * @param id which
     * @param message which message
     * @return the facts since then; empty if the file is not there
     */
    CompletionStage<Optional<StoredFile>> release(FileId id, MessageId message);

    /**
     * Deletes a file if no message names it, and if nobody was about to name it lately. F8.
     *
     * @param id which
     * @param created it must have been uploaded before that
     * @param claimed there must be no claim, or one from before that
     * @return whether it was there and is gone
     */
    CompletionStage<Boolean> deleteUnnamed(FileId id, Instant created, Instant claimed);

    /**
     * Deletes a file, whoever names it. F9.
     *
     * @param id which
     * @return whether it was there
     */
    CompletionStage<Boolean> delete(FileId id);

    /**
     * Lists files. F10.
     *
     * @param query which, and from where
     * @return a page; one with fewer files than were asked for is the last
     */
    CompletionStage<List<StoredFile>> list(FileQuery query);

    /**
     * Takes away what is left of uploads that nobody goes on with. F4.
     *
     * @param before those that have begun before, and have not gone on since
     * @return how many there were
     */
    CompletionStage<Integer> sweepUnfinished(Instant before);
}
