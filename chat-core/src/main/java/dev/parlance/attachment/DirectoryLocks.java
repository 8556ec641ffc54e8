package dev.parlance.attachment;

import dev.parlance.model.FileId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One at a time changes what is known of a file, on whichever node: a lock of the system's keeps other processes out, and, since that one is a process's, a lock of ours the other threads. Any thread that may block. */
final class DirectoryLocks {
    private static final int STRIPES = 64;
    /** Of all directories of this process, so that two stores over one directory meet. */
    private static final ReentrantLock[] OURS = new ReentrantLock[STRIPES];

    static {
        for (int i = 0; i < STRIPES; i++) {
            OURS[i] = new ReentrantLock();
        }
    }

    private final DirectoryLayout layout;

    DirectoryLocks(DirectoryLayout layout) {
        this.layout = layout;
    }

    interface Work<T extends @Nullable Object> {
        T run() throws IOException;
    }

    <T extends @Nullable Object> T alone(FileId id, Work<T> work) throws IOException {
        int stripe = DirectoryLayout.bucketOf(id) % STRIPES;
        OURS[stripe].lock();
        try (FileChannel file =
                FileChannel.open(layout.lock(stripe), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            FileLock held = file.lock();
            T done = work.run();
            held.release(); // as closing the file would, whatever the work throws
            return done;
        } finally {
            OURS[stripe].unlock();
        }
    }
}
