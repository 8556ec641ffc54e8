package dev.parlance.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who wants something long takes turns with all others of a lane who do, and none of them holds it. */
class LongAnswersTest {
    private final ArrayDeque<Runnable> rests = new ArrayDeque<>();
    private final LongAnswers answers = new LongAnswers(rests::add);
    private final List<String> log = new ArrayList<>();
    private final List<LongAnswers.Turn> turns = new ArrayList<>();

    private void take(String name) {
        answers.take(turn -> {
            log.add("reads " + name);
            turns.add(turn);
        });
    }

    private void takeAndAnswerAtOnce(String name, long bytes) {
        answers.take(turn -> turn.answer(() -> {
            log.add("answers " + name);
            turn.end(bytes);
        }));
    }

    @Test
    void whatIsShortIsAnsweredAtOnce() {
        takeAndAnswerAtOnce("one", 10);
        takeAndAnswerAtOnce("two", 10);
        assertThat(log).containsExactly("answers one", "answers two");
        assertThat(rests).isEmpty();
    }

    @Test
    void theLaneRestsAfterAShareAndThenGoesOn() {
        takeAndAnswerAtOnce("long", LongAnswers.SHARE);
        takeAndAnswerAtOnce("next", 10);
        assertThat(log).containsExactly("answers long");
        rests.remove().run();
        assertThat(log).containsExactly("answers long", "answers next");
        assertThat(rests).isEmpty();
    }

    @Test
    void whoWaitedForATurnKnowsIt() {
        take("first");
        assertThat(turns.get(0).hasWaited()).isFalse();
        turns.get(0).end(LongAnswers.SHARE);
        take("second");
        rests.remove().run();
        assertThat(turns.get(1).hasWaited()).isTrue();
    }

    @Test
    void shortOnesTogetherAreLong() {
        for (int i = 0; i < 9; i++) {
            takeAndAnswerAtOnce("" + i, LongAnswers.SHARE / 4);
        }
        assertThat(log).hasSize(4);
        rests.remove().run();
        assertThat(log).hasSize(8);
        rests.remove().run();
        assertThat(log).hasSize(9).last().isEqualTo("answers 8");
    }

    @Test
    void aFewAreReadAtATimeAndWhoeverEndsLetsTheNextBegin() {
        for (int i = 0; i <= LongAnswers.AT_ONCE; i++) {
            take("" + i);
        }
        assertThat(log).hasSize(LongAnswers.AT_ONCE);
        turns.get(3).end(0);
        turns.get(3).end(0); // once is enough
        take("later");
        assertThat(log).hasSize(LongAnswers.AT_ONCE + 1).last().isEqualTo("reads " + LongAnswers.AT_ONCE);
    }

    @Test
    void whatIsReadWhileTheLaneRestsIsAnsweredAfterIt() {
        take("long");
        take("other");
        turns.get(0).end(LongAnswers.SHARE);
        LongAnswers.Turn other = turns.get(1);
        other.answer(() -> {
            log.add("answers other");
            other.end(1);
        });
        take("third");
        assertThat(log).containsExactly("reads long", "reads other");
        rests.remove().run();
        assertThat(log).containsExactly("reads long", "reads other", "answers other", "reads third");
    }

    @Test
    void oneAnswerIsWrittenAtATime() {
        take("slow");
        take("next");
        LongAnswers.Turn slow = turns.get(0);
        LongAnswers.Turn next = turns.get(1);
        slow.answer(() -> log.add("begins slow"));
        next.answer(() -> {
            log.add("answers next");
            next.end(1);
        });
        assertThat(log).containsExactly("reads slow", "reads next", "begins slow");
        slow.end(1);
        assertThat(log).last().isEqualTo("answers next");
    }
}
