package dev.parlance.tck.talk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.Room;
import dev.parlance.model.Message;
import dev.parlance.model.MessageId;
import dev.parlance.model.ThreadSummary;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** People answer each other. */
public abstract class AnsweringTalk extends TalkRules {
    protected AnsweringTalk(Supplier<TwoEngines> nodes) {
        super(nodes);
    }

    private List<String> answers(Room room, MessageId root) {
        return done(room.replies(root, 10, 0)).messages().stream()
                .map(Message::text)
                .toList();
    }

    /** How many answers a message says that it has, once those of before were told; nothing but a reaction is told with them. */
    private ThreadSummary thread(Room room, MessageId root) {
        return done(room.react(ada, root, "told", true)).thread().orElseThrow();
    }

    @Test
    void required_talk_aMessageSaysHowManyAnswersItHasAndWhichIsTheLast() {
        MessageId root = said(here, "root");
        replied(here, root, "first");
        MessageId last = replied(there, root, "second");

        ThreadSummary thread = thread(here, root);

        assertThat(thread.replies()).isEqualTo(2);
        assertThat(thread.last()).isEqualTo(last);
    }

    @Test
    void required_talk_answersAreReadAlone() {
        MessageId root = said(here, "root");
        replied(here, root, "first");
        said(there, "something else");
        replied(there, root, "second");

        assertThat(answers(here, root)).containsExactly("first", "second");
        assertThat(answers(there, root)).containsExactly("first", "second");
    }

    @Test
    void required_talk_anAnswerIsWhatBecomesOfItAndOneThatIsDeletedIsNone() {
        MessageId root = said(here, "root");
        MessageId first = replied(here, root, "first");
        MessageId second = replied(there, root, "second");

        done(there.edit(first, says("first, edited")));
        done(here.delete(second));

        assertThat(answers(there, root)).containsExactly("first, edited");
        assertThat(thread(there, root).replies()).isEqualTo(1);
    }

    @Test
    void required_talk_aQuoteIsWhatTheOriginalSaysNow() {
        MessageId root = said(here, "root");
        MessageId answer = replied(there, root, "answer");

        done(here.edit(root, says("root, edited")));
        MessageId quoted = now(there, answer).replyTo().orElseThrow();
        assertThat(now(there, quoted).text()).isEqualTo("root, edited");
        done(here.delete(root));

        assertThat(now(there, quoted).text()).isEmpty();
        assertThat(now(there, answer).text()).isEqualTo("answer");
    }
}
