package dev.parlance.file;

import dev.parlance.attachment.AttachmentStore;
import dev.parlance.complaint.Complaints;
import dev.parlance.host.EngineContext;
import dev.parlance.host.Placements;
import dev.parlance.model.Attachment;
import dev.parlance.model.FileId;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.MessageId;
import dev.parlance.model.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells the store of files which messages name them, as soon as these are placed or have become others, by whomever; a file that the last message lets go goes at once. What is not told, since this node dies or the store is away,
 * the {@link FileSweep} finds out from the log. Any thread.
 */
public final class NamedFiles implements Placements.Observer {
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(NamedFiles.class.getName()));
    /** How long someone who is about to name a file may take for it: longer than all deadlines on the way. */
    static final Duration NAMING = Duration.ofMinutes(5);

    private final EngineContext context;
    private final AttachmentStore store;

    private NamedFiles(EngineContext context, AttachmentStore store) {
        this.context = context;
        this.store = store;
    }

    /** Those of an engine, if it has a store of files. */
    public static @Nullable NamedFiles of(EngineContext context) {
        AttachmentStore store = context.files().store();
        if (store == null) {
            return null;
        }
        NamedFiles files = new NamedFiles(context, store);
        context.placements().add(files);
        return files;
    }

    /** The store can work: what nobody names is swept from now on. */
    public void begin(BooleanSupplier isStopping) {
        new FileSweep(context, store, this, isStopping).begin();
    }

    @Override
    public void posted(MessageDraft draft, Receipt receipt) {
        if (!draft.attachments().isEmpty()) {
            draft.attachments().forEach(file -> named(file.fileId(), receipt.messageId()));
        }
    }

    @Override
    public void changed(Message before, Message after) {
        if (before.attachments().equals(after.attachments())) { // also of all messages that have none
            return;
        }
        Set<FileId> then = ids(before.attachments());
        Set<FileId> now = ids(after.attachments());
        now.stream().filter(id -> !then.contains(id)).forEach(id -> named(id, after.id()));
        then.stream()
                .filter(id -> !now.contains(id))
                .forEach(id -> letGo(id, after.id()).whenComplete((gone, error) -> complain(error)));
    }

    private void named(FileId id, MessageId message) {
        store.refer(id, message).whenComplete((isThere, error) -> complain(error));
    }

    /** A message names a file no more, which goes if it was the last one. */
    CompletionStage<Boolean> letGo(FileId id, MessageId message) {
        Instant now = context.clock().instant();
        return store.release(id, message)
                .thenCompose(left -> store.deleteUnnamed(id, now.plusMillis(1), now.minus(NAMING)));
    }

    static void complain(@Nullable Throwable error) {
        if (error != null) {
            COMPLAINTS.warn("the store of files was not told who names a file; a sweep will find out", error);
        }
    }

    private static Set<FileId> ids(List<Attachment> files) {
        return files.stream().map(Attachment::fileId).collect(Collectors.toCollection(HashSet::new));
    }
}
