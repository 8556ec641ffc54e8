package dev.parlance.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.TestLane;
import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.broker.Topic;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Presence;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The bus between the nodes loses something: members are read anew, and members of the room are told. */
class MissedEventsTest {
    private static final RoomId TEA = new RoomId("tea");
    private final EngineFixture fixture = new EngineFixture();
    private final LossyBroker broker = new LossyBroker();
    private final ChatEngine deafNode = fixture.node(broker, builder -> builder);

    @Test
    void aJoinThatWasMissedIsAnnouncedWithTheNextOne() {
        TestClient ada = join("ada");
        broker.deaf = true;
        fixture.client("bo", "tea");
        broker.deaf = false;
        assertThat(ada.news()).isEmpty();
        fixture.client("cy", "tea");
        assertThat(ada.news()).containsExactly("Bo joined", "Cy joined");
    }

    @Test
    void aLeaveThatWasMissedIsAnnouncedWithTheNextOne() {
        TestClient ada = join("ada");
        TestClient bo = fixture.client("bo", "tea");
        ada.news();
        broker.deaf = true;
        bo.leave("tea");
        broker.deaf = false;
        fixture.client("cy", "tea");
        assertThat(ada.news()).containsExactly("Bo left", "Cy joined");
    }

    @Test
    void aGapIsToldAndTheMembersAreReadAnew() {
        TestClient ada = join("ada");
        broker.deaf = true;
        fixture.client("bo", "tea").say("tea", "unheard");
        broker.deaf = false;
        broker.listener.onGap(TEA);
        assertThat(ada.news()).containsExactly("gap in tea", "Bo joined");
    }

    @Test
    void membersThatCannotBeReadAfterAGapAreReadLater() {
        TestClient ada = join("ada");
        broker.deaf = true;
        fixture.client("bo", "tea");
        broker.deaf = false;
        broker.failing = true;
        broker.listener.onGap(TEA);
        broker.failing = false;
        assertThat(ada.news()).containsExactly("gap in tea");
        fixture.time.advance(Duration.ofSeconds(5));
        assertThat(ada.news()).containsExactly("Bo joined");
    }

    @Test
    void aReadingThatHadToBeBegunAgainAndFailedIsTriedAgainOnceAndNotAtAllIfAGapHadItReadMeanwhile() {
        TestClient ada = join("ada");
        broker.deaf = true;
        fixture.client("bo", "tea");
        broker.deaf = false;
        broker.slow = new CompletableFuture<>();
        broker.listener.onGap(TEA);
        fixture.client("cy", "tea"); // newer than what is being read
        broker.failing = true;
        broker.slow.complete(null);
        broker.slow = null;
        broker.failing = false;
        broker.listener.onGap(TEA);
        assertThat(ada.news()).containsExactly("gap in tea", "gap in tea", "Bo joined", "Cy joined");
        broker.readings = 0;
        fixture.time.advance(Duration.ofSeconds(5));
        assertThat(broker.readings).isZero();
    }

    @Test
    void anEventOfARoomThatNobodyIsInIsIgnored() {
        broker.listener.onGap(new RoomId("elsewhere"));
        broker.listener.onEvent(new RoomEvent.Left(new RoomId("elsewhere"), User.of("x", "X"), 4));
        assertThat(join("ada").news()).isEmpty();
    }

    private TestClient join(String user) {
        TestClient client = new TestClient(deafNode, new TestLane(), fixture.encoder)
                .as(user)
                .join("tea");
        client.news();
        return client;
    }

    private final class LossyBroker extends ForwardingBroker {
        private boolean deaf;
        private boolean failing;
        private CompletableFuture<Void> slow;
        private int readings;
        private BrokerListener listener;

        LossyBroker() {
            super(InMemoryBroker.builder().hub(fixture.hub).build());
        }

        @Override
        public CompletionStage<Presence> members(RoomId roomId) {
            readings++;
            CompletionStage<Presence> answer = failing
                    ? CompletableFuture.failedFuture(new ChatException(ErrorCode.BROKER_UNAVAILABLE, "no answer"))
                    : super.members(roomId);
            return slow == null ? answer : slow.thenCompose(done -> answer);
        }

        @Override
        public CompletionStage<Void> start(BrokerListener told) {
            listener = told;
            return super.start(new BrokerListener() {
                @Override
                public void onEvent(RoomEvent event) {
                    if (!deaf) {
                        told.onEvent(event);
                    }
                }

                @Override
                public void onSignal(Topic topic, Signal signal) {
                    told.onSignal(topic, signal);
                }

                @Override
                public void onGap(RoomId roomId) {
                    told.onGap(roomId);
                }
            });
        }
    }
}
