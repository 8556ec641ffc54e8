package dev.parlance.files;

import static java.util.Objects.requireNonNull;

import dev.parlance.attachment.FileFindings;
import dev.parlance.attachment.FileInspector;
import dev.parlance.attachment.UploadedContent;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Finds out what files are: their type by their bytes, with Apache Tika, whatever they are called; of pictures (PNG, JPEG, GIF, BMP, and what other readers of {@code javax.imageio} are on the class path) how
 * large they are, as they are to be shown, and a smaller picture without anything of what cameras note in the large one. Of an animation the first picture is taken.
 *
 * <p>A picture of more pixels than it may have is refused by what its head says, before it is decoded ({@link ErrorCode#FILE_TOO_LARGE}); one that cannot be decoded, or not in time, is a file
 * without a smaller picture. All of that is done by a few daemon threads of its own, with a bounded queue: who comes when that is full is refused with {@link ErrorCode#OVERLOADED}, to come again. No picture takes
 * more memory than a small one, as no more of it is decoded than is shown. Safe for use by many threads; for one engine or several, closed by whoever made it.
 */
public final class ContentInspector implements FileInspector, AutoCloseable {
    private final PictureRules rules;
    private final ThreadPoolExecutor workers;

    private ContentInspector(Builder builder) {
        this.rules = new PictureRules(builder.maxPixels, builder.thumbnailSide, builder.time);
        this.workers = new ThreadPoolExecutor(
                builder.threads,
                builder.threads,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(builder.queue),
                task -> {
                    Thread thread = new Thread(task, "parlance-inspector");
                    thread.setDaemon(true);
                    return thread;
                });
        workers.allowCoreThreadTimeOut(true);
    }

    /** {@return an inspector with the defaults, as each builder method says} */
    public static ContentInspector create() {
        return builder().build();
    }

    /**
     * Starts from the defaults.
     *
     * @return a builder, for one thread
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public CompletionStage<FileFindings> inspect(UploadedContent content) {
        CompletableFuture<FileFindings> found = new CompletableFuture<>();
        try {
            workers.execute(() -> {
                try {
                    found.complete(new Inspection(requireNonNull(content, "content"), rules).findings());
                } catch (Throwable e) { // memory included: a stage that nobody completes would hang who waits
                    found.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            found.completeExceptionally(new ChatException(ErrorCode.OVERLOADED, "too many files are to be looked at"));
        }
        return found;
    }

    /** Takes no files any more; those that wait are still looked at. Idempotent. */
    @Override
    public void close() {
        workers.shutdown();
    }

    /** Collects a {@link ContentInspector}; not safe for use by several threads. */
    public static final class Builder {
        private static final Duration LONGEST = Duration.ofMinutes(1);

        private long maxPixels = 100_000_000;
        private int thumbnailSide = 320;
        private Duration time = Duration.ofSeconds(10);
        private int threads = 2;
        private int queue = 256;

        private Builder() {}

        /**
         * Bounds a picture.
         *
         * @param value its width times its height, 1 or more; default 100,000,000
         * @return this
         */
        public Builder maxPixels(long value) {
            this.maxPixels = value;
            return this;
        }

        /**
         * Says how large smaller pictures are.
         *
         * @param pixels the longer side, 16 to 1,024; default 320
         * @return this
         */
        public Builder thumbnailSide(int pixels) {
            this.thumbnailSide = pixels;
            return this;
        }

        /**
         * Bounds how long one picture is decoded. Type and size are known before.
         *
         * @param value 100 ms to a minute; default 10 s
         * @return this
         */
        public Builder time(Duration value) {
            this.time = value;
            return this;
        }

        /**
         * Bounds how much is done at once.
         *
         * @param threads 1 to 64; default 2
         * @param waiting how many files wait for them, 1 to 100,000; default 256
         * @return this
         */
        public Builder workers(int threads, int waiting) {
            this.threads = threads;
            this.queue = waiting;
            return this;
        }

        /**
         * Checks and builds.
         *
         * @return the inspector
         * @throws IllegalArgumentException naming every fault
         */
        public ContentInspector build() {
            List<String> faults = new ArrayList<>();
            check(faults, maxPixels >= 1, "maxPixels must be 1 or more");
            check(faults, thumbnailSide >= 16 && thumbnailSide <= 1_024, "thumbnailSide must be 16 to 1,024");
            check(
                    faults,
                    time.compareTo(Duration.ofMillis(100)) >= 0 && time.compareTo(LONGEST) <= 0,
                    "time must be 100 ms to a minute");
            check(faults, threads >= 1 && threads <= 64, "workers must be 1 to 64 threads");
            check(faults, queue >= 1 && queue <= 100_000, "workers must let 1 to 100,000 files wait");
            if (!faults.isEmpty()) {
                throw new IllegalArgumentException(String.join("; ", faults));
            }
            return new ContentInspector(this);
        }

        private static void check(List<String> faults, boolean fine, String fault) {
            if (!fine) {
                faults.add(fault);
            }
        }
    }
}
