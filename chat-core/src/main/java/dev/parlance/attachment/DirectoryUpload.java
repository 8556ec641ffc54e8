package dev.parlance.attachment;

import dev.parlance.model.FileId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A file on its way into a directory: beside the others until it is committed. One step at a time, from any thread; what it has done is seen by the next one through the stage between them. */
final class DirectoryUpload implements AttachmentUpload {
    private enum State {
        OPEN,
        SEALED,
        COMMITTED,
        ABORTED
    }

    private final FileId id;
    private final DirectoryLayout layout;
    private final DirectoryLocks locks;
    private final StoreThreads threads;
    private final Consumer<DirectoryUpload> over;
    private final FileChannel file;
    private final ReentrantLock lock = new ReentrantLock();
    private State state = State.OPEN;

    DirectoryUpload(
            FileId id,
            DirectoryLayout layout,
            DirectoryLocks locks,
            StoreThreads threads,
            Consumer<DirectoryUpload> over)
            throws IOException {
        this.id = id;
        this.layout = layout;
        this.locks = locks;
        this.threads = threads;
        this.over = over;
        Files.createFile(layout.mark(id)); // fails where another upload of that id is under way
        this.file = FileChannel.open(
                layout.incoming(id, FilePart.CONTENT), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override
    public CompletionStage<Void> write(ByteBuffer bytes) {
        return step(State.OPEN, () -> {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            return null;
        });
    }

    @Override
    public CompletionStage<Long> seal() {
        return step(State.OPEN, () -> {
            file.force(true);
            long size = file.size();
            file.close();
            DirectoryLayout.force(layout.incoming());
            state = State.SEALED;
            return size;
        });
    }

    @Override
    public CompletionStage<AttachmentReader> read(long from, long length) {
        return step(
                State.SEALED, () -> ChannelReader.open(layout.incoming(id, FilePart.CONTENT), threads, from, length));
    }

    @Override
    public CompletionStage<Void> thumbnail(ByteBuffer bytes) {
        return step(State.SEALED, () -> {
            if (bytes.remaining() > AttachmentStore.MAX_THUMBNAIL) {
                throw new IOException("a thumbnail has at most " + AttachmentStore.MAX_THUMBNAIL + " bytes");
            }
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            Path target = layout.incoming(id, FilePart.THUMBNAIL);
            DirectoryLayout.write(target.resolveSibling(id + ".new"), target, copy);
            return null;
        });
    }

    @Override
    public CompletionStage<Void> commit(StoredFile facts) {
        return step(State.SEALED, () -> {
            locks.alone(id, () -> {
                commitAlone(facts);
                return null;
            });
            return null;
        });
    }

    private void commitAlone(StoredFile facts) throws IOException {
        if (!facts.id().equals(id)) {
            throw new IOException("these are the facts of another file");
        }
        Path target = layout.facts(id);
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(id.value());
        }
        if (Files.size(layout.incoming(id, FilePart.CONTENT))
                != facts.attachment().size()) {
            throw new IOException("the facts name another size than was written");
        }
        if (Files.exists(layout.incoming(id, FilePart.THUMBNAIL))) {
            move(FilePart.THUMBNAIL);
        }
        move(FilePart.CONTENT);
        DirectoryLayout.write(layout.incoming().resolve(id + ".facts.part"), target, FactsForm.of(facts));
        state = State.COMMITTED;
        Files.deleteIfExists(layout.mark(id));
        over.accept(this);
    }

    private void move(FilePart part) throws IOException {
        Files.move(layout.incoming(id, part), layout.part(id, part), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public CompletionStage<Void> abort() {
        return threads.always(() -> {
            lock.lock();
            try {
                giveUp();
            } finally {
                lock.unlock();
            }
            return null;
        });
    }

    private void giveUp() throws IOException {
        if (state == State.COMMITTED || state == State.ABORTED) {
            return;
        }
        state = State.ABORTED;
        threads.close(file);
        over.accept(this);
        locks.alone(id, () -> {
            DirectorySweep.remove(layout, id);
            return null;
        });
    }

    private <T extends @Nullable Object> CompletableFuture<T> step(State expected, Callable<T> work) {
        return threads.call(() -> {
            lock.lock(); // an abort may come at any time
            try {
                if (state != expected) {
                    throw new IllegalStateException("an upload that is " + state + " cannot do that");
                }
                return work.call();
            } finally {
                lock.unlock();
            }
        });
    }
}
