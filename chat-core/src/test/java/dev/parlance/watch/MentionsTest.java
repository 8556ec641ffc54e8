package dev.parlance.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.TestLane;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.broker.ReadMarks.KeptMark;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Mention;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.MessageEdit;
import dev.parlance.model.MessageId;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomKind;
import dev.parlance.model.RoomRole;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.ClientCommand.AddMember;
import dev.parlance.transport.ClientCommand.CreateRoom;
import dev.parlance.transport.ClientCommand.DeleteMessage;
import dev.parlance.transport.ClientCommand.EditMessage;
import dev.parlance.transport.ClientCommand.FollowRoom;
import dev.parlance.transport.ClientCommand.MarkRead;
import dev.parlance.transport.ClientCommand.OpenDirect;
import dev.parlance.transport.ClientCommand.UnfollowRoom;
import dev.parlance.transport.RoomPatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** For whom messages count that mention somebody. Ada is at one node, Bo and Cy follow the room at another. */
class MentionsTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final UserId BO = new UserId("bo");

    private final EngineFixture fixture = new EngineFixture();
    private final Store store = new Store();
    private TestClient ada;

    /** Another node's way to the store, which notes what is asked of it and may fail, or do so later. */
    private final class Store extends ForwardingBroker {
        final List<String> noted = new ArrayList<>();
        int read;
        int fails;
        /** Done before the next mention is noted. */
        @Nullable
        Runnable before;

        Store() {
            super(InMemoryBroker.builder().hub(fixture.hub).build());
        }

        @Override
        public CompletionStage<Boolean> mention(UserId userId, Mention mention, boolean on) {
            if (fails > 0) {
                fails--;
                return CompletableFuture.failedFuture(new ChatException(ErrorCode.BROKER_UNAVAILABLE, "gone", false));
            }
            Runnable first = before;
            before = null;
            if (first != null) {
                first.run();
            }
            noted.add((on ? "+" : "-") + userId);
            return super.mention(userId, mention, on);
        }

        @Override
        public CompletionStage<Optional<Message>> message(RoomId roomId, Position position) {
            read++;
            return super.message(roomId, position);
        }
    }

    @BeforeEach
    void theyAreThere() {
        ChatEngine other = fixture.node(store, builder -> builder);
        ada = at(other, "ada").join("tea");
        ada.news();
        for (String each : List.of("bo", "cy")) {
            fixture.client(each, "tea").ask(1, new FollowRoom(TEA));
        }
    }

    private TestClient at(ChatEngine engine, String user) {
        return new TestClient(engine, new TestLane(), fixture.encoder).as(user);
    }

    private static List<UserId> users(String... ids) {
        return Arrays.stream(ids).map(UserId::new).toList();
    }

    private static ClientCommand.Send says(@Nullable MessageId replyTo, String... mentions) {
        return new ClientCommand.Send(TEA, "hi", null, Map.of(), replyTo, users(mentions), false);
    }

    private void edit(TestClient by, MessageId id, String... mentions) {
        by.ask(
                        7,
                        new EditMessage(
                                TEA,
                                id,
                                MessageEdit.builder().mentions(users(mentions)).build()))
                .news();
        fixture.time.advance(Mentions.PAUSE);
    }

    private MessageId newest() {
        return fixture.engine
                .room(TEA)
                .history(HistoryQuery.newest(1))
                .toCompletableFuture()
                .join()
                .messages()
                .get(0)
                .id();
    }

    private long mentions(String user) {
        return mentions(user, TEA);
    }

    private long mentions(String user, RoomId roomId) {
        return done(() -> store.mark(new UserId(user), roomId))
                .map(KeptMark::mentions)
                .orElse(-1L);
    }

    private static <T> T done(Supplier<CompletionStage<T>> asked) {
        return asked.get().toCompletableFuture().join();
    }

    @Test
    void aMessageCountsOnceForWhomItNamesAndWhoFollowsHoweverManyNodesHearIt() {
        ada.ask(1, says(null, "bo", "dee"));

        assertThat(mentions("bo")).isEqualTo(1);
        assertThat(mentions("cy")).isZero();
        assertThat(mentions("dee")).as("does not follow, and is not made to").isEqualTo(-1);
        assertThat(store.noted).containsExactlyInAnyOrder("+bo", "+dee");
    }

    @Test
    void whatIsReadDoesNotCountAnyMore() {
        ada.ask(1, says(null, "bo"));

        TestClient bo = at(fixture.engine, "bo").ask(2, new MarkRead(TEA, newest().position(), OptionalLong.empty()));
        assertThat(bo.news()).contains("2:mark at 1 v2 unread 0 mentions 0");
    }

    @Test
    void oneselfIsNotMentioned() {
        ada.ask(1, new FollowRoom(TEA)).ask(2, says(null, "ada", "bo"));

        assertThat(store.noted).containsExactly("+bo");
    }

    @Test
    void anEditNotifiesOnlyWhoIsNew() {
        ada.ask(1, says(null, "bo"));
        store.noted.clear();

        edit(ada, newest(), "bo", "cy");

        assertThat(store.noted).containsExactly("+cy");
        assertThat(List.of(mentions("bo"), mentions("cy"))).containsExactly(1L, 1L);
    }

    @Test
    void editedOutLowersTheCountAndEditedInRaisesIt() {
        ada.ask(1, says(null, "bo"));

        edit(ada, newest(), "cy");
        assertThat(List.of(mentions("bo"), mentions("cy"))).containsExactly(0L, 1L);
        edit(ada, newest(), "bo");
        assertThat(List.of(mentions("bo"), mentions("cy"))).containsExactly(1L, 0L);
    }

    @Test
    void whatIsDeletedMentionsNobody() {
        ada.ask(1, says(null, "bo", "cy")).ask(2, new DeleteMessage(TEA, newest()));
        fixture.time.advance(Mentions.PAUSE);

        assertThat(List.of(mentions("bo"), mentions("cy"))).containsExactly(0L, 0L);
    }

    @Test
    void aReplyDoesNotMentionTheChainAgain() {
        ada.ask(1, says(null, "bo"));
        ada.ask(2, says(newest()));

        assertThat(mentions("bo")).isEqualTo(1);
    }

    @Test
    void whoIsNamedBesideTheWholeRoomIsCountedOnce() {
        fixture.engine
                .room(TEA)
                .publish(MessageDraft.builder(TEA, User.of("eve", "Eve"), "hi")
                        .mentions(List.of(BO))
                        .mentionsRoom(true)
                        .build());

        assertThat(at(fixture.engine, "bo").ask(2, new FollowRoom(TEA)).news())
                .contains("2:mark at 0 v1 unread 1 mentions 1");
    }

    @Test
    void whatTheHostSaysAndChangesCountsToo() {
        MessageDraft draft = MessageDraft.builder(TEA, User.of("eve", "Eve"), "hi")
                .mentions(List.of(BO))
                .build();
        done(() -> fixture.engine.room(TEA).publish(draft));
        assertThat(mentions("bo")).isEqualTo(1);

        Message said = done(() -> fixture.engine.room(TEA).message(newest())).orElseThrow();
        done(() -> fixture.engine
                .room(TEA)
                .change(said.toBuilder().mentions(List.of()).build()));
        fixture.time.advance(Mentions.PAUSE);
        assertThat(mentions("bo")).isZero();
    }

    @Test
    void whoMayNotReadAPrivateRoomIsNotCountedThere() {
        RoomId club = new RoomId("club");
        TestClient owner = at(fixture.engine, "eve")
                .ask(1, new CreateRoom(club, RoomKind.PRIVATE, RoomPatch.of(room -> room, 0)))
                .ask(2, new AddMember(club, BO, RoomRole.MEMBER))
                .ask(3, new AddMember(club, new UserId("cy"), RoomRole.GUEST))
                .join("club");
        done(() -> store.removeMember(club, BO)); // by the host, which moves no mark

        owner.ask(4, new ClientCommand.Send(club, "hi", null, Map.of(), null, users("bo", "cy"), false));

        assertThat(mentions("bo", club)).isZero();
        assertThat(mentions("cy", club)).isEqualTo(1);
    }

    @Test
    void theFirstMessageOfADirectRoomCountsForThePeerWhoDidNotFollowItBefore() {
        RoomId direct = RoomId.direct(new UserId("ada"), BO);
        ada.ask(1, new OpenDirect(BO)).join(direct.value());
        ClientCommand.Send hi = new ClientCommand.Send(direct, "hi", null, Map.of(), null, users("bo", "cy"), false);

        ada.ask(2, hi);
        assertThat(mentions("bo", direct)).isEqualTo(1);
        assertThat(mentions("cy", direct)).isEqualTo(-1);

        at(fixture.engine, "bo").ask(3, new UnfollowRoom(direct));
        ada.ask(4, hi);
        assertThat(mentions("bo", direct)).as("back from this message on").isEqualTo(1);
    }

    @Test
    void twoNodesThatChangeAMessageAtOnceCountWhatIsInTheLog() {
        ada.ask(1, says(null));
        MessageId id = newest();
        TestClient moderator = at(fixture.engine, "ada").join("tea");
        store.before = () -> edit(moderator, id, "cy");

        edit(ada, id, "bo");

        assertThat(done(() -> store.message(TEA, id.position())).orElseThrow().mentions())
                .containsExactlyElementsOf(users("cy"));
        assertThat(List.of(mentions("bo"), mentions("cy"))).containsExactly(0L, 1L);
    }

    @Test
    void aRepeatOfWhatWasEditedMeanwhileBringsNothingBack() {
        ClientCommand.Send hi = new ClientCommand.Send(TEA, "hi", "m-1", Map.of(), null, users("bo"), false);
        ada.ask(1, hi);
        edit(ada, newest());

        ada.ask(2, hi);
        fixture.time.advance(Mentions.PAUSE);

        assertThat(mentions("bo")).isZero();
    }

    @Test
    void aStoreThatFailsDoesNotFailThePostAndIsAskedAgain() {
        store.fails = 2;
        assertThat(ada.ask(1, says(null, "bo")).news()).contains("1:sent 1");
        assertThat(mentions("bo")).isZero();

        fixture.time.advance(Duration.ofSeconds(1));
        assertThat(mentions("bo")).isZero();
        fixture.time.advance(Duration.ofSeconds(2));
        assertThat(mentions("bo")).isEqualTo(1);
    }

    @Test
    void whatAFailingStoreHasNotTakenIsTriedOnceMoreWhenTheEngineEnds() {
        ChatEngine ending = fixture.node(new Forgetful(), builder -> builder);
        TestClient eve = at(ending, "eve").join("tea").ask(1, says(null, "bo"));
        assertThat(mentions("bo")).isZero();

        ending.stop();
        eve.run();

        assertThat(mentions("bo")).isEqualTo(1);
    }

    /** Fails once. */
    private final class Forgetful extends ForwardingBroker {
        private boolean failed;

        Forgetful() {
            super(InMemoryBroker.builder().hub(fixture.hub).build());
        }

        @Override
        public CompletionStage<Boolean> mention(UserId userId, Mention mention, boolean on) {
            boolean fails = !failed;
            failed = true;
            return fails
                    ? CompletableFuture.failedFuture(new ChatException(ErrorCode.BROKER_UNAVAILABLE, "gone", true))
                    : super.mention(userId, mention, on);
        }
    }

    @Test
    void twentyFiveAreCountedAndMoreAreRefused() {
        String[] many = IntStream.range(0, 26).mapToObj(i -> "u" + i).toArray(String[]::new);

        assertThat(ada.ask(1, says(null, many)).news()).contains("1:failed INVALID_MESSAGE");
        ada.ask(2, says(null, Arrays.copyOf(many, 25)));
        assertThat(store.noted).hasSize(25);
    }

    @Test
    void aMessageThatMentionsNobodyAsksTheStoreNothing() {
        ada.ask(1, says(null));

        assertThat(store.read).isZero();
        assertThat(store.noted).isEmpty();
    }
}
