package dev.parlance.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.TestLane;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In which rooms a node looks when somebody is called otherwise: Ada is at this one, Dee and others come at another. */
class SeenUsersTest {
    private static final UserId DEE = new UserId("dee");

    private final EngineFixture fixture = new EngineFixture();
    private final ChatEngine other = fixture.node(builder -> builder);

    private TestClient at(ChatEngine node, String user, String... rooms) {
        TestClient client = new TestClient(node, new TestLane(), fixture.encoder).as(user);
        for (String room : rooms) {
            client.join(room);
        }
        return client;
    }

    private SeenUsers<LiveRoom> seen() {
        return EngineFixture.rooms(fixture.engine).seen();
    }

    private List<String> roomsOfDee() {
        return seen().roomsOf(DEE).stream()
                .map(LiveRoom::id)
                .map(RoomId::value)
                .sorted()
                .toList();
    }

    @Test
    void aRenameLooksAtTheRoomsOfThatUserAlone() {
        at(fixture.engine, "ada", "tea", "milk", "jam", "plum");

        TestClient dee = at(other, "dee", "tea", "milk", "rum");
        assertThat(roomsOfDee()).containsExactly("milk", "tea");
        dee.join("jam");
        assertThat(roomsOfDee()).containsExactly("jam", "milk", "tea");

        dee.leave("milk").leave("tea");
        assertThat(roomsOfDee()).containsExactly("jam");
        dee.leave("jam");
        assertThat(roomsOfDee()).isEmpty();
        assertThat(seen().size()).as("Ada alone").isEqualTo(1);
    }

    @Test
    void whoWasThereBeforeTheRoomWasHeardOfIsSeenToo() {
        at(other, "dee", "tea", "milk");
        at(other, "cy", "tea");

        at(fixture.engine, "ada", "tea");

        assertThat(roomsOfDee()).containsExactly("tea");
        assertThat(seen().size()).isEqualTo(3);
    }

    @Test
    void whereNobodyOfThisNodeIsAnyMoreNobodyIsSeen() {
        at(other, "dee", "tea", "milk");
        TestClient ada = at(fixture.engine, "ada", "tea", "milk");

        ada.leave("tea");
        assertThat(roomsOfDee()).containsExactly("milk");
        ada.leave("milk");

        assertThat(seen().size()).isZero();
    }

    @Test
    void whoIsSeenUnderAnotherNameIsSeenOnce() {
        at(fixture.engine, "ada", "tea");
        TestClient dee = at(other, "dee", "tea");
        at(other, "dee", "tea").as("dee", "Deirdre");
        assertThat(roomsOfDee()).containsExactly("tea");

        dee.vanish();
        assertThat(roomsOfDee()).containsExactly("tea");
    }

    @Test
    void whereNamesStayAsTheyWereSaidNothingIsKept() {
        ChatEngine calm = fixture.node(builder -> builder.presentNames(false));

        at(calm, "ada", "tea", "milk");

        assertThat(EngineFixture.rooms(calm).seen().size()).isZero();
    }
}
