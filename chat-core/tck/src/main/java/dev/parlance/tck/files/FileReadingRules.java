package dev.parlance.tck.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.attachment.AttachmentReader;
import dev.parlance.attachment.AttachmentStore;
import dev.parlance.attachment.FilePart;
import dev.parlance.tck.AttachmentStorage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** F5: what is read of a file. */
public abstract class FileReadingRules extends FileRules {
    protected FileReadingRules(Supplier<AttachmentStorage> storages, Supplier<Duration> patience) {
        super(storages, patience);
    }

    @Test
    void required_f5_aRangeGivesItsBytesAndNoOthers() {
        AttachmentStore node = node();
        byte[] content = bytes(1, 200_000);
        stored(node, 1, content);
        for (int from : new int[] {0, 1, 65_535, 65_536, 199_999}) {
            for (int length : new int[] {1, 2, 65_537, 200_000}) {
                assertThat(read(node, id(1), FilePart.CONTENT, from, length))
                        .isEqualTo(Arrays.copyOfRange(content, from, Math.min(200_000, from + length)));
            }
        }
    }

    @Test
    void required_f5_aRangeThatIsEmptyOrBehindTheEndGivesNothing() {
        AttachmentStore node = node();
        stored(node, 1, bytes(1, 10));
        for (long from : new long[] {10, 11, 1L << 40}) {
            AttachmentReader reader = done(node.read(id(1), FilePart.CONTENT, from, Long.MAX_VALUE))
                    .orElseThrow();
            assertThat(reader.length()).isZero();
            assertThat(rest(reader)).isEmpty();
        }
        assertThat(read(node, id(1), FilePart.CONTENT, 3, 0)).isEmpty();
        assertThat(done(node.read(id(2), FilePart.CONTENT, 0, 9))).isEmpty();
    }

    @Test
    void required_f5_aReaderSaysHowManyBytesItGives() {
        AttachmentStore node = node();
        stored(node, 1, bytes(1, 10));
        try (AttachmentReader reader =
                done(node.read(id(1), FilePart.CONTENT, 4, 100)).orElseThrow()) {
            assertThat(reader.length()).isEqualTo(6);
        }
    }

    @Test
    void required_f5_whoeverReadsWhenTheFileGoesGetsItsBytesOrAnError() throws Exception {
        AttachmentStore node = node();
        byte[] content = bytes(1, 300_000);
        stored(node, 1, content);
        AttachmentReader reader =
                done(node.read(id(1), FilePart.CONTENT, 0, Long.MAX_VALUE)).orElseThrow();
        int at = 0;
        try (reader) {
            for (Optional<ByteBuffer> next = done(reader.read()); next.isPresent(); ) {
                byte[] some = new byte[next.get().remaining()];
                next.get().get(some);
                assertThat(some).isEqualTo(Arrays.copyOfRange(content, at, at + some.length));
                at += some.length;
                done(node.delete(id(1)));
                next = reader.read().toCompletableFuture().get(30, TimeUnit.SECONDS);
            }
            assertThat(at).isEqualTo(content.length);
        } catch (ExecutionException e) {
            assertThat(at).isPositive(); // an error is allowed
        }
    }
}
