package dev.parlance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.broker.Topic;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Receipt;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The store fails one operation: the client is told, and nothing is left half done. */
class BrokerFailureTest {
    private final EngineFixture fixture = new EngineFixture();
    private boolean failing = true;

    @Test
    void aPublishThatFailsIsToldToItsSender() {
        TestClient ada = client(new Failing() {
            @Override
            public CompletionStage<Receipt> publish(MessageDraft draft, Retention retention) {
                return failing ? unavailable() : super.publish(draft, retention);
            }
        });
        ada.join("tea").news();
        ada.say("tea", "hello");
        assertThat(ada.news()).containsExactly("error BROKER_UNAVAILABLE for send_message");
        failing = false;
        ada.say("tea", "again");
        assertThat(ada.news()).containsExactly("Ada: again");
    }

    @Test
    void aJoinThatCannotSubscribeFailsAndTheNextOneTriesAgain() {
        joinFailsThenWorks(new Failing() {
            @Override
            public CompletionStage<Void> subscribe(Topic topic) {
                return failing && topic instanceof Topic.Room ? unavailable() : super.subscribe(topic);
            }
        });
    }

    @Test
    void aJoinThatCannotBeCountedFailsAndTheNextOneTriesAgain() {
        joinFailsThenWorks(new Failing() {
            @Override
            public CompletionStage<Long> enter(RoomId roomId, User user) {
                return failing ? unavailable() : super.enter(roomId, user);
            }
        });
    }

    @Test
    void aJoinThatCannotReadTheHistoryFailsAndTheNextOneTriesAgain() {
        joinFailsThenWorks(new Failing() {
            @Override
            public CompletionStage<HistoryPage> history(RoomId roomId, HistoryQuery query) {
                return failing ? unavailable() : super.history(roomId, query);
            }
        });
    }

    @Test
    void aLeaveThatFailsIsTriedAgainUnlessTheUserIsBack() {
        failing = false;
        Failing broker = new Failing() {
            @Override
            public CompletionStage<Long> leave(RoomId roomId, UserId userId) {
                return failing ? unavailable() : super.leave(roomId, userId);
            }
        };
        TestClient ada = client(broker).join("tea");
        failing = true;
        ada.leave("tea");
        fixture.time.advance(Duration.ofSeconds(5));
        assertThat(members(broker)).hasSize(1);
        ada.join("tea");
        failing = false;
        fixture.time.advance(Duration.ofMinutes(1));
        assertThat(members(broker)).as("who is back stays").hasSize(1);
        failing = true;
        ada.leave("tea");
        failing = false;
        fixture.time.advance(Duration.ofSeconds(5));
        assertThat(members(broker)).isEmpty();
    }

    private static List<User> members(ChatBroker broker) {
        return broker.members(new RoomId("tea")).toCompletableFuture().join().members();
    }

    private void joinFailsThenWorks(Failing broker) {
        TestClient ada = client(broker);
        ada.join("tea");
        assertThat(ada.news()).containsExactly("error BROKER_UNAVAILABLE for join_room");
        ada.say("tea", "hello");
        assertThat(ada.news()).containsExactly("error NOT_IN_ROOM for send_message");
        assertThat(broker.members(new RoomId("tea"))
                        .toCompletableFuture()
                        .join()
                        .members())
                .isEmpty();
        failing = false;
        ada.join("tea");
        assertThat(ada.news()).containsExactly("history []", "users [Ada]");
        ada.vanish();
        fixture.time.advance(Duration.ofSeconds(5));
        assertThat(broker.members(new RoomId("tea"))
                        .toCompletableFuture()
                        .join()
                        .members())
                .isEmpty();
    }

    private TestClient client(Failing broker) {
        ChatEngine engine = fixture.node(broker, builder -> builder);
        return new TestClient(engine, new TestLane(), fixture.encoder).as("ada");
    }

    private class Failing extends ForwardingBroker {
        Failing() {
            super(InMemoryBroker.builder().hub(fixture.hub).build());
        }
    }

    private static <T> CompletionStage<T> unavailable() {
        return CompletableFuture.failedFuture(new ChatException(ErrorCode.BROKER_UNAVAILABLE, "no answer", true));
    }
}
