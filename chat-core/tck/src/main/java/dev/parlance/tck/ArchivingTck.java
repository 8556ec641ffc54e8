package dev.parlance.tck;

import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.rules.ArchiveMarkRules;
import dev.parlance.tck.rules.ArchiveTailRules;
import dev.parlance.tck.rules.BehindRules;
import dev.parlance.tck.rules.NewLifeRules;
import dev.parlance.tck.rules.RestoringRules;
import dev.parlance.tck.rules.UnarchivedRules;
import java.time.Duration;
import org.junit.jupiter.api.Nested;

/**
 * The contract of {@link dev.parlance.broker.LogArchiving}, a test for each rule of that name: what a log does for an archive behind it. Extend it beside {@link BrokerTck}, say which store to test, and run it. Of a broker that
 * cannot be archived every test is skipped.
 */
public abstract class ArchivingTck {
    /** Made by the implementor's class. */
    protected ArchivingTck() {}

    /**
     * Opens the store for one test: a new one, or a new view of one that is shared.
     *
     * @return the store, closed at the end of the test
     */
    protected abstract BrokerStore openStore();

    /**
     * How long a test waits for what must happen before it fails.
     *
     * @return 30 seconds unless overridden: more than the slowest machine takes, as who has it sooner waits no longer
     */
    protected Duration patience() {
        return Duration.ofSeconds(30);
    }

    private BrokerCluster cluster() {
        return new BrokerCluster(openStore(), patience());
    }

    @Nested
    final class K1Unarchived extends UnarchivedRules {
        K1Unarchived() {
            super(ArchivingTck.this::cluster);
        }
    }

    @Nested
    final class K2Mark extends ArchiveMarkRules {
        K2Mark() {
            super(ArchivingTck.this::cluster);
        }
    }

    @Nested
    final class K3Tail extends ArchiveTailRules {
        K3Tail() {
            super(ArchivingTck.this::cluster);
        }
    }

    @Nested
    final class K4K5NewLives extends NewLifeRules {
        K4K5NewLives() {
            super(ArchivingTck.this::cluster);
        }
    }

    @Nested
    final class K6K7Restoring extends RestoringRules {
        K6K7Restoring() {
            super(ArchivingTck.this::cluster);
        }
    }

    @Nested
    final class K8Behind extends BehindRules {
        K8Behind() {
            super(ArchivingTck.this::cluster);
        }
    }
}
