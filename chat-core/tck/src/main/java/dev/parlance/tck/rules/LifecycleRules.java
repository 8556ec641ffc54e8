package dev.parlance.tck.rules;

import static dev.parlance.tck.harness.Drafts.ADA;
import static dev.parlance.tck.harness.Drafts.BO;
import static dev.parlance.tck.harness.Drafts.MUCH;
import static dev.parlance.tck.harness.Drafts.draft;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.ChatBroker;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Message;
import dev.parlance.model.MessageId;
import dev.parlance.model.Receipt;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import dev.parlance.tck.harness.Recorder;
import dev.parlance.tck.harness.Stages;
import dev.parlance.tck.harness.Wait;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** B1: {@code start} comes first and once; {@code stop} is idempotent, and what is in flight then ends with an error, never hangs. */
public abstract class LifecycleRules extends Rules {
    protected LifecycleRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    @Test
    void required_b1_everyOperationFailsBeforeTheStart() {
        ChatBroker broker = cluster.store().newNode();

        for (CompletionStage<?> stage : everyOperation(broker)) {
            assertThat(Stages.failure(stage, cluster.patience())).isInstanceOf(IllegalStateException.class);
        }
        cluster.started(broker);
    }

    @Test
    void required_b1_aSecondStartFailsAndDisturbsNothing() {
        BrokerNode node = node();
        RoomId room = room();
        node.subscribe(room);

        Recorder second = new Recorder(cluster.patience());
        assertThat(Stages.failure(node.broker().start(second), cluster.patience()))
                .isInstanceOf(IllegalStateException.class);

        node.post(room, "goes on");
        node.heard(room).stored(1);
        assertThat(second.faults()).isEmpty();
    }

    @Test
    void required_b1_aStoppedNodeDoesNotStartAgain() {
        BrokerNode node = node();
        node.stop();

        assertThat(Stages.failure(node.broker().start(new Recorder(cluster.patience())), cluster.patience()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void required_b1_aNodeThatWasStoppedBeforeItsStartNeverStarts() {
        ChatBroker broker = cluster.store().newNode();

        Stages.done(broker.stop(), cluster.patience());

        assertThat(Stages.failure(broker.start(new Recorder(cluster.patience())), cluster.patience()))
                .isInstanceOf(IllegalStateException.class);
        everyOperation(broker).forEach(this::hasStopped);
        Stages.done(broker.stop(), cluster.patience());
    }

    @Test
    void required_b1_aStopEndsAStartThatIsUnderWay() {
        for (int round = 0; round < 20; round++) {
            ChatBroker broker = cluster.store().newNode();

            CompletionStage<Void> starting = broker.start(new Recorder(cluster.patience()));
            Stages.done(broker.stop(), cluster.patience());

            isOvertakenAtTheMost(starting);
            everyOperation(broker).forEach(this::hasStopped);
        }
    }

    @Test
    void required_b1_ofAStartAndAStopAtOnceTheStopHasTheLastWord() {
        for (int round = 0; round < 50; round++) {
            ChatBroker broker = cluster.store().newNode();
            List<CompletionStage<Void>> starting = new CopyOnWriteArrayList<>();

            cluster.together(
                    () -> starting.add(broker.start(new Recorder(cluster.patience()))),
                    () -> Stages.done(broker.stop(), cluster.patience()));

            isOvertakenAtTheMost(starting.get(0));
            everyOperation(broker).forEach(this::hasStopped);
            Stages.done(broker.stop(), cluster.patience());
        }
    }

    /** It was first and done, or the stop came between or before; and it has ended. */
    private void isOvertakenAtTheMost(CompletionStage<Void> starting) {
        CompletableFuture<Void> start = starting.toCompletableFuture();
        assertThat(start).as("a start once the stop has completed").isDone();
        if (start.isCompletedExceptionally()
                && !(Stages.failure(start, cluster.patience()) instanceof IllegalStateException)) {
            hasStopped(start);
        }
    }

    @Test
    void required_b1_stoppingTwiceIsStoppingOnce() {
        BrokerNode node = node();
        BrokerNode other = node();
        RoomId room = room();
        other.subscribe(room);
        node.enter(room, ADA);

        node.stop();
        node.stop();

        other.enter(room, BO);
        assertThat(other.heard(room).presence(3))
                .containsExactly(
                        new RoomEvent.Joined(room, ADA, 1),
                        new RoomEvent.Left(room, ADA, 2),
                        new RoomEvent.Joined(room, BO, 3));
    }

    @Test
    void required_b1_whoeverStopsWhenAllIsReleasedEvenIfTwoStopAtOnce() {
        BrokerNode other = node();
        for (int round = 0; round < 10; round++) {
            BrokerNode node = node();
            RoomId room = room();
            other.subscribe(room);
            List<CompletionStage<Long>> entering = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                entering.add(node.broker().enter(room, User.of("user" + i, "User")));
            }
            entering.forEach(node::done);
            Runnable stop = () -> {
                node.stop();
                assertThat(other.members(room).members())
                        .as("members once stopped")
                        .isEmpty();
            };
            cluster.together(stop, stop);
        }
    }

    @Test
    void required_b1_everyOperationFailsAfterTheStop() {
        BrokerNode node = node();
        node.stop();

        everyOperation(node.broker()).forEach(this::hasStopped);
    }

    private void hasStopped(CompletionStage<?> stage) {
        ChatException refusal = refusal(stage);
        assertThat(refusal.code()).isEqualTo(ErrorCode.BROKER_UNAVAILABLE);
        assertThat(refusal.retryable()).as("retryable").isFalse();
    }

    @Test
    void required_b1_whatIsInFlightAtTheStopEndsAndWhatWasPlacedStays() {
        BrokerNode node = node();
        BrokerNode other = node();
        RoomId room = room();
        List<CompletionStage<Receipt>> sent = new ArrayList<>();
        CountDownLatch underWay = new CountDownLatch(50);

        cluster.together(
                () -> {
                    for (int i = 0; i < 500; i++) {
                        sent.add(node.broker().publish(draft(room, "message " + i), MUCH));
                        underWay.countDown();
                    }
                },
                () -> {
                    Wait.on(underWay, cluster.patience());
                    node.stop();
                });

        List<MessageId> placed = new ArrayList<>();
        for (CompletionStage<Receipt> stage : sent) {
            try {
                placed.add(node.done(stage).messageId());
            } catch (ChatException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.BROKER_UNAVAILABLE);
            }
        }
        assertThat(other.history(room).messages()).extracting(Message::id).containsAll(placed);
    }

    @Test
    void required_b1_nothingIsHeardAfterTheStop() {
        BrokerNode node = node();
        BrokerNode other = node();
        RoomId room = room();
        node.subscribe(room);
        other.subscribe(room);

        cluster.together(
                () -> {
                    for (int i = 0; i < 200; i++) {
                        other.post(room, "message " + i);
                    }
                },
                () -> {
                    node.heard(room).stored(20);
                    node.stop();
                });

        other.post(room, "after the stop");
        other.heard(room).stored(201);
    }

    @Test
    void required_b1_theMembersOfAStoppedNodeLeave() {
        BrokerNode node = node();
        BrokerNode other = node();
        RoomId room = room();
        RoomId another = room();
        other.subscribe(room).subscribe(another);
        node.enter(room, ADA);
        node.enter(room, BO);
        node.enter(another, ADA);
        other.enter(room, BO);

        node.stop();

        assertThat(other.heard(room).presence(3).get(2)).isEqualTo(new RoomEvent.Left(room, ADA, 3));
        assertThat(other.heard(another).presence(2).get(1)).isEqualTo(new RoomEvent.Left(another, ADA, 2));
        assertThat(other.members(room).members()).containsExactly(BO);
    }

    @Test
    void required_b1_whoEntersWhileTheNodeStopsDoesNotStayForEver() {
        BrokerNode other = node();
        for (int round = 0; round < 100; round++) {
            BrokerNode node = node();
            RoomId room = room();
            CountDownLatch underWay = new CountDownLatch(5);
            Runnable entering = () -> {
                for (int i = 0; i < 30; i++) {
                    Stages.ended(node.broker().enter(room, User.of("user" + i, "User")), cluster.patience());
                    underWay.countDown();
                }
            };
            cluster.together(entering, entering, () -> {
                Wait.on(underWay, cluster.patience());
                node.stop();
            });
            assertThat(other.members(room).members())
                    .as("members in round %s", round)
                    .isEmpty();
        }
    }

    private List<CompletionStage<?>> everyOperation(ChatBroker broker) {
        List<CompletionStage<?>> begun = new ArrayList<>();
        Operations.of(broker, cluster).values().forEach(each -> begun.add(each.get()));
        return begun;
    }
}
