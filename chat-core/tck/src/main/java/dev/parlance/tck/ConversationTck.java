package dev.parlance.tck;

import dev.parlance.tck.talk.AnsweringTalk;
import dev.parlance.tck.talk.EditingTalk;
import dev.parlance.tck.talk.ListingTalk;
import dev.parlance.tck.talk.MarkingTalk;
import dev.parlance.tck.talk.MentioningTalk;
import dev.parlance.tck.talk.ReactingTalk;
import dev.parlance.tck.talk.TwoEngines;
import dev.parlance.tck.talk.WatchingTalk;
import java.time.Duration;
import org.junit.jupiter.api.Nested;

/**
 * What people rely on when they talk, edits, deletions, reactions, answers, mentions, marks, lists of rooms and what watching devices hear, through two {@link dev.parlance.ChatEngine}s over one store: what {@link BrokerTck} says of the operations, this says
 * of what comes of them. Extend it, say which store to test, and run it. Time passes by itself: what is told in turns takes its 0.2 s, a mark up to a second.
 */
public abstract class ConversationTck {
    /** Made by the implementor's class. */
    protected ConversationTck() {}

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

    private TwoEngines engines() {
        return new TwoEngines(openStore(), patience());
    }

    @Nested
    final class Editing extends EditingTalk {
        Editing() {
            super(ConversationTck.this::engines);
        }
    }

    @Nested
    final class Reacting extends ReactingTalk {
        Reacting() {
            super(ConversationTck.this::engines);
        }
    }

    @Nested
    final class Answering extends AnsweringTalk {
        Answering() {
            super(ConversationTck.this::engines);
        }
    }

    @Nested
    final class Marking extends MarkingTalk {
        Marking() {
            super(ConversationTck.this::engines);
        }
    }

    @Nested
    final class Mentioning extends MentioningTalk {
        Mentioning() {
            super(ConversationTck.this::engines);
        }
    }

    @Nested
    final class Listing extends ListingTalk {
        Listing() {
            super(ConversationTck.this::engines);
        }
    }

    @Nested
    final class Watching extends WatchingTalk {
        Watching() {
            super(ConversationTck.this::engines);
        }
    }
}
