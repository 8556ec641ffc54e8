package dev.parlance.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.TestLane;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.broker.MessageChange;
import dev.parlance.model.ActOnMessage;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.MessageEdit;
import dev.parlance.model.MessageId;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomKind;
import dev.parlance.model.UserId;
import dev.parlance.policy.Authorizer;
import dev.parlance.policy.ChatLimits;
import dev.parlance.policy.ChatListener;
import dev.parlance.policy.Metered;
import dev.parlance.policy.Rate;
import dev.parlance.policy.TextRules;
import dev.parlance.transport.ClientCommand.CreateRoom;
import dev.parlance.transport.ClientCommand.DeleteMessage;
import dev.parlance.transport.ClientCommand.EditMessage;
import dev.parlance.transport.ClientCommand.PinMessage;
import dev.parlance.transport.ClientCommand.ReadMessage;
import dev.parlance.transport.RoomPatch;
import dev.parlance.transport.ServerReply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What clients make of messages that are there. */
class ChangedMessagesTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final Instant NEVER = Instant.EPOCH;

    private EngineFixture fixture = new EngineFixture();
    private final List<UnaryOperator<Message>> others = new ArrayList<>();

    /** Has others change a message just before a change of it, one after the other. */
    private final class Racing extends ForwardingBroker {
        Racing() {
            super(InMemoryBroker.builder().hub(fixture.hub).build());
        }

        @Override
        public CompletionStage<Message> change(MessageChange change) {
            if (others.isEmpty()) {
                return super.change(change);
            }
            UnaryOperator<Message> other = others.remove(0);
            return message(TEA, change.message().position())
                    .thenCompose(found -> super.change(new MessageChange(other.apply(found.orElseThrow()))))
                    .thenCompose(done -> super.change(change));
        }
    }

    private TestClient racing(String userId) {
        ChatEngine node = fixture.node(new Racing(), builder -> builder);
        TestClient client = new TestClient(node, new TestLane(), fixture.encoder).as(userId);
        client.join("tea").news();
        return client;
    }

    private MessageId post(TestClient client, String text) {
        client.say("tea", text).news();
        return newest().id();
    }

    private Message newest() {
        List<Message> all = fixture.engine
                .room(TEA)
                .history(HistoryQuery.newest(1))
                .toCompletableFuture()
                .join()
                .messages();
        return all.get(0);
    }

    private static MessageEdit.Builder text(String text) {
        return MessageEdit.builder().text(text);
    }

    private static EditMessage edit(MessageId id, MessageEdit.Builder edit) {
        return new EditMessage(TEA, id, edit.build());
    }

    private static EditMessage edit(MessageId id, String text) {
        return edit(id, text(text));
    }

    private static DeleteMessage delete(MessageId id) {
        return new DeleteMessage(TEA, id);
    }

    private static UnaryOperator<Message> says(String text) {
        return message -> text(text).build().on(message, message.timestamp());
    }

    @Test
    void anEditIsToldToAllAndAnsweredWithItsPlace() {
        TestClient ada = fixture.client("ada", "tea");
        TestClient bo = fixture.client("bo", "tea");
        MessageId id = post(ada, "one");
        bo.news();
        ada.news();

        ada.ask(1, edit(id, "two"));

        assertThat(ada.news()).containsExactlyInAnyOrder("updated Ada: two", "1:changed 2");
        assertThat(bo.news()).containsExactly("updated Ada: two");
        assertThat(newest().editedAt()).isPresent();
    }

    @Test
    void whatAnEditDoesNotNameStays() {
        TestClient ada = fixture.client("ada", "tea");
        MessageId id = post(ada, "one");

        ada.ask(1, edit(id, MessageEdit.builder().mentions(List.of(new UserId("bo")))))
                .ask(2, edit(id, MessageEdit.builder().metadata(Map.of("a", "b"))))
                .ask(3, edit(id, "two"));

        assertThat(newest().text()).isEqualTo("two");
        assertThat(newest().mentions()).containsExactly(new UserId("bo"));
        assertThat(newest().metadata()).isEqualTo(Map.of("a", "b"));
    }

    @Test
    void whereNobodyKeepsOrderOnesOwnWordsAreOnesOwnAlone() {
        TestClient ada = fixture.client("ada", "tea");
        TestClient bo = fixture.client("bo", "tea");
        MessageId id = post(ada, "one");
        bo.news();

        bo.ask(1, edit(id, "two")).ask(2, delete(id));

        assertThat(bo.news()).containsExactly("1:failed FORBIDDEN", "2:failed FORBIDDEN");
        assertThat(newest().text()).isEqualTo("one");
    }

    @Test
    void whoAllowsAllAllowsNobodyToChangeWhatOthersSaid() {
        fixture = new EngineFixture(builder -> builder.authorizer(Authorizer.allowingAll()));
        TestClient ada = fixture.client("ada", "tea");
        TestClient bo = fixture.client("bo", "tea");
        MessageId id = post(ada, "one");
        bo.news();

        assertThat(bo.ask(1, delete(id)).news()).containsExactly("1:failed FORBIDDEN");
        assertThat(ada.ask(1, delete(id)).news()).contains("1:changed 2");
    }

    @Test
    void whoKeepsARoomInOrderEditsAndDeletesWhatOthersSaid() {
        TestClient ada = fixture.client()
                .as("ada")
                .ask(9, new CreateRoom(TEA, RoomKind.OPEN, RoomPatch.of(room -> room, 0)))
                .join("tea");
        TestClient bo = fixture.client("bo", "tea");
        MessageId id = post(bo, "one");
        ada.news();

        ada.ask(1, edit(id, "two")).ask(2, delete(id));

        assertThat(bo.news()).containsExactly("updated Bo: two", "updated Bo: ");
    }

    @Test
    void whatIsDeletedStaysSoAndIsNotEdited() {
        TestClient ada = fixture.client("ada", "tea");
        MessageId id = post(ada, "one");

        ada.ask(1, delete(id)).ask(2, delete(id)).ask(3, edit(id, "two"));

        assertThat(ada.news())
                .containsExactlyInAnyOrder("updated Ada: ", "1:changed 2", "2:changed 2", "3:failed MESSAGE_NOT_FOUND");
        assertThat(newest().deleted()).isTrue();
    }

    @Test
    void aMessageThatIsNotThereAndARoomThatOneIsNotIn() {
        TestClient ada = fixture.client("ada", "tea");
        MessageId id = post(ada, "one");
        MessageId gone = new MessageId(id.position().epoch() + "-7");

        assertThat(ada.ask(1, edit(gone, "two")).ask(2, delete(gone)).news())
                .containsExactly("1:failed MESSAGE_NOT_FOUND", "2:failed MESSAGE_NOT_FOUND");
        assertThat(ada.leave("tea").ask(3, edit(id, "two")).ask(4, delete(id)).news())
                .containsExactly("3:failed NOT_IN_ROOM", "4:failed NOT_IN_ROOM");
    }

    @Test
    void ofTwoEditsOfOneStateTheLaterLearnsItAndFromOneTextToAnotherAndBackIsAnotherState() {
        TestClient ada = fixture.client("ada", "tea");
        MessageId id = post(ada, "one");
        ada.ask(1, edit(id, text("two").ifEditedAt(NEVER)));
        Instant edited = newest().editedAt().orElseThrow();
        ada.ask(2, edit(id, text("three").ifEditedAt(NEVER)))
                .ask(3, edit(id, text("one").ifEditedAt(edited)))
                .ask(4, edit(id, text("four").ifEditedAt(edited)));

        assertThat(ada.news().stream().filter(line -> !line.startsWith("updated")))
                .containsExactly("1:changed 2", "2:failed EDIT_CONFLICT", "3:changed 3", "4:failed EDIT_CONFLICT");
    }

    @Test
    void aPinInTheSameMomentIsNoConflictAndNeitherIsLost() {
        TestClient ada = racing("ada");
        MessageId id = post(ada, "one");
        others.add(message ->
                message.toBuilder().pinnedAt(Instant.ofEpochSecond(5)).build());

        assertThat(ada.ask(1, edit(id, text("two").ifEditedAt(NEVER))).news()).contains("1:changed 3");
        assertThat(newest().text()).isEqualTo("two");
        assertThat(newest().pinnedAt()).contains(Instant.ofEpochSecond(5));
    }

    @Test
    void anotherEditInTheSameMomentIsOneForWhoSaysWhatIsEditedAlone() {
        TestClient ada = racing("ada");
        MessageId id = post(ada, "one");
        others.add(says("two"));
        assertThat(ada.ask(1, edit(id, text("three").ifEditedAt(NEVER))).news()).contains("1:failed EDIT_CONFLICT");

        others.add(says("four"));
        assertThat(ada.ask(2, edit(id, "five")).news()).contains("2:changed 4");
        assertThat(newest().text()).isEqualTo("five");
    }

    @Test
    void aDeletionIsBeatenByNoEdit() {
        TestClient ada = racing("ada");
        MessageId id = post(ada, "one");
        others.addAll(List.of(says("two"), says("three")));

        assertThat(ada.ask(1, delete(id)).news()).contains("1:changed 4");
        assertThat(newest().deleted()).isTrue();
    }

    @Test
    void whoIsBeatenAgainAndAgainIsToldSo() {
        TestClient ada = racing("ada");
        MessageId id = post(ada, "one");
        for (int i = 0; i < 8; i++) {
            others.add(says("other " + i));
        }

        assertThat(ada.ask(1, edit(id, "two")).news()).contains("1:failed EDIT_CONFLICT");
        assertThat(others).isEmpty();
        assertThat(newest().text()).isEqualTo("other 7");
    }

    @Test
    void whoIsBeatenAgainAndAgainMaySaySoOnceMore() {
        TestClient ada = racing("ada");
        MessageId id = post(ada, "one");
        for (int i = 0; i < 8; i++) {
            others.add(says("other " + i));
        }
        List<ServerReply> answers = new ArrayList<>();

        ada.ask(edit(id, "two"), answers::add).ask(edit(id, "two"), answers::add);

        assertThat(answers)
                .first()
                .isInstanceOfSatisfying(
                        ServerReply.Failed.class,
                        failed -> assertThat(failed.error().retryable()).isTrue());
        assertThat(newest().text()).isEqualTo("two");
    }

    @Test
    void interceptorsSeeAnEditAsItsAuthorsWordsAndWhatTheyMakeOfItIsStored() {
        List<MessageDraft> seen = new ArrayList<>();
        fixture = new EngineFixture(builder -> builder.interceptor(draft -> {
                    seen.add(draft);
                    return CompletableFuture.completedStage(draft);
                })
                .interceptor(TextRules.builder().withoutWords(List.of("darn")).build()));
        TestClient ada = fixture.client("ada", "tea");
        MessageId id = post(ada, "one");

        assertThat(ada.ask(1, edit(id, "darn")).ask(2, edit(id, "t\u0007wo")).news())
                .containsExactlyInAnyOrder("1:failed REFUSED", "updated Ada: two", "2:changed 2");
        assertThat(seen.get(0).edits()).isEmpty();
        assertThat(seen.get(1).edits()).contains(id);
        assertThat(seen.get(1).author().id()).isEqualTo(new UserId("ada"));
        assertThat(seen.get(1).text()).isEqualTo("darn");
    }

    @Test
    void anInterceptorThatMutesSomebodyLetsOthersEditWhatTheyHadSaid() {
        List<UserId> muted = new ArrayList<>();
        fixture = new EngineFixture(builder -> builder.authorizer(
                        (user, action) -> CompletableFuture.completedStage(true))
                .interceptor(draft -> muted.contains(draft.writer().id())
                        ? CompletableFuture.failedStage(ChatException.refused("MUTED", "not today"))
                        : CompletableFuture.completedStage(draft.toBuilder()
                                .text(draft.text() + " of " + draft.author().name())
                                .build())));
        TestClient ada = fixture.client("ada", "tea");
        TestClient bo = fixture.client("bo", "tea");
        MessageId id = post(ada, "one");
        muted.add(new UserId("ada"));

        assertThat(ada.ask(1, edit(id, "two")).news()).containsExactly("1:failed REFUSED");
        assertThat(bo.ask(1, edit(id, "nothing")).news()).contains("1:changed 2");
        assertThat(newest().text()).isEqualTo("nothing of Ada");
    }

    @Test
    void anEditIsHeldToTheLengthOfThisServiceWhoeverMakesItLonger() {
        fixture = new EngineFixture(builder -> builder.limits(ChatLimits.builder()
                        .unlimitedRates()
                        .maxMessageLength(5)
                        .build())
                .interceptor(draft -> CompletableFuture.completedStage(
                        draft.toBuilder().text(draft.text() + "!").build())));
        TestClient ada = fixture.client("ada", "tea");
        MessageId id = post(ada, "one");

        assertThat(ada.ask(1, edit(id, "longer")).ask(2, edit(id, "five5")).news())
                .containsExactly("1:failed MESSAGE_TOO_LONG", "2:failed MESSAGE_TOO_LONG");
        assertThat(newest().text()).isEqualTo("one!");
    }

    @Test
    void whoIsTakenOutOfTheRoomWhileAnEditIsLookedAtChangesNothing() {
        CompletableFuture<MessageDraft> decision = new CompletableFuture<>();
        List<MessageDraft> asked = new ArrayList<>();
        fixture = new EngineFixture(builder -> builder.interceptor(draft -> {
            if (draft.edits().isEmpty()) {
                return CompletableFuture.completedStage(draft);
            }
            asked.add(draft);
            return decision;
        }));
        TestClient ada = fixture.client("ada", "tea");
        MessageId id = post(ada, "one");
        ada.ask(1, edit(id, "two"));
        CompletionStage<Void> removed = fixture.engine.room(TEA).remove(new UserId("ada"), "");
        ada.run();
        removed.toCompletableFuture().join();

        decision.complete(asked.get(0));

        assertThat(ada.news()).endsWith("1:failed NOT_IN_ROOM");
        assertThat(newest().text()).isEqualTo("one");
    }

    @Test
    void theNextCommandOfTheSessionComesBehindTheEdit() {
        CompletableFuture<MessageDraft> decision = new CompletableFuture<>();
        List<MessageDraft> asked = new ArrayList<>();
        fixture = new EngineFixture(builder -> builder.interceptor(draft -> {
            if (!draft.text().equals("two")) {
                return CompletableFuture.completedStage(draft);
            }
            asked.add(draft);
            return decision;
        }));
        TestClient ada = fixture.client("ada", "tea");
        MessageId id = post(ada, "one");

        ada.ask(1, edit(id, "two")).ask(2, edit(id, "three"));
        assertThat(ada.news()).isEmpty();
        decision.complete(asked.get(0));

        assertThat(ada.news().stream().filter(line -> line.startsWith("updated")))
                .containsExactly("updated Ada: two", "updated Ada: three");
    }

    @Test
    void aMentionOfTheRoomThatIsForbiddenFallsAwayAndTheEditDoesNot() {
        TestClient ada = fixture.client("ada", "tea");
        MessageId id = post(ada, "one");

        assertThat(ada.ask(1, edit(id, text("two").mentionsRoom(true))).news()).contains("1:changed 2");
        assertThat(newest().text()).isEqualTo("two");
        assertThat(newest().mentionsRoom()).isFalse();
    }

    @Test
    void whoMayMentionTheRoomDoesSoByAnEditToo() {
        fixture = new EngineFixture(builder -> builder.authorizer(Authorizer.allowingAll()));
        TestClient ada = fixture.client("ada", "tea");
        MessageId id = post(ada, "one");

        ada.ask(1, edit(id, text("two").mentionsRoom(true)));

        assertThat(newest().mentionsRoom()).isTrue();
    }

    @Test
    void theHostHearsWhatWasDoneByWhichSession() {
        List<ActOnMessage> acts = new ArrayList<>();
        fixture = new EngineFixture(builder -> builder.listener(new ChatListener() {
            @Override
            public void acted(ActOnMessage act) {
                acts.add(act);
            }
        }));
        TestClient ada = fixture.client("ada", "tea");
        MessageId id = post(ada, "one");
        ada.ask(1, edit(id, "two")).ask(2, delete(id)).ask(3, delete(id));

        CompletionStage<String> session = fixture.engine
                .sessions(new UserId("ada"))
                .thenApply(told -> told.sessions().get(0).id());
        ada.run();
        assertThat(acts)
                .extracting(ActOnMessage::kind)
                .containsExactly(ActOnMessage.Kind.EDITED, ActOnMessage.Kind.DELETED);
        assertThat(acts).allSatisfy(act -> {
            assertThat(act.by().orElseThrow().id()).isEqualTo(new UserId("ada"));
            assertThat(act.sessionId()).contains(session.toCompletableFuture().join());
            assertThat(act.message().id()).isEqualTo(id);
        });
    }

    @Test
    void aPinIsToldOnceAndWhatIsSoAlreadyIsASuccess() {
        TestClient ada = fixture.client("ada", "tea");
        TestClient bo = fixture.client("bo", "tea");
        MessageId id = post(ada, "one");
        ada.news();
        bo.news();

        bo.ask(1, new PinMessage(TEA, id, true)).ask(2, new PinMessage(TEA, id, true));
        assertThat(newest().pinnedAt()).isPresent();
        assertThat(newest().editedAt()).isEmpty();
        bo.ask(3, new PinMessage(TEA, id, false));

        assertThat(ada.news()).containsExactly("updated Ada: one", "updated Ada: one");
        assertThat(bo.news()).contains("1:changed 2", "2:changed 2", "3:changed 3");
        assertThat(newest().pinnedAt()).isEmpty();
    }

    @Test
    void whereSomebodyKeepsOrderOthersDoNotPin() {
        TestClient ada = fixture.client()
                .as("ada")
                .ask(9, new CreateRoom(TEA, RoomKind.OPEN, RoomPatch.of(room -> room, 0)))
                .join("tea");
        TestClient bo = fixture.client("bo", "tea");
        MessageId id = post(bo, "one");
        ada.news();

        assertThat(bo.ask(1, new PinMessage(TEA, id, true)).news()).containsExactly("1:failed FORBIDDEN");
        assertThat(ada.ask(1, new PinMessage(TEA, id, true)).news()).contains("1:changed 2");
    }

    @Test
    void whatIsDeletedIsNotPinned() {
        TestClient ada = fixture.client("ada", "tea");
        MessageId id = post(ada, "one");
        ada.ask(1, new PinMessage(TEA, id, true)).ask(2, delete(id)).news();

        assertThat(newest().pinnedAt()).isEmpty();
        assertThat(ada.ask(3, new PinMessage(TEA, id, true))
                        .ask(4, new PinMessage(TEA, id, false))
                        .news())
                .containsExactly("3:failed MESSAGE_NOT_FOUND", "4:changed 3");
    }

    @Test
    void aMessageIsReadInItsLatestStateByWhoIsInOrMayRead() {
        TestClient ada = fixture.client("ada", "tea");
        MessageId id = post(ada, "one");
        ada.ask(1, edit(id, "two")).news();
        TestClient bo = fixture.client().as("bo");
        bo.news();

        assertThat(ada.ask(2, new ReadMessage(TEA, id)).news()).containsExactly("2:Ada: two");
        assertThat(bo.ask(1, new ReadMessage(TEA, id)).news()).containsExactly("1:Ada: two");
        assertThat(bo.ask(2, new ReadMessage(TEA, new MessageId("e-9"))).news())
                .containsExactly("2:failed MESSAGE_NOT_FOUND");
    }

    @Test
    void ofAPrivateRoomNobodyElseReadsAMessage() {
        TestClient ada = fixture.client()
                .as("ada")
                .ask(9, new CreateRoom(TEA, RoomKind.PRIVATE, RoomPatch.of(room -> room, 0)))
                .join("tea");
        MessageId id = post(ada, "one");
        TestClient bo = fixture.client().as("bo");
        bo.news();

        assertThat(bo.ask(1, new ReadMessage(TEA, id)).news()).containsExactly("1:failed FORBIDDEN");
    }

    private static EngineFixture with(ChatLimits.Builder limits) {
        return new EngineFixture(builder -> builder.limits(limits.build()));
    }

    @Test
    void editsAndDeletionsCountAmongTheMessages() {
        fixture = with(ChatLimits.builder().unlimitedRates().connectionRate(Metered.MESSAGES, new Rate(1, 3)));
        TestClient ada = fixture.client("ada", "tea");
        MessageId id = post(ada, "one");

        assertThat(ada.ask(1, edit(id, "two"))
                        .ask(2, delete(id))
                        .ask(3, delete(id))
                        .news())
                .contains("1:changed 2", "2:changed 3", "3:failed RATE_LIMITED");
        fixture.time.advance(Duration.ofSeconds(1));
        assertThat(ada.ask(4, delete(id)).news()).containsExactly("4:changed 3");
    }

    @Test
    void anEditCostsAllThatTheMessageSaysThen() {
        fixture = with(ChatLimits.builder().unlimitedRates().connectionRate(Metered.BYTES_OUT, new Rate(1, 3_000)));
        TestClient ada = fixture.client("ada", "tea");
        MessageId id = post(ada, "x".repeat(1_000)); // 2,200

        MessageEdit.Builder mention = MessageEdit.builder().mentionsRoom(true);
        assertThat(ada.ask(1, edit(id, mention))
                        .ask(2, edit(id, "short"))
                        .ask(3, delete(id))
                        .news())
                .contains("1:failed RATE_LIMITED", "2:changed 2", "3:changed 3");
    }

    @Test
    void anEditThatTheStoreDoesNotAnswerFailsInTime() {
        CompletableFuture<Message> never = new CompletableFuture<>();
        ChatEngine node = fixture.node(
                new ForwardingBroker(InMemoryBroker.builder().hub(fixture.hub).build()) {
                    @Override
                    public CompletionStage<Message> change(MessageChange change) {
                        return never;
                    }
                },
                builder -> builder);
        TestClient ada =
                new TestClient(node, new TestLane(), fixture.encoder).as("ada").join("tea");
        MessageId id = post(ada, "one");

        ada.ask(1, edit(id, "two"));
        fixture.time.advance(Duration.ofSeconds(10));

        assertThat(ada.news()).containsExactly("1:failed BROKER_UNAVAILABLE");
        never.completeExceptionally(new ChatException(ErrorCode.INTERNAL_ERROR, "too late"));
        assertThat(ada.news()).isEmpty();
    }

    @Test
    void whoJoinsAsClientsOfOldDoIsNotToldWhatWasDeleted() {
        TestClient ada = fixture.client("ada", "tea");
        MessageId id = post(ada, "one");
        post(ada, "two");
        ada.ask(1, delete(id));

        assertThat(fixture.client().as("bo").join("tea").news()).contains("history [two]");
        assertThat(fixture.client().as("cy").join("tea", null).news())
                .contains("9:joined [,two] at 3 with [Ada,Bo,Cy]");
    }
}
