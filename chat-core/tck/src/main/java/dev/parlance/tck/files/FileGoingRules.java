package dev.parlance.tck.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.attachment.AttachmentStore;
import dev.parlance.attachment.FilePart;
import dev.parlance.attachment.FileQuery;
import dev.parlance.tck.AttachmentStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** F8, F9: how a file goes. */
public abstract class FileGoingRules extends FileRules {
    private static final Instant LATER = NOON.plusSeconds(60);

    protected FileGoingRules(Supplier<AttachmentStorage> storages, Supplier<Duration> patience) {
        super(storages, patience);
    }

    @Test
    void required_f8_whatAMessageNamesOrIsNewOrClaimedStays() {
        AttachmentStore node = node();
        for (int i = 1; i <= 4; i++) {
            stored(node, i, bytes(i, 3));
        }
        done(node.refer(id(1), message(1)));
        done(node.claim(id(2), LATER));
        assertThat(done(node.deleteUnnamed(id(1), LATER, LATER.plusMillis(1)))).isFalse();
        assertThat(done(node.deleteUnnamed(id(2), LATER, LATER))).isFalse();
        assertThat(done(node.deleteUnnamed(id(3), NOON, LATER))).isFalse();
        assertThat(done(node.deleteUnnamed(id(4), LATER, NOON))).isTrue();
        assertThat(done(node.deleteUnnamed(id(4), LATER, NOON))).isFalse();
        assertThat(done(node.deleteUnnamed(id(2), LATER, LATER.plusMillis(1)))).isTrue();
        assertThat(done(node.find(id(1)))).isPresent();
        assertThat(done(node.find(id(2)))).isEmpty();
        assertThat(done(node.find(id(3)))).isPresent();
    }

    @Test
    void required_f8_whoeverNamesAFileThatIsAboutToGoHasItOrIsToldThatItIsGone() {
        AttachmentStore a = node();
        AttachmentStore b = node();
        for (int i = 1; i <= 40; i++) {
            stored(a, i, bytes(i, 3));
            CompletionStage<Boolean> gone = a.deleteUnnamed(id(i), LATER, LATER);
            CompletionStage<Boolean> named = i % 2 == 0
                    ? b.refer(id(i), message(i))
                    : b.claim(id(i), LATER).thenApply(found -> found.isPresent());
            assertThat(done(gone)).isNotEqualTo(done(named));
            assertThat(done(b.find(id(i))).isPresent()).isEqualTo(done(named));
        }
    }

    @Test
    void required_f9_whatIsDeletedIsNowhereOnAnyNodeWhoeverNamesIt() {
        AttachmentStore a = node();
        AttachmentStore b = node();
        stored(a, 1, bytes(1, 3));
        done(a.refer(id(1), message(1)));
        assertThat(done(b.delete(id(1)))).isTrue();
        for (AttachmentStore node : new AttachmentStore[] {a, b}) {
            assertThat(done(node.find(id(1)))).isEmpty();
            assertThat(done(node.list(FileQuery.first(9)))).isEmpty();
            assertThat(done(node.read(id(1), FilePart.CONTENT, 0, 9))).isEmpty();
            assertThat(done(node.claim(id(1), NOON))).isEmpty();
            assertThat(done(node.delete(id(1)))).isFalse();
        }
        assertThat(done(a.sweepUnfinished(Instant.MAX))).isZero();
    }
}
