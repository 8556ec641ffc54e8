package dev.parlance.attachment;

import static java.util.Objects.requireNonNull;

import dev.parlance.model.FileId;
import dev.parlance.model.MessageId;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Files in a directory, what is known of each beside it. Nothing that a stranger says becomes a part of a path. What is written lies beside the others until it is whole and on the disk, and then takes its place in one step; whatever a
 * process leaves behind that is killed on the way, {@link #sweepUnfinished} finds. Several nodes may use one directory, if its file system has locks and renames in one step, as local ones have.
 */
public final class DirectoryAttachments implements AttachmentStore {
    private static final int THREADS = 8;
    private static final int QUEUE = 10_000;

    private final DirectoryLayout layout;
    private final DirectoryLocks locks;
    private final StoreThreads threads;
    private final @Nullable ExecutorService own;
    private final Set<DirectoryUpload> uploads = ConcurrentHashMap.newKeySet();

    private DirectoryAttachments(Path directory, Executor executor, @Nullable ExecutorService own) {
        this.layout = new DirectoryLayout(directory);
        this.locks = new DirectoryLocks(layout);
        this.threads = new StoreThreads(executor);
        this.own = own;
    }

    /**
     * Keeps files in a directory, with up to 8 daemon threads of its own and a queue of 10,000 tasks, which end with it.
     *
     * @param directory where; made at the start unless it is there, and nobody else's
     * @return the store
     */
    public static DirectoryAttachments in(Path directory) {
        ThreadPoolExecutor own = new ThreadPoolExecutor(
                THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(QUEUE), task -> {
                    Thread thread = new Thread(task, "parlance-files");
                    thread.setDaemon(true);
                    return thread;
                });
        own.allowCoreThreadTimeOut(true);
        return new DirectoryAttachments(requireNonNull(directory, "directory"), own, own);
    }

    /**
     * Keeps files in a directory.
     *
     * @param directory where; made at the start unless it is there, and nobody else's
     * @param executor lends the threads, which block while they read and write; on Java 21 or newer one with virtual threads fits
     * @return the store
     */
    public static DirectoryAttachments in(Path directory, Executor executor) {
        return new DirectoryAttachments(
                requireNonNull(directory, "directory"), requireNonNull(executor, "executor"), null);
    }

    @Override
    public CompletionStage<Void> start() {
        if (!threads.begin()) {
            return CompletableFuture.failedFuture(new IllegalStateException("a store of files starts once"));
        }
        return threads.call(() -> {
            layout.prepare();
            return null;
        });
    }

    @Override
    public CompletionStage<Void> stop() {
        threads.end();
        CompletableFuture<?>[] aborted = List.copyOf(uploads).stream()
                .map(each -> each.abort().toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(aborted)
                .handle((done, error) -> null) // the next sweep finds what is left
                .thenAccept(done -> {
                    if (own != null) {
                        own.shutdown();
                    }
                });
    }

    @Override
    public CompletionStage<AttachmentUpload> begin(FileId id) {
        return threads.call(() -> {
            if (Files.exists(layout.facts(id))) {
                throw new FileAlreadyExistsException(id.value());
            }
            DirectoryUpload upload = new DirectoryUpload(id, layout, locks, threads, uploads::remove);
            uploads.add(upload);
            return upload;
        });
    }

    @Override
    public CompletionStage<Optional<StoredFile>> find(FileId id) {
        return threads.call(() -> load(id));
    }

    @Override
    public CompletionStage<Optional<AttachmentReader>> read(FileId id, FilePart part, long from, long length) {
        return threads.call(() -> {
            if (!Files.exists(layout.facts(id))) {
                return Optional.empty();
            }
            try {
                return Optional.of(ChannelReader.open(layout.part(id, part), threads, from, length));
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public CompletionStage<Optional<StoredFile>> claim(FileId id, Instant at) {
        return change(id, file -> {
            boolean isLater =
                    file.claimedAt().filter(before -> !before.isBefore(at)).isEmpty();
            return isLater ? file.toBuilder().claimedAt(at).build() : file;
        });
    }

    @Override
    public CompletionStage<Boolean> refer(FileId id, MessageId message) {
        return change(id, file -> {
                    Set<MessageId> messages = new HashSet<>(file.messages());
                    messages.add(message);
                    return file.toBuilder().messages(messages).claimedAt(null).build();
                })
                .thenApply(Optional::isPresent);
    }

    @Override
    public CompletionStage<Optional<StoredFile>> release(FileId id, MessageId message) {
        return change(id, file -> {
            Set<MessageId> messages = new HashSet<>(file.messages());
            return messages.remove(message)
                    ? file.toBuilder().messages(messages).build()
                    : file;
        });
    }

    @Override
    public CompletionStage<Boolean> deleteUnnamed(FileId id, Instant created, Instant claimed) {
        return threads.call(() -> locks.alone(id, () -> {
            boolean goes =
                    load(id).filter(file -> file.isUnnamed(created, claimed)).isPresent();
            return goes && remove(id);
        }));
    }

    @Override
    public CompletionStage<Boolean> delete(FileId id) {
        return threads.call(() -> locks.alone(id, () -> remove(id)));
    }

    @Override
    public CompletionStage<List<StoredFile>> list(FileQuery query) {
        return threads.call(() -> page(query));
    }

    @Override
    public CompletionStage<Integer> sweepUnfinished(Instant before) {
        return threads.call(() -> DirectorySweep.run(layout, locks, before));
    }

    private CompletableFuture<Optional<StoredFile>> change(FileId id, UnaryOperator<StoredFile> change) {
        return threads.call(() -> locks.alone(id, () -> {
            StoredFile file = load(id).orElse(null);
            if (file == null) {
                return Optional.empty();
            }
            StoredFile next = change.apply(file);
            if (!next.equals(file)) {
                Path target = layout.facts(id);
                DirectoryLayout.write(target.resolveSibling(id + ".next"), target, FactsForm.of(next));
            }
            return Optional.of(next);
        }));
    }

    /** The facts go first, since with them the file is gone; the mark says that there is something left to do. */
    private boolean remove(FileId id) throws IOException {
        if (!Files.exists(layout.facts(id))) {
            return false;
        }
        try {
            Files.createFile(layout.mark(id));
        } catch (FileAlreadyExistsException e) {
            // left by a death between the commit and its end
        }
        DirectoryLayout.force(layout.incoming());
        Files.delete(layout.facts(id));
        DirectoryLayout.force(layout.bucket(DirectoryLayout.bucketOf(id)));
        DirectorySweep.remove(layout, id);
        return true;
    }

    private Optional<StoredFile> load(FileId id) throws IOException {
        try {
            return Optional.of(FactsForm.read(Files.readAllBytes(layout.facts(id))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private List<StoredFile> page(FileQuery query) throws IOException {
        List<StoredFile> page = new ArrayList<>();
        FileId after = query.after().orElse(null);
        int bucket = after == null ? 0 : DirectoryLayout.bucketOf(after);
        for (; bucket < 256; bucket++) {
            for (FileId id : layout.ids(bucket)) {
                boolean isBehind = after == null || id.value().compareTo(after.value()) > 0;
                if (isBehind) {
                    load(id).filter(query::isAbout).ifPresent(page::add);
                }
                if (page.size() == query.limit()) {
                    return page;
                }
            }
        }
        return page;
    }
}
