package dev.parlance.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.TestLane;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.broker.Topic;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.MessageEdit;
import dev.parlance.model.MessageId;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomKind;
import dev.parlance.model.RoomRole;
import dev.parlance.model.SecurityEvent;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.policy.Action;
import dev.parlance.policy.Authorizer;
import dev.parlance.policy.ChatListener;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.ClientCommand.AddMember;
import dev.parlance.transport.ClientCommand.CreateRoom;
import dev.parlance.transport.ClientCommand.DeleteMessage;
import dev.parlance.transport.ClientCommand.EditMessage;
import dev.parlance.transport.ClientCommand.WatchRooms;
import dev.parlance.transport.RoomPatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is told of mentions: Ada says something at one node, others watch at both. */
class MentionsToldTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final RoomId CLUB = new RoomId("club");

    private final EngineFixture fixture = new EngineFixture();
    private final ChatEngine other =
            fixture.node(InMemoryBroker.builder().hub(fixture.hub).build(), builder -> builder);
    private TestClient ada;

    @BeforeEach
    void adaIsThere() {
        ada = at(fixture.engine, "ada").join("tea");
        ada.news();
    }

    private TestClient at(ChatEngine engine, String user) {
        TestClient client = new TestClient(engine, new TestLane(), fixture.encoder).as(user);
        client.news();
        return client;
    }

    private TestClient watching(ChatEngine engine, String user) {
        TestClient client = at(engine, user).ask(1, new WatchRooms(true));
        client.news();
        return client;
    }

    private static List<UserId> users(String... ids) {
        return Arrays.stream(ids).map(UserId::new).toList();
    }

    private static ClientCommand.Send says(RoomId room, String... mentions) {
        return new ClientCommand.Send(room, "hi", "m-1", Map.of(), null, users(mentions), false);
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

    private void edit(String... mentions) {
        ada.ask(
                7,
                new EditMessage(
                        TEA,
                        newest(),
                        MessageEdit.builder().mentions(users(mentions)).build()));
        fixture.time.advance(Mentions.PAUSE);
    }

    @Test
    void onlyMentionsTravelAtOnceToAllDevicesThatWatchOnWhicheverNodeAndToNoOther() {
        TestClient here = watching(fixture.engine, "bo");
        TestClient there = watching(other, "bo");
        TestClient silent = at(other, "bo");
        TestClient cy = watching(other, "cy");

        ada.ask(1, says(TEA, "bo"));

        assertThat(here.news()).containsExactly("mentioned by ada in tea at 1");
        assertThat(there.news()).containsExactly("mentioned by ada in tea at 1");
        assertThat(silent.news()).isEmpty();
        assertThat(cy.news()).isEmpty();
    }

    @Test
    void anEditTellsWhoIsNewAndWhoIsMentionedNoMore() {
        TestClient bo = watching(other, "bo");
        TestClient cy = watching(other, "cy");
        TestClient dee = watching(other, "dee");
        ada.ask(1, says(TEA, "bo", "cy"));
        for (TestClient each : List.of(bo, cy)) {
            each.news();
        }

        edit("cy", "dee");

        assertThat(bo.news()).containsExactly("mentioned by ada in tea at 1 no more");
        assertThat(cy.news()).isEmpty();
        assertThat(dee.news()).containsExactly("mentioned by ada in tea at 1");
    }

    @Test
    void aDeletionTellsThatItIsGoneAndARepeatOfItNobodyAgain() {
        TestClient bo = watching(other, "bo");
        ada.ask(1, says(TEA, "bo")).ask(2, new DeleteMessage(TEA, newest()));
        fixture.time.advance(Mentions.PAUSE);
        assertThat(bo.news()).containsExactly("mentioned by ada in tea at 1", "mentioned by ada in tea at 1 no more");

        ada.ask(3, says(TEA, "bo"));
        fixture.time.advance(Mentions.PAUSE);

        assertThat(bo.news()).isEmpty();
    }

    @Test
    void ofAMentionThereAndGoneAtNearlyTheSameTimeTheNewerStateCountsWhicheverComesFirst() {
        List<Signal> told = new ArrayList<>();
        ChatEngine slow = fixture.node(
                new ForwardingBroker(InMemoryBroker.builder().hub(fixture.hub).build()) {
                    @Override
                    public CompletionStage<Void> signal(Topic topic, Signal signal) {
                        return topic instanceof Topic.Recipient
                                ? CompletableFuture.completedFuture(null).thenAccept(done -> told.add(signal))
                                : super.signal(topic, signal);
                    }
                },
                builder -> builder);
        TestClient bo = watching(other, "bo");
        ada.ask(1, says(TEA));
        ada = at(slow, "ada").join("tea");
        edit("bo");
        edit();
        InMemoryBroker bus = InMemoryBroker.builder().hub(fixture.hub).build();
        fixture.node(bus, builder -> builder);

        bus.signal(new Topic.Recipient(new UserId("bo")), told.get(1));
        bus.signal(new Topic.Recipient(new UserId("bo")), told.get(0));

        assertThat(told).hasSize(2);
        assertThat(bo.news()).containsExactly("mentioned by ada in tea at 1 no more");
    }

    @Test
    void aHostThatAnswersForTheOlderStateLaterDoesNotTurnThemRound() {
        List<CompletableFuture<Boolean>> asked = new ArrayList<>();
        Authorizer slow = (user, action) -> {
            CompletableFuture<Boolean> answer = new CompletableFuture<>();
            if (action instanceof Action.Read) {
                asked.add(answer);
                return answer;
            }
            return CompletableFuture.completedFuture(true);
        };
        ChatEngine strict =
                fixture.node(InMemoryBroker.builder().hub(fixture.hub).build(), builder -> builder.authorizer(slow));
        TestClient bo = watching(strict, "bo");
        ada.ask(1, says(TEA, "bo"));
        assertThat(bo.news()).isEmpty();
        edit();
        assertThat(bo.news()).isEmpty();

        assertThat(asked).hasSize(2);
        asked.get(1).complete(true);
        asked.get(0).complete(true);

        assertThat(bo.news()).containsExactly("mentioned by ada in tea at 1 no more");
    }

    @Test
    void oneselfIsNotTold() {
        TestClient me = watching(other, "ada");

        ada.ask(1, says(TEA, "ada"));

        assertThat(me.news()).isEmpty();
    }

    @Test
    void whoMayNotReadAPrivateRoomIsNotToldOfIt() {
        TestClient bo = watching(other, "bo");
        TestClient cy = watching(other, "cy");
        ada.ask(1, new CreateRoom(CLUB, RoomKind.PRIVATE, RoomPatch.of(room -> room, 0)))
                .ask(2, new AddMember(CLUB, new UserId("cy"), RoomRole.MEMBER))
                .join("club");
        cy.news();

        ada.ask(3, says(CLUB, "bo", "cy"));

        assertThat(bo.news()).isEmpty();
        assertThat(cy.news()).containsExactly("mentioned by ada in club at 1");
    }

    @Test
    void ofTwoDevicesThatTheHostLetsReadDifferentThingsOneIsTold() {
        Authorizer byLogin = (user, action) -> CompletableFuture.completedFuture(
                !(action instanceof Action.Read) || user.roles().contains("reader"));
        ChatEngine strict =
                fixture.node(InMemoryBroker.builder().hub(fixture.hub).build(), builder -> builder.authorizer(byLogin));
        User reader =
                User.builder(new UserId("bo"), "Bo").roles(List.of("reader")).build();
        TestClient reads = new TestClient(strict, new TestLane(), fixture.encoder, reader).ask(1, new WatchRooms(true));
        TestClient readsNot = watching(strict, "bo");
        reads.news();

        ada.ask(1, says(TEA, "bo"));

        assertThat(reads.news()).containsExactly("mentioned by ada in tea at 1");
        assertThat(readsNot.news()).isEmpty();
    }

    @Test
    void whoIsMentionedWhereTheyMayNotReadHasTriedNothingAndIsNotAccusedOfIt() {
        List<SecurityEvent> guarded = new ArrayList<>();
        ChatEngine strict = fixture.node(
                InMemoryBroker.builder().hub(fixture.hub).build(),
                builder -> builder.listener(new ChatListener() {
                    @Override
                    public void securityEvent(SecurityEvent event) {
                        guarded.add(event);
                    }
                }));
        TestClient bo = watching(strict, "bo");
        ada.ask(1, new CreateRoom(CLUB, RoomKind.PRIVATE, RoomPatch.of(room -> room, 0)))
                .join("club");

        ada.ask(3, says(CLUB, "bo"));

        assertThat(bo.news()).isEmpty();
        assertThat(guarded).isEmpty();
        bo.join("club");
        assertThat(guarded).extracting(SecurityEvent::kind).containsExactly(SecurityEvent.Kind.ACCESS_DENIED);
    }
}
