package dev.parlance.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.TestLane;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.model.ActOnMessage;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.MessageId;
import dev.parlance.model.Position;
import dev.parlance.model.Reaction;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomKind;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.policy.Action;
import dev.parlance.policy.Authorizer;
import dev.parlance.policy.ChatLimits;
import dev.parlance.policy.ChatListener;
import dev.parlance.policy.Metered;
import dev.parlance.policy.Rate;
import dev.parlance.transport.ClientCommand.CreateRoom;
import dev.parlance.transport.ClientCommand.DeleteMessage;
import dev.parlance.transport.ClientCommand.PinMessage;
import dev.parlance.transport.ClientCommand.React;
import dev.parlance.transport.ClientCommand.ReadHistory;
import dev.parlance.transport.ClientCommand.ReadMessage;
import dev.parlance.transport.ClientCommand.ReadPins;
import dev.parlance.transport.ClientCommand.ReadReactions;
import dev.parlance.transport.ClientCommand.ReadReplies;
import dev.parlance.transport.ClientCommand.Send;
import dev.parlance.transport.RoomPatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What others add to a message: reactions and answers. */
class ReactionsAndThreadsTest {
    private static final RoomId TEA = new RoomId("tea");

    private EngineFixture fixture = new EngineFixture();

    private MessageId post(TestClient client, String text) {
        client.say("tea", text).news();
        return newest().id();
    }

    private Message newest() {
        return fixture.engine
                .room(TEA)
                .history(HistoryQuery.newest(1))
                .toCompletableFuture()
                .join()
                .messages()
                .get(0);
    }

    private static React react(MessageId id, String emoji) {
        return new React(TEA, id, emoji, true);
    }

    private static Send reply(MessageId root, String text) {
        return new Send(TEA, text, null, Map.of(), root, List.of(), false);
    }

    @Test
    void aReactionIsToldToAllWithWhoReactedAndAnsweredWithItsPlace() {
        TestClient ada = fixture.client("ada", "tea");
        TestClient bo = fixture.client("bo", "tea");
        MessageId id = post(ada, "one");
        bo.news();
        ada.news();

        bo.ask(1, react(id, "x"));

        assertThat(bo.news()).containsExactlyInAnyOrder("updated Ada: one {x=1} by bo", "1:changed 2");
        assertThat(ada.news()).containsExactly("updated Ada: one {x=1} by bo");
        assertThat(newest().editedAt()).isEmpty();
    }

    @Test
    void whatIsSoAlreadyTellsNobodyAndIsASuccess() {
        TestClient ada = fixture.client("ada", "tea");
        MessageId id = post(ada, "one");
        ada.ask(1, react(id, "x")).news();

        ada.ask(2, react(id, "x")).ask(3, new React(TEA, id, "y", false));

        assertThat(ada.news()).containsExactly("2:changed 2", "3:changed 2");
    }

    @Test
    void reactionsInTheSameMomentAreOneEventAndEachIsAnsweredWithIt() {
        TestClient ada = fixture.client("ada", "tea");
        TestClient bo = fixture.client("bo", "tea");
        TestClient cy = fixture.client("cy", "tea");
        MessageId id = post(ada, "one");
        ada.ask(1, react(id, "x"));
        bo.news();
        cy.news();

        bo.ask(1, react(id, "x"));
        cy.ask(1, react(id, "y"));
        assertThat(bo.news()).isEmpty();
        fixture.time.advance(Duration.ofMillis(200));

        assertThat(bo.news()).containsExactlyInAnyOrder("updated Ada: one {x=2, y=1}", "1:changed 3");
        assertThat(cy.news()).containsExactlyInAnyOrder("updated Ada: one {x=2, y=1}", "1:changed 3");
    }

    @Test
    void whatASessionAddsAndTakesAwayAtOnceEndsAsItSaidLast() {
        TestClient ada = fixture.client("ada", "tea");
        MessageId id = post(ada, "one");

        ada.ask(1, react(id, "x"))
                .ask(2, new React(TEA, id, "x", false))
                .ask(3, react(id, "x"))
                .ask(4, new React(TEA, id, "x", false));
        fixture.time.advance(Duration.ofMillis(200));

        assertThat(ada.news()).contains("4:changed 3");
        assertThat(newest().reactionCounts()).isEmpty();
    }

    @Test
    void whatIsGoneOrNotOnesOwnRoomTakesNone() {
        TestClient ada = fixture.client("ada", "tea");
        MessageId id = post(ada, "one");
        MessageId gone = new MessageId(id.position().epoch() + "-7");
        ada.ask(1, new DeleteMessage(TEA, id)).news();

        assertThat(ada.ask(2, react(id, "x")).ask(3, react(gone, "x")).news())
                .containsExactly("2:failed MESSAGE_NOT_FOUND", "3:failed MESSAGE_NOT_FOUND");
        assertThat(ada.leave("tea").ask(4, react(id, "x")).news()).containsExactly("4:failed NOT_IN_ROOM");
    }

    @Test
    void toReactIsARightOfItsOwn() {
        Authorizer nobody = (user, action) -> CompletableFuture.completedFuture(!(action instanceof Action.React));
        fixture = new EngineFixture(builder -> builder.authorizer(nobody));
        TestClient ada = fixture.client("ada", "tea");

        assertThat(ada.ask(1, react(post(ada, "one"), "x")).news()).containsExactly("1:failed FORBIDDEN");
    }

    @Test
    void reactionsHaveARateOfTheirOwn() {
        fixture = new EngineFixture(builder -> builder.limits(ChatLimits.builder()
                .unlimitedRates()
                .connectionRate(Metered.REACTIONS, new Rate(1, 1))
                .build()));
        TestClient ada = fixture.client("ada", "tea");
        MessageId id = post(ada, "one");

        assertThat(ada.ask(1, react(id, "x")).ask(2, react(id, "y")).news())
                .contains("1:changed 2", "2:failed RATE_LIMITED");
        assertThat(ada.say("tea", "two").news()).containsExactly("Ada: two");
    }

    @Test
    void theHostHearsWhoReactedBySessionAndOfARepeatNothing() {
        List<ActOnMessage> acts = new ArrayList<>();
        fixture = new EngineFixture(builder -> builder.listener(new ChatListener() {
            @Override
            public void acted(ActOnMessage act) {
                acts.add(act);
            }
        }));
        TestClient ada = fixture.client("ada", "tea");
        MessageId id = post(ada, "one");

        ada.ask(1, react(id, "x")).ask(2, react(id, "x")).ask(3, new React(TEA, id, "x", false));
        fixture.time.advance(Duration.ofMillis(200));
        ada.run();

        assertThat(acts)
                .extracting(ActOnMessage::kind)
                .containsExactly(ActOnMessage.Kind.REACTED, ActOnMessage.Kind.UNREACTED);
        assertThat(acts.get(0).reaction()).contains(new Reaction("x", new UserId("ada"), true));
        assertThat(acts.get(0).by().orElseThrow().id()).isEqualTo(new UserId("ada"));
        assertThat(acts.get(0).sessionId()).isPresent();
    }

    @Test
    void aReactionThatTheStoreDoesNotAnswerFailsInTime() {
        CompletableFuture<Boolean> never = new CompletableFuture<>();
        ChatEngine node = fixture.node(
                new ForwardingBroker(InMemoryBroker.builder().hub(fixture.hub).build()) {
                    @Override
                    public CompletionStage<Boolean> react(RoomId roomId, Position message, Reaction reaction) {
                        return never;
                    }
                },
                builder -> builder);
        TestClient ada =
                new TestClient(node, new TestLane(), fixture.encoder).as("ada").join("tea");
        MessageId id = post(ada, "one");

        ada.ask(1, react(id, "x"));
        fixture.time.advance(Duration.ofSeconds(10));

        assertThat(ada.news()).containsExactly("1:failed BROKER_UNAVAILABLE");
    }

    @Test
    void whoReactedIsReadInPagesByWhoIsInOrMayRead() {
        TestClient ada = fixture.client("ada", "tea");
        MessageId id = post(ada, "one");
        for (String each : List.of("cy", "bo", "dee")) {
            fixture.client(each, "tea").ask(1, react(id, "x"));
        }
        TestClient eve = fixture.client().as("eve");
        eve.news();

        assertThat(ada.ask(1, new ReadReactions(TEA, id, "x", 2, null)).news()).contains("1:[bo, cy] and more");
        assertThat(eve.ask(1, new ReadReactions(TEA, id, "x", 2, new UserId("cy")))
                        .ask(2, new ReadReactions(TEA, id, "y", 2, null))
                        .news())
                .containsExactly("1:[dee]", "2:[]");
    }

    @Test
    void theOwnReactionIsKnownThoughMoreReactedThanAreListed() {
        TestClient ada = fixture.client("ada", "tea");
        MessageId id = post(ada, "one");
        for (int i = 0; i < 12; i++) {
            fixture.client("u" + i, "tea").ask(1, react(id, "x"));
        }
        fixture.time.advance(Duration.ofMillis(200));
        TestClient last = fixture.client().as("u11");
        last.news();

        assertThat(last.ask(1, new ReadMessage(TEA, id)).news()).containsExactly("1:Ada: one own [[x]]");
        assertThat(last.join("tea", null).news()).last().asString().endsWith(" own [[x]]");
        assertThat(last.ask(2, new ReadHistory(TEA, HistoryQuery.newest(5))).news())
                .containsExactly("2:history [one] own [[x]]");
        assertThat(ada.ask(3, new ReadHistory(TEA, HistoryQuery.newest(5))).news())
                .contains("3:history [one] own [[]]");
    }

    @Test
    void nobodyIsAskedForOwnReactionsWhereTheMessagesSayThem() {
        List<List<Position>> asked = new ArrayList<>();
        ChatEngine node = fixture.node(
                new ForwardingBroker(InMemoryBroker.builder().hub(fixture.hub).build()) {
                    @Override
                    public CompletionStage<Map<Position, Set<String>>> reactionsOf(
                            RoomId roomId, UserId userId, List<Position> messages) {
                        asked.add(messages);
                        return super.reactionsOf(roomId, userId, messages);
                    }
                },
                builder -> builder);
        TestClient ada =
                new TestClient(node, new TestLane(), fixture.encoder).as("ada").join("tea");
        MessageId id = post(ada, "one");
        ada.ask(1, react(id, "x")).ask(2, new ReadHistory(TEA, HistoryQuery.newest(5)));

        assertThat(ada.news()).contains("2:history [one]");
        assertThat(asked).isEmpty();
    }

    @Test
    void aThreadHasACountAndALastReplyOnItsRootAndCanBeReadAlone() {
        TestClient ada = fixture.client("ada", "tea");
        MessageId root = post(ada, "one");
        post(ada, "between");

        ada.ask(1, reply(root, "two"));
        assertThat(ada.news()).containsExactlyInAnyOrder("Ada: two", "updated Ada: one with 1 replies", "1:sent 3");
        MessageId two = newest().id();
        ada.ask(2, reply(root, "three"));
        fixture.time.advance(Duration.ofMillis(200));

        assertThat(ada.news()).containsExactlyInAnyOrder("Ada: three", "2:sent 5", "updated Ada: one with 2 replies");
        assertThat(ada.ask(3, new ReadReplies(TEA, root, 1, 0))
                        .ask(4, new ReadReplies(TEA, root, 1, two.position().offset()))
                        .news())
                .containsExactly("3:[two] and more", "4:[three]");
    }

    @Test
    void aDeletedReplyLowersItsThread() {
        TestClient ada = fixture.client("ada", "tea");
        MessageId root = post(ada, "one");
        ada.ask(1, reply(root, "two"));
        fixture.time.advance(Duration.ofMillis(200));
        Message two = message(new MessageId(root.position().epoch() + "-2"));
        ada.news();

        ada.ask(2, new DeleteMessage(TEA, two.id()));
        assertThat(ada.news()).contains("updated Ada: one");

        ada.ask(3, reply(root, "three"));
        fixture.time.advance(Duration.ofMillis(200));
        fixture.engine.room(TEA).change(newest().toBuilder().deleted().build());
        fixture.time.advance(Duration.ofMillis(200));
        assertThat(ada.news()).endsWith("updated Ada: ", "updated Ada: one");
    }

    private Message message(MessageId id) {
        return fixture.engine.room(TEA).message(id).toCompletableFuture().join().orElseThrow();
    }

    @Test
    void whatTheHostSaysInAnswerIsCountedToo() {
        TestClient ada = fixture.client("ada", "tea");
        MessageId root = post(ada, "one");

        fixture.engine
                .room(TEA)
                .publish(MessageDraft.builder(TEA, User.of("bot", "Bot"), "two")
                        .replyTo(root)
                        .build());

        assertThat(ada.news()).contains("updated Ada: one with 1 replies");
    }

    @Test
    void pinnedMessagesAreReadPinnedLastFirstByWhoIsInOrMayRead() {
        TestClient ada = fixture.client("ada", "tea");
        MessageId one = post(ada, "one");
        MessageId two = post(ada, "two");
        ada.ask(1, new PinMessage(TEA, two, true));
        fixture.time.advance(Duration.ofSeconds(1));
        ada.ask(2, new PinMessage(TEA, one, true)).news();
        TestClient bo = fixture.client().as("bo");
        bo.news();

        assertThat(ada.ask(3, new ReadPins(TEA)).news()).containsExactly("3:[one,two]");
        assertThat(bo.ask(1, new ReadPins(TEA)).news()).containsExactly("1:[one,two]");
    }

    @Test
    void ofAPrivateRoomNobodyElseReadsAnythingOfIt() {
        TestClient ada = fixture.client()
                .as("ada")
                .ask(9, new CreateRoom(TEA, RoomKind.PRIVATE, RoomPatch.of(room -> room, 0)))
                .join("tea");
        MessageId id = post(ada, "one");
        TestClient bo = fixture.client().as("bo");
        bo.news();

        assertThat(bo.ask(1, new ReadPins(TEA))
                        .ask(2, new ReadReplies(TEA, id, 5, 0))
                        .ask(3, new ReadReactions(TEA, id, "x", 5, null))
                        .news())
                .containsExactly("1:failed FORBIDDEN", "2:failed FORBIDDEN", "3:failed FORBIDDEN");
    }

    @Test
    void aTellingThatIsRefusedForGoodIsNotTriedAgain() {
        List<MessageId> told = new ArrayList<>();
        ChatEngine node = fixture.node(
                new ForwardingBroker(InMemoryBroker.builder().hub(fixture.hub).build()) {
                    @Override
                    public CompletionStage<Optional<Message>> tell(RoomId roomId, Position message) {
                        told.add(MessageId.at(message));
                        return CompletableFuture.failedFuture(
                                new ChatException(ErrorCode.BROKER_UNAVAILABLE, "refused", false));
                    }
                },
                builder -> builder);
        TestClient ada =
                new TestClient(node, new TestLane(), fixture.encoder).as("ada").join("tea");
        MessageId root = post(ada, "one");

        ada.ask(1, reply(root, "two"));
        fixture.time.advance(Duration.ofMinutes(5));

        assertThat(told).containsExactly(root);
    }
}
