package dev.parlance.tck.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.attachment.AttachmentStore;
import dev.parlance.attachment.AttachmentUpload;
import dev.parlance.attachment.FilePart;
import dev.parlance.attachment.FileQuery;
import dev.parlance.attachment.StoredFile;
import dev.parlance.tck.AttachmentStorage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** F1 to F4, F12: how a store lives, and how a file gets into it. */
public abstract class FileUploadRules extends FileRules {
    protected FileUploadRules(Supplier<AttachmentStorage> storages, Supplier<Duration> patience) {
        super(storages, patience);
    }

    @Test
    void required_f1_beforeTheStartAndAfterTheStopEverythingFails() {
        AttachmentStore node = notStarted();
        fails(node.find(id(1)));
        done(node.start());
        fails(node.start());
        AttachmentUpload upload = done(node.begin(id(1)));
        done(node.stop());
        done(node.stop());
        fails(upload.write(ByteBuffer.allocate(1)));
        fails(node.begin(id(2)));
        fails(node.list(FileQuery.first(1)));
        assertThat(done(node().list(FileQuery.first(9)))).isEmpty();
    }

    @Test
    void required_f1_aStopBeforeAnyStartIsForGood() {
        AttachmentStore node = notStarted();
        done(node.stop());
        fails(node.start());
    }

    @Test
    void required_f2_whatIsUploadedIsReadBackHoweverItWasCut() {
        AttachmentStore a = node();
        AttachmentStore b = node();
        int number = 0;
        for (int size : List.of(0, 1, 65_536, 65_537, 1_000_003)) {
            for (int cut : List.of(1_000_003, 9_999, 65_536)) {
                byte[] content = bytes(++number, size);
                AttachmentUpload upload = done(a.begin(id(number)));
                for (int at = 0; at < size; at += cut) {
                    ByteBuffer part = ByteBuffer.allocateDirect(cut + 2).position(1);
                    part.put(content, at, Math.min(cut, size - at)).flip().position(1);
                    done(upload.write(part));
                }
                assertThat(done(upload.seal())).isEqualTo(size);
                assertThat(rest(done(upload.read(0, Long.MAX_VALUE)))).isEqualTo(content);
                done(upload.commit(facts(id(number), size)));
                assertThat(read(b, id(number))).isEqualTo(content);
            }
        }
    }

    @Test
    void required_f3_nobodySeesAnythingOfAnUploadBeforeItIsCommitted() {
        AttachmentStore a = node();
        AttachmentStore b = node();
        byte[] content = bytes(1, 1_000);
        AttachmentUpload upload = sealed(a, id(1), content);
        done(upload.thumbnail(ByteBuffer.wrap(bytes(2, 10))));
        for (AttachmentStore node : List.of(a, b)) {
            assertThat(done(node.find(id(1)))).isEmpty();
            assertThat(done(node.list(FileQuery.first(9)))).isEmpty();
            assertThat(done(node.read(id(1), FilePart.CONTENT, 0, 9))).isEmpty();
            assertThat(done(node.read(id(1), FilePart.THUMBNAIL, 0, 9))).isEmpty();
            assertThat(done(node.claim(id(1), NOON))).isEmpty();
            assertThat(done(node.refer(id(1), message(1)))).isFalse();
        }
        StoredFile facts = facts(id(1), 1_000);
        done(upload.commit(facts));
        assertThat(done(b.find(id(1)))).contains(facts);
        assertThat(read(b, id(1))).isEqualTo(content);
    }

    @Test
    void required_f3_aSecondFileOfAnIdIsRefusedAndLeavesTheFirst() {
        AttachmentStore node = node();
        StoredFile first = stored(node, 1, bytes(1, 100));
        fails(node.begin(id(1))
                .thenCompose(upload -> upload.write(ByteBuffer.allocate(3))
                        .thenCompose(written -> upload.seal())
                        .thenCompose(size -> upload.commit(facts(id(1), 3)))
                        .whenComplete((done, error) -> upload.abort())));
        assertThat(done(node.find(id(1)))).contains(first);
        assertThat(read(node, id(1))).isEqualTo(bytes(1, 100));
    }

    @Test
    void required_f4_ofAnUploadThatIsGivenUpNothingIsLeft() {
        AttachmentStore node = node();
        AttachmentUpload open = done(node.begin(id(1)));
        done(open.write(ByteBuffer.allocate(100)));
        done(open.abort());
        done(open.abort());
        fails(open.write(ByteBuffer.allocate(1)));
        AttachmentUpload sealed = sealed(node, id(2), bytes(2, 100));
        done(sealed.abort());
        assertThat(done(node.sweepUnfinished(Instant.MAX))).isZero();
        stored(node, 1, bytes(3, 10));
        assertThat(read(node, id(1))).isEqualTo(bytes(3, 10));
    }

    @Test
    void required_f4_aCommittedFileIsNotGivenUp() {
        AttachmentStore node = node();
        AttachmentUpload upload = sealed(node, id(1), bytes(1, 10));
        done(upload.commit(facts(id(1), 10)));
        done(upload.abort());
        assertThat(read(node, id(1))).isEqualTo(bytes(1, 10));
    }

    @Test
    void required_f4_whatNobodyGoesOnWithIsSweptAndWhatSomebodyDoesIsNot() {
        AttachmentStore dead = node();
        AttachmentStore node = node();
        StoredFile whole = stored(dead, 3, bytes(3, 10));
        AttachmentUpload left = done(dead.begin(id(1)));
        done(left.write(ByteBuffer.allocate(100)));
        sealed(dead, id(2), bytes(2, 100));
        assertThat(done(node.sweepUnfinished(Instant.EPOCH))).isZero();
        assertThat(done(node.sweepUnfinished(Instant.MAX))).isEqualTo(2);
        assertThat(done(node.sweepUnfinished(Instant.MAX))).isZero();
        assertThat(done(node.list(FileQuery.first(9)))).containsExactly(whole);
        stored(node, 1, bytes(4, 7));
        assertThat(read(node, id(1))).isEqualTo(bytes(4, 7));
    }

    @Test
    void required_f12_aThumbnailIsReadAndGoesWithItsFile() {
        AttachmentStore node = node();
        byte[] small = bytes(2, AttachmentStore.MAX_THUMBNAIL);
        AttachmentUpload upload = sealed(node, id(1), bytes(1, 10));
        done(upload.thumbnail(ByteBuffer.wrap(small)));
        done(upload.commit(facts(id(1), 10)));
        stored(node, 2, bytes(1, 10));
        assertThat(read(node, id(1), FilePart.THUMBNAIL, 0, Long.MAX_VALUE)).isEqualTo(small);
        assertThat(read(node, id(1))).isEqualTo(bytes(1, 10));
        assertThat(done(node.read(id(2), FilePart.THUMBNAIL, 0, 9))).isEmpty();
        done(node.delete(id(1)));
        assertThat(done(node.read(id(1), FilePart.THUMBNAIL, 0, 9))).isEmpty();
    }
}
