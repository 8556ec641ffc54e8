package dev.parlance.tck;

import dev.parlance.archive.ArchiveStore;
import dev.parlance.tck.archives.ArchiveChangeRules;
import dev.parlance.tck.archives.ArchiveEpochRules;
import dev.parlance.tck.archives.ArchiveErasureRules;
import dev.parlance.tck.archives.ArchiveExpiryRules;
import dev.parlance.tck.archives.ArchivePageRules;
import dev.parlance.tck.archives.ArchiveReactionRules;
import dev.parlance.tck.archives.ArchiveReplyRules;
import dev.parlance.tck.archives.ArchiveSavingRules;
import dev.parlance.tck.archives.ArchiveSearchRules;
import java.time.Duration;
import org.junit.jupiter.api.Nested;

/**
 * The contract of {@link ArchiveStore}, a test for each rule of that name. Extend it, say how another node opens the archive, and run it. Rooms and users have names that no other test has used, so that
 * what is behind it may outlive a test.
 */
public abstract class ArchiveTck {
    /** Made by the implementor's class. */
    protected ArchiveTck() {}

    /**
     * Makes another node's view of the archive, which all that this returns within one test share.
     *
     * @return one that is not started; the kit starts and stops it
     */
    protected abstract ArchiveStore newArchive();

    /**
     * How long a test waits for an answer before it fails.
     *
     * @return 30 seconds unless overridden
     */
    protected Duration patience() {
        return Duration.ofSeconds(30);
    }

    @Nested
    final class A1Saving extends ArchiveSavingRules {
        A1Saving() {
            super(ArchiveTck.this::newArchive, ArchiveTck.this::patience);
        }
    }

    @Nested
    final class A3Epochs extends ArchiveEpochRules {
        A3Epochs() {
            super(ArchiveTck.this::newArchive, ArchiveTck.this::patience);
        }
    }

    @Nested
    final class A4Pages extends ArchivePageRules {
        A4Pages() {
            super(ArchiveTck.this::newArchive, ArchiveTck.this::patience);
        }
    }

    @Nested
    final class A5Changes extends ArchiveChangeRules {
        A5Changes() {
            super(ArchiveTck.this::newArchive, ArchiveTck.this::patience);
        }
    }

    @Nested
    final class A7Replies extends ArchiveReplyRules {
        A7Replies() {
            super(ArchiveTck.this::newArchive, ArchiveTck.this::patience);
        }
    }

    @Nested
    final class A8Search extends ArchiveSearchRules {
        A8Search() {
            super(ArchiveTck.this::newArchive, ArchiveTck.this::patience);
        }
    }

    @Nested
    final class A9Erasure extends ArchiveErasureRules {
        A9Erasure() {
            super(ArchiveTck.this::newArchive, ArchiveTck.this::patience);
        }
    }

    @Nested
    final class A10Expiry extends ArchiveExpiryRules {
        A10Expiry() {
            super(ArchiveTck.this::newArchive, ArchiveTck.this::patience);
        }
    }

    @Nested
    final class A11Reactions extends ArchiveReactionRules {
        A11Reactions() {
            super(ArchiveTck.this::newArchive, ArchiveTck.this::patience);
        }
    }
}
