package dev.parlance.file;

import dev.parlance.attachment.AttachmentStore;
import dev.parlance.attachment.FileQuery;
import dev.parlance.attachment.StoredFile;
import dev.parlance.complaint.Complaints;
import dev.parlance.host.Deadline;
import dev.parlance.host.EngineContext;
import dev.parlance.model.FileId;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.MessageId;
import dev.parlance.policy.FileSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Goes through all files, a page a second, and asks the log, which alone knows, whether the messages are there that name them: deleted ones, and those that have left the log for good, name nothing. What no message names goes after
 * its time, and what is left of uploads that nobody goes on with. While the store of messages does not answer nothing goes. Every step holds whatever other nodes do at once, and each of them sweeps. Any thread.
 */
final class FileSweep {
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(FileSweep.class.getName()));
    private static final Duration PACE = Duration.ofSeconds(1);
    /** How much of a history is looked through at once for a message whose node died before it could say which. */
    private static final int DOUBTFUL_PAGE = 100;

    private static final int EDITED_PAGES = 10;
    private static final int MOST_PAGES = 1_000;

    private final EngineContext context;
    private final AttachmentStore store;
    private final NamedFiles names;
    private final FileSettings settings;
    private final BooleanSupplier isStopping;

    FileSweep(EngineContext context, AttachmentStore store, NamedFiles names, BooleanSupplier isStopping) {
        this.context = context;
        this.store = store;
        this.names = names;
        this.settings = context.files().settings();
        this.isStopping = isStopping;
    }

    void begin() {
        later(settings.sweepEvery(), FileQuery.first(settings.sweepPage()));
    }

    private void later(Duration wait, FileQuery query) {
        if (isStopping.getAsBoolean()) {
            return;
        }
        try {
            Future<?> unused = context.scheduler().schedule(() -> page(query), wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            return; // the engine ends
        }
    }

    private void page(FileQuery query) {
        within(store.list(query)).thenCompose(this::each).whenComplete((last, error) -> {
            if (error != null) {
                COMPLAINTS.warn("files could not be swept", error);
                begin();
            } else if (last == null) {
                within(store.sweepUnfinished(past())).whenComplete((count, fault) -> begin());
            } else {
                later(PACE, query.after(last));
            }
        });
    }

    /** Looks at all of a page, one after the other; completes with the last one if there may be more behind it. */
    private CompletionStage<@Nullable FileId> each(List<StoredFile> page) {
        CompletionStage<Void> looked = CompletableFuture.completedFuture(null);
        for (StoredFile file : page) {
            looked = looked.thenCompose(before -> look(file)).handle((done, error) -> {
                NamedFiles.complain(error); // the others are looked at all the same
                return null;
            });
        }
        @Nullable
        FileId last = page.size() < settings.sweepPage()
                ? null
                : page.get(page.size() - 1).id();
        return looked.thenApply(done -> last);
    }

    private CompletionStage<Void> look(StoredFile file) {
        if (!file.messages().isEmpty()) {
            return lookAtThoseWhoNameIt(file);
        }
        Instant past = past();
        if (!file.isUnnamed(past, past)) {
            return CompletableFuture.completedFuture(null);
        }
        if (file.claimedAt().isEmpty()) {
            return within(store.deleteUnnamed(file.id(), past, past)).thenAccept(gone -> {});
        }
        Instant claimed = file.claimedAt().get();
        return naming(file, HistoryQuery.newest(DOUBTFUL_PAGE), claimed.minus(NamedFiles.NAMING), 1)
                .thenCompose(found -> found.isPresent()
                        ? within(store.refer(file.id(), found.get()))
                        : within(store.deleteUnnamed(file.id(), past, past)))
                .thenAccept(done -> {});
    }

    private CompletionStage<Void> lookAtThoseWhoNameIt(StoredFile file) {
        CompletionStage<Void> looked = CompletableFuture.completedFuture(null);
        for (MessageId each : file.messages()) {
            looked = looked.thenCompose(before -> within(context.broker().message(file.roomId(), each.position())))
                    .thenCompose(found ->
                            found.filter(message -> names(message, file.id())).isPresent()
                                    ? CompletableFuture.completedFuture(false)
                                    : within(names.letGo(file.id(), each)))
                    .thenAccept(done -> {});
        }
        return looked;
    }

    /**
     * Somebody was about to name it, and nobody has said whether that came about: a message that does, looked for among all that were posted since, and some before that may have been edited. Fails, so that the file stays, where these
     * are too many to look through.
     */
    private CompletionStage<Optional<MessageId>> naming(StoredFile file, HistoryQuery query, Instant since, int pages) {
        return within(context.broker().history(file.roomId(), query)).thenCompose(page -> {
            Optional<MessageId> found = page.messages().stream()
                    .filter(message -> names(message, file.id()))
                    .map(Message::id)
                    .findAny();
            if (found.isPresent() || !page.hasMore() || page.messages().isEmpty()) {
                return CompletableFuture.completedFuture(found);
            }
            boolean isBefore = page.messages().get(0).timestamp().isBefore(since);
            if (isBefore && pages >= EDITED_PAGES) {
                return CompletableFuture.completedFuture(found);
            }
            if (pages == MOST_PAGES) {
                throw new IllegalStateException("too much was said since to look for who names " + file.id());
            }
            return naming(file, before(page), since, pages + 1);
        });
    }

    private static HistoryQuery before(HistoryPage page) {
        return HistoryQuery.before(page.messages().get(0).position().offset(), DOUBTFUL_PAGE)
                .inEpoch(page.position().epoch());
    }

    private static boolean names(Message message, FileId id) {
        return message.attachments().stream().anyMatch(file -> file.fileId().equals(id));
    }

    private Instant past() {
        return context.clock().instant().minus(settings.keepUnsent());
    }

    private <T> CompletionStage<T> within(CompletionStage<T> stage) {
        return Deadline.within(context, stage);
    }
}
