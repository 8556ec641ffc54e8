package dev.parlance.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.TestLane;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.MessageId;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.transport.ClientCommand.React;
import dev.parlance.transport.ClientCommand.WatchRooms;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a user reacts with on one device is known on the others: Bo reacts at one node and watches at both. */
class OwnReactionsToldTest {
    private static final RoomId TEA = new RoomId("tea");

    private final EngineFixture fixture = new EngineFixture();
    private final ChatEngine other =
            fixture.node(InMemoryBroker.builder().hub(fixture.hub).build(), builder -> builder);
    private TestClient bo;
    private MessageId id;

    @BeforeEach
    void somethingWasSaid() {
        bo = at(fixture.engine, "bo").join("tea").say("tea", "Tea?");
        bo.news();
        id = fixture.engine
                .room(TEA)
                .history(HistoryQuery.newest(1))
                .toCompletableFuture()
                .join()
                .messages()
                .get(0)
                .id();
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

    private String own(String what) {
        return "own 👍 " + what + " " + id + " in tea";
    }

    @Test
    void allWatchingDevicesOfTheUserAreToldOnWhicheverNodeAndNobodyElse() {
        TestClient here = watching(fixture.engine, "bo");
        TestClient there = watching(other, "bo");
        TestClient silent = at(other, "bo");
        TestClient cy = watching(other, "cy");

        bo.ask(1, new React(TEA, id, "👍", true));

        assertThat(here.news()).containsExactly(own("to"));
        assertThat(there.news()).containsExactly(own("to"));
        assertThat(silent.news()).isEmpty();
        assertThat(cy.news()).isEmpty();
        assertThat(bo.news()).noneMatch(each -> each.startsWith("own"));
    }

    @Test
    void beyondTheTenThatAreNamedItIsToldAsWell() {
        for (int i = 0; i < 12; i++) {
            fixture.engine.room(TEA).react(User.of("u" + i, "U" + i), id, "👍", true);
        }
        fixture.time.advance(Mentions.PAUSE);
        TestClient phone = watching(other, "bo").join("tea", null);
        phone.news();

        bo.ask(1, new React(TEA, id, "👍", true));
        fixture.time.advance(Mentions.PAUSE);

        assertThat(phone.news()).contains(own("to"));
    }

    @Test
    void whatIsAddedAndTakenBackInOneTellingIsToldInItsOrder() {
        TestClient phone = watching(other, "bo");

        bo.ask(1, new React(TEA, id, "👍", true))
                .ask(2, new React(TEA, id, "👍", false))
                .ask(3, new React(TEA, id, "👍", true))
                .ask(4, new React(TEA, id, "👍", false));
        fixture.time.advance(Mentions.PAUSE);

        assertThat(phone.news()).containsExactly(own("to"), own("no more to"), own("to"), own("no more to"));
    }

    @Test
    void whatWasSoAlreadyIsToldToNobody() {
        TestClient phone = watching(other, "bo");

        bo.ask(1, new React(TEA, id, "👍", false));

        assertThat(phone.news()).isEmpty();
    }

    @Test
    void whatTheHostAddsInTheUsersNameIsToldToo() {
        TestClient phone = watching(fixture.engine, "bo");

        other.room(TEA).react(User.of("bo", "Bo"), id, "👍", true);

        assertThat(phone.news()).containsExactly(own("to"));
    }
}
