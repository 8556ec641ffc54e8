package dev.parlance.tck;

import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.rules.BeginningRules;
import dev.parlance.tck.rules.ChangeRules;
import dev.parlance.tck.rules.DeletionRules;
import dev.parlance.tck.rules.EchoRules;
import dev.parlance.tck.rules.EditRules;
import dev.parlance.tck.rules.FallenStoreRules;
import dev.parlance.tck.rules.FullRoomRules;
import dev.parlance.tck.rules.HeadRules;
import dev.parlance.tck.rules.HistoryRules;
import dev.parlance.tck.rules.IdempotencyRules;
import dev.parlance.tck.rules.LeaseRules;
import dev.parlance.tck.rules.LifecycleRules;
import dev.parlance.tck.rules.LostLogRules;
import dev.parlance.tck.rules.MemberRules;
import dev.parlance.tck.rules.MentionRules;
import dev.parlance.tck.rules.NameRules;
import dev.parlance.tck.rules.NumberRules;
import dev.parlance.tck.rules.OddTextRules;
import dev.parlance.tck.rules.OrderRules;
import dev.parlance.tck.rules.PinRules;
import dev.parlance.tck.rules.PlacementRules;
import dev.parlance.tck.rules.PresenceRules;
import dev.parlance.tck.rules.ProfileRules;
import dev.parlance.tck.rules.PromptnessRules;
import dev.parlance.tck.rules.ReactionRules;
import dev.parlance.tck.rules.ReadMarkRules;
import dev.parlance.tck.rules.ReaderRules;
import dev.parlance.tck.rules.RecordRules;
import dev.parlance.tck.rules.ReplyRules;
import dev.parlance.tck.rules.ResumeRules;
import dev.parlance.tck.rules.RetentionRules;
import dev.parlance.tck.rules.SignalsRules;
import dev.parlance.tck.rules.SilenceRules;
import dev.parlance.tck.rules.StateRules;
import dev.parlance.tck.rules.TellingRules;
import dev.parlance.tck.rules.UntoldRules;
import java.time.Duration;
import org.junit.jupiter.api.Nested;

/**
 * The contract of {@link dev.parlance.broker.ChatBroker}, that of {@link dev.parlance.broker.RoomDirectory} with it, a test for each rule of that name. Extend it, say which store to test, and run it.
 * {@code required_} tests must pass for every broker; {@code optional_} ones need a hook that {@link BrokerStore} may leave out, and are
 * then skipped with the reason. No test sleeps; time passes by {@link BrokerStore#advance} alone.
 */
public abstract class BrokerTck {
    /** Made by the implementor's class. */
    protected BrokerTck() {}

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
    final class B1Lifecycle extends LifecycleRules {
        B1Lifecycle() {
            super(BrokerTck.this::cluster);
        }
    }

    @Nested
    final class B2Order extends OrderRules {
        B2Order() {
            super(BrokerTck.this::cluster);
        }
    }

    @Nested
    final class B3Echo extends EchoRules {
        B3Echo() {
            super(BrokerTck.this::cluster);
        }
    }

    @Nested
    final class B4Placement extends PlacementRules {
        B4Placement() {
            super(BrokerTck.this::cluster);
        }
    }

    @Nested
    final class B5Idempotency extends IdempotencyRules {
        B5Idempotency() {
            super(BrokerTck.this::cluster);
        }
    }

    @Nested
    final class B6History extends HistoryRules {
        B6History() {
            super(BrokerTck.this::cluster);
        }
    }

    @Nested
    final class B6Resume extends ResumeRules {
        B6Resume() {
            super(BrokerTck.this::cluster);
        }
    }

    @Nested
    final class B6Retention extends RetentionRules {
        B6Retention() {
            super(BrokerTck.this::cluster);
        }
    }

    @Nested
    final class B6Beginning extends BeginningRules {
        B6Beginning() {
            super(BrokerTck.this::cluster);
        }
    }

    @Nested
    final class B7LostLog extends LostLogRules {
        B7LostLog() {
            super(BrokerTck.this::cluster);
        }
    }

    @Nested
    final class B7FallenStore extends FallenStoreRules {
        B7FallenStore() {
            super(BrokerTck.this::cluster);
        }
    }

    @Nested
    final class B8Silence extends SilenceRules {
        B8Silence() {
            super(BrokerTck.this::cluster);
        }
    }

    @Nested
    final class B9Presence extends PresenceRules {
        B9Presence() {
            super(BrokerTck.this::cluster);
        }
    }

    @Nested
    final class B9Names extends NameRules {
        B9Names() {
            super(BrokerTck.this::cluster);
        }
    }

    @Nested
    final class B10Lease extends LeaseRules {
        B10Lease() {
            super(BrokerTck.this::cluster);
        }
    }

    @Nested
    final class B11Promptness extends PromptnessRules {
        B11Promptness() {
            super(BrokerTck.this::cluster);
        }
    }

    @Nested
    final class B12Texts extends OddTextRules {
        B12Texts() {
            super(BrokerTck.this::cluster);
        }
    }

    @Nested
    final class R1Records extends RecordRules {
        R1Records() {
            super(BrokerTck.this::cluster);
        }
    }

    @Nested
    final class R5Members extends MemberRules {
        R5Members() {
            super(BrokerTck.this::cluster);
        }
    }

    @Nested
    final class R9FullRooms extends FullRoomRules {
        R9FullRooms() {
            super(BrokerTck.this::cluster);
        }
    }

    @Nested
    final class C1Numbers extends NumberRules {
        C1Numbers() {
            super(BrokerTck.this::cluster);
        }
    }

    @Nested
    final class C2Edits extends EditRules {
        C2Edits() {
            super(BrokerTck.this::cluster);
        }
    }

    @Nested
    final class C3Deletions extends DeletionRules {
        C3Deletions() {
            super(BrokerTck.this::cluster);
        }
    }

    @Nested
    final class C4Reactions extends ReactionRules {
        C4Reactions() {
            super(BrokerTck.this::cluster);
        }
    }

    @Nested
    final class C5Tellings extends TellingRules {
        C5Tellings() {
            super(BrokerTck.this::cluster);
        }
    }

    @Nested
    final class C6Untold extends UntoldRules {
        C6Untold() {
            super(BrokerTck.this::cluster);
        }
    }

    @Nested
    final class C8Replies extends ReplyRules {
        C8Replies() {
            super(BrokerTck.this::cluster);
        }
    }

    @Nested
    final class C9Heads extends HeadRules {
        C9Heads() {
            super(BrokerTck.this::cluster);
        }
    }

    @Nested
    final class C10Pins extends PinRules {
        C10Pins() {
            super(BrokerTck.this::cluster);
        }
    }

    @Nested
    final class C11ReadMarks extends ReadMarkRules {
        C11ReadMarks() {
            super(BrokerTck.this::cluster);
        }
    }

    @Nested
    final class C12Readers extends ReaderRules {
        C12Readers() {
            super(BrokerTck.this::cluster);
        }
    }

    @Nested
    final class C13Mentions extends MentionRules {
        C13Mentions() {
            super(BrokerTck.this::cluster);
        }
    }

    @Nested
    final class C14Profiles extends ProfileRules {
        C14Profiles() {
            super(BrokerTck.this::cluster);
        }
    }

    @Nested
    final class Change extends ChangeRules {
        Change() {
            super(BrokerTck.this::cluster);
        }
    }

    @Nested
    final class Signals extends SignalsRules {
        Signals() {
            super(BrokerTck.this::cluster);
        }
    }

    @Nested
    final class State extends StateRules {
        State() {
            super(BrokerTck.this::cluster);
        }
    }
}
