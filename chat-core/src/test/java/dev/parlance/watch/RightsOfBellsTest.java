package dev.parlance.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.TestLane;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.policy.Action;
import dev.parlance.transport.ClientCommand.FollowRoom;
import dev.parlance.transport.ClientCommand.WatchRooms;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Whom the host lets hear that something was said in a room, when it is asked for that, and what becomes of a bell until it has decided. */
class RightsOfBellsTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final RoomId MILK = new RoomId("milk");
    private static final CompletionStage<Boolean> YES = CompletableFuture.completedFuture(true);

    private final List<String> asked = new ArrayList<>();
    private Function<User, CompletionStage<Boolean>> reading = user -> YES;
    private final EngineFixture fixture = new EngineFixture();
    private final ChatEngine guarded = fixture.node(builder -> builder.authorizer((user, action) -> {
        if (!(action instanceof Action.Read read)) {
            return YES;
        }
        asked.add(user.id() + " " + read.roomId());
        return reading.apply(user);
    }));
    private final TestClient ada = fixture.client("ada", "tea").join("milk");

    private TestClient watcher(User user, RoomId... rooms) {
        TestClient client = new TestClient(guarded, new TestLane(), fixture.encoder, user);
        for (RoomId room : rooms) {
            client.ask(1, new FollowRoom(room));
        }
        client.ask(2, new WatchRooms(true)).news();
        seconds(12); // what was asked for that does not count any more
        asked.clear();
        return client;
    }

    private static User bo(String... roles) {
        return User.builder(new UserId("bo"), "Bo").roles(List.of(roles)).build();
    }

    private void seconds(int count) {
        fixture.time.advance(Duration.ofSeconds(count));
    }

    @Test
    void ofTwoDevicesThatTheHostLetsReadDifferentThingsOneHearsTheBell() {
        TestClient reads = watcher(bo("reader"), TEA);
        TestClient readsNot = watcher(bo());
        reading = user -> CompletableFuture.completedFuture(user.roles().contains("reader"));

        ada.say("tea", "one");
        seconds(2);

        assertThat(reads.news()).containsExactly("activity [tea 1]");
        assertThat(readsNot.news()).isEmpty();
        ada.say("tea", "two");
        seconds(2);
        assertThat(asked).as("each way of being the user is asked for once").hasSize(2);
    }

    @Test
    void devicesThatAreAlikeAreAskedForTogether() {
        TestClient phone = watcher(bo("reader"), TEA);
        TestClient desk = watcher(bo("reader"));

        ada.say("tea", "one");

        assertThat(asked).containsExactly("bo tea");
        assertThat(phone.news()).containsExactly("activity [tea 1]");
        assertThat(desk.news()).containsExactly("activity [tea 1]");
    }

    @Test
    void whoDoubtsOneRoomHasTheHostAskedForNoOther() {
        TestClient bo = watcher(bo(), TEA, MILK);
        ada.say("tea", "one").say("milk", "one");
        seconds(2);
        assertThat(asked).containsExactlyInAnyOrder("bo tea", "bo milk");
        asked.clear();

        fixture.engine.room(MILK).close("");
        ada.run().join("milk").say("tea", "two").say("milk", "two");
        seconds(2);

        assertThat(asked).containsExactly("bo milk");
        assertThat(bo.news()).contains("activity [milk 2]", "activity [tea 2]");
    }

    @Test
    void whateverIsDoubtedMeanwhileOtherRoomsAreTold() {
        TestClient bo = watcher(bo(), TEA, MILK);
        Queue<CompletableFuture<Boolean>> open = new ArrayDeque<>();
        reading = user -> {
            CompletableFuture<Boolean> answer = new CompletableFuture<>();
            open.add(answer);
            return answer;
        };
        ada.say("milk", "one");
        open.remove().complete(true);
        seconds(2);
        bo.news();

        ada.say("tea", "one").say("milk", "two");
        fixture.engine.room(MILK).remove(new UserId("cy"), "");
        fixture.engine.room(MILK).close("");
        open.remove().complete(true);

        assertThat(bo.news()).containsExactly("activity [tea 1]");
    }

    @Test
    void aDoubtWhileTheHostIsAskedHasItAskedAgain() {
        TestClient bo = watcher(bo(), TEA);
        CompletableFuture<Boolean> late = new CompletableFuture<>();
        reading = user -> late;
        ada.say("tea", "one");

        reading = user -> CompletableFuture.completedFuture(false);
        fixture.engine.room(TEA).remove(new UserId("bo"), "");
        late.complete(true);
        seconds(2);

        assertThat(asked).containsExactly("bo tea", "bo tea");
        assertThat(bo.news()).isEmpty();
    }

    @Test
    void whatAHostCouldNotDecideIsAskedAgainUntilItCanAndThenTheNewestIsTold() {
        TestClient bo = watcher(bo(), TEA, MILK);
        reading = user -> CompletableFuture.failedFuture(new ChatException(ErrorCode.HOST_UNAVAILABLE, "not now"));
        ada.say("tea", "one");
        seconds(2);
        ada.say("tea", "two");
        seconds(15);
        assertThat(bo.news()).isEmpty();

        reading = user -> YES;
        seconds(11);
        assertThat(bo.news()).containsExactly("activity [tea 2]");
        asked.clear();
        seconds(30);
        assertThat(asked).isEmpty();
    }
}
