package dev.parlance;

import dev.parlance.attachment.AttachmentReader;
import dev.parlance.attachment.AttachmentUpload;
import dev.parlance.attachment.FileFindings;
import dev.parlance.attachment.StoredFile;
import dev.parlance.host.Deadline;
import dev.parlance.host.EngineContext;
import dev.parlance.host.Failures;
import dev.parlance.model.Attachment;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.FileId;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.policy.Metered;
import dev.parlance.policy.UploadInterceptor;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;

/**
 * A file that a user uploads: written, sealed, looked at, committed. One step at a time, the next when the stage of the one before has completed, from any thread; only {@link #abort} may come at any time. Whoever
 * has one commits or aborts it, also when a step failed: until then it counts among those that are under way.
 */
public final class FileUpload {
    /** How long the store may take to put away or to show what was written; a disk that is slow has gigabytes to write. */
    private static final Duration PUTTING_AWAY = Duration.ofMinutes(2);

    private final EngineContext context;
    private final AttachmentUpload upload;
    private final Facts facts;
    private final LongConsumer counted;
    private final Runnable over;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile long size;

    /** What is known before a byte has come. */
    record Facts(FileId id, User by, RoomId roomId, String name) {}

    /**
     * Goes on with what the store has begun.
     *
     * @param counted is told how many bytes were taken
     * @param over is run once, at the end
     */
    FileUpload(EngineContext context, AttachmentUpload upload, Facts facts, LongConsumer counted, Runnable over) {
        this.context = context;
        this.upload = upload;
        this.facts = facts;
        this.counted = counted;
        this.over = over;
    }

    /** {@return the id that the file will have} */
    public FileId id() {
        return facts.id();
    }

    /** {@return how many bytes were taken so far} */
    public long size() {
        return size;
    }

    /**
     * Takes what follows, and counts it as {@link Metered#FILE_BYTES} of its user. The stage is what holds the sender back.
     *
     * @param bytes from its position to its limit; whoever gives it leaves it alone until the stage completes
     * @return completes when more may come; failed with a {@link ChatException}: {@link ErrorCode#FILE_TOO_LARGE} beyond {@code FileSettings.maxSize}, or what the store failed with
     */
    public CompletionStage<Void> write(ByteBuffer bytes) {
        long more = bytes.remaining();
        return Failures.told("writing a file", () -> {
            long next = size + more;
            ChatFiles.requireSize(context.files().settings(), next);
            size = next;
            counted.accept(more);
            return Deadline.within(context, upload.write(bytes), PUTTING_AWAY);
        });
    }

    /**
     * Ends writing, so that what was written can be looked at.
     *
     * @return completes with the size in bytes
     */
    public CompletionStage<Long> seal() {
        return Failures.told("sealing a file", () -> Deadline.within(context, upload.seal(), PUTTING_AWAY));
    }

    /**
     * Reads what was written, once it is sealed: to find out its type, and what else {@link FileFindings} say.
     *
     * @param from the first byte, from 0
     * @param length how many at the most
     * @return what gives them, to be closed before it is committed
     */
    public CompletionStage<AttachmentReader> read(long from, long length) {
        return Failures.told("reading an upload", () -> Deadline.within(context, upload.read(from, length)));
    }

    /**
     * Makes it a file that its user can attach to a message, unless its type is not taken or the host's {@link UploadInterceptor}s refuse it. If it fails, abort it.
     *
     * @param findings what it is, from its bytes
     * @return completes with what is known of it, when it is there for good; failed with a {@link ChatException}: {@link ErrorCode#FILE_TYPE_REFUSED}, or what an interceptor refused with
     */
    public CompletionStage<StoredFile> commit(FileFindings findings) {
        return Failures.told("keeping a file", () -> {
            StoredFile file = file(findings);
            return intercepted(file)
                    .thenCompose(passed -> thumbnail(findings))
                    .thenCompose(done -> Deadline.within(context, upload.commit(file), PUTTING_AWAY))
                    .thenApply(done -> {
                        end();
                        return file;
                    });
        });
    }

    /**
     * Gives it up; what is committed stays. Idempotent.
     *
     * @return completes when nothing is left of it
     */
    public CompletionStage<Void> abort() {
        end();
        return Failures.told("giving up a file", upload::abort);
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            over.run();
        }
    }

    private StoredFile file(FileFindings findings) {
        if (!context.files().settings().takes(findings.type())) {
            throw new ChatException(
                    ErrorCode.FILE_TYPE_REFUSED, "files of the type " + findings.type() + " are not taken");
        }
        Attachment attachment = Attachment.builder(facts.id(), facts.name(), findings.type(), size)
                .picture(findings.width(), findings.height())
                .thumbnail(findings.thumbnail().isPresent())
                .build();
        return StoredFile.builder(
                        attachment,
                        facts.roomId(),
                        facts.by().id(),
                        context.clock().instant())
                .build();
    }

    private CompletionStage<Void> intercepted(StoredFile file) {
        CompletableFuture<Void> decided = CompletableFuture.completedFuture(null);
        for (UploadInterceptor interceptor : context.files().interceptors()) {
            decided = decided.thenCompose(passed ->
                    context.policies().ask(interceptor, () -> interceptor.intercept(file, upload::read)));
        }
        return decided;
    }

    private CompletionStage<Void> thumbnail(FileFindings findings) {
        return findings.thumbnail()
                .map(bytes -> Deadline.within(context, upload.thumbnail(bytes)))
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }
}
