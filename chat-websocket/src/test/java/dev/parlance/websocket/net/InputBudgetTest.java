package dev.parlance.websocket.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class InputBudgetTest {
    private static final int LIMIT = 1000;

    private final InputBudget budget = new InputBudget(LIMIT);
    private final List<String> gone = new ArrayList<>();

    private InputShare holder(String name, long bytes) {
        return holder(name, bytes, Runnable::run);
    }

    private InputShare holder(String name, long bytes, Executor loop) {
        InputShare[] share = new InputShare[1];
        share[0] = budget.share(loop, () -> {
            gone.add(name);
            share[0].release();
        });
        share[0].hold(bytes);
        return share[0];
    }

    @Test
    void asLongAsItSufficesNobodyHasToGo() {
        holder("a", 600);
        assertThat(holder("b", 400).hold(400)).isTrue();
        assertThat(gone).isEmpty();
        assertThat(budget.held()).isEqualTo(LIMIT);
    }

    @Test
    void whoHoldsTheMostGoesFirstUntilAnEighthIsFree() {
        holder("small", 100);
        holder("large", 300);
        holder("larger", 400);
        holder("one more", 250);
        assertThat(gone).containsExactly("larger");
        assertThat(budget.held()).isEqualTo(650);
    }

    @Test
    void ofEqualsTheOldestGoesFirst() {
        for (int i = 0; i < 11; i++) {
            holder("h" + i, 100);
        }
        assertThat(gone).containsExactly("h0", "h1", "h2");
    }

    @Test
    void strangersGoBeforeTheKnownHoweverLittleTheyHold() {
        InputShare known = holder("known", 500);
        known.known(true);
        holder("stranger", 300);
        assertThat(known.hold(900)).isTrue();
        assertThat(gone).containsExactly("stranger");
    }

    @Test
    void withoutStrangersTheKnownWithTheMostGoes() {
        InputShare most = holder("most", 500);
        InputShare less = holder("less", 400);
        most.known(true);
        less.known(true);
        assertThat(less.hold(510)).isFalse();
        less.release();
        assertThat(gone).isEmpty();
        assertThat(budget.held()).isEqualTo(500);
    }

    @Test
    void whoWantsTheMostHasToGoItself() {
        holder("a", 400);
        InputShare greedy = holder("greedy", 100);
        assertThat(greedy.hold(700)).isFalse();
        assertThat(gone).isEmpty();
    }

    @Test
    void whoLivesElsewhereGoesWhenItsEventLoopGetsToIt() {
        Queue<Runnable> otherLane = new ArrayDeque<>();
        holder("far", 500, otherLane::add);
        assertThat(holder("near", 400).hold(450)).isTrue();
        assertThat(holder("small", 200).hold(200)).isTrue();
        assertThat(gone).isEmpty();
        otherLane.remove().run();
        assertThat(gone).containsExactly("far");
        assertThat(otherLane).as("it is told once").isEmpty();
        assertThat(budget.held()).isEqualTo(650);
    }

    @Test
    void whoIsToGoMayTakeNothingMoreMeanwhile() {
        InputShare far = holder("far", 500, task -> {});
        holder("near", 400);
        holder("small", 200);
        assertThat(far.hold(501)).isFalse();
        assertThat(far.hold(499)).isTrue();
    }

    @Test
    void whoHasGivenUpMeanwhileIsNotTurnedOutForWhatItHoldsNow() {
        Queue<Runnable> otherLane = new ArrayDeque<>();
        InputShare far = holder("far", 600, otherLane::add);
        holder("near", 450);
        far.release();
        far.hold(10);
        otherLane.remove().run();
        assertThat(gone).isEmpty();
    }

    @Test
    void norIsWhoGaveUpJustBeforeItWasChosen() {
        InputShare share = holder("late", 600);
        share.release();
        share.markDismissed(); // by a thread that looked before
        share.dismiss();
        assertThat(gone).isEmpty();
        assertThat(share.hold(10)).isTrue();
    }

    @Test
    void whileNobodyGoesStrangersGetNoMoreThanAQuarterOverTheLimitAndTheKnownAFewKilobytes() {
        holder("far", 900, task -> {});
        assertThat(holder("near", 300).hold(320)).isTrue();
        InputShare stranger = holder("stranger", 1);
        assertThat(stranger.hold(100)).isFalse();
        stranger.release();
        InputShare known = holder("known", 1);
        known.known(true);
        assertThat(known.hold(100)).isTrue();
    }

    @Test
    void manyThreadsLeaveNothingBehind() throws Exception {
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            threads.add(CompletableFuture.runAsync(() -> {
                InputShare share = budget.share(Runnable::run, () -> {});
                for (int i = 0; i < 20_000; i++) {
                    if (!share.hold(ThreadLocalRandom.current().nextInt(500))) {
                        share.release();
                    }
                }
                share.release();
            }));
        }
        CompletableFuture.allOf(threads.toArray(CompletableFuture[]::new)).get();
        assertThat(budget.held()).isZero();
    }
}
