package dev.parlance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.FollowedPage;
import dev.parlance.model.FollowedRoom;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomMember;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.policy.Action;
import dev.parlance.policy.ChatLimits;
import dev.parlance.transport.ClientCommand.OpenDirect;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The host lists the rooms of a user and opens rooms of two, as users do. */
class RoomsOfUsersTest {
    private static final User ADA = User.of("ada", "Ada");
    private static final UserId BO = new UserId("bo");

    private final EngineFixture fixture = new EngineFixture(builder -> builder.limits(
                    ChatLimits.builder().unlimitedRates().roomCreation(1, 1).build())
            .authorizer((user, action) -> CompletableFuture.completedFuture(
                    !(action instanceof Action.Read || action instanceof Action.Join))));
    private final ChatEngine engine = fixture.engine;

    private static <T> T done(CompletionStage<T> stage) {
        CompletableFuture<T> asked = stage.toCompletableFuture();
        assertThat(asked).isDone();
        return asked.join();
    }

    private static ErrorCode refusal(CompletionStage<?> stage) {
        return ((ChatException) catchThrowableOfType(CompletionException.class, () -> done(stage))
                        .getCause())
                .code();
    }

    private void follows(String... rooms) {
        List.of(rooms).forEach(room -> done(engine.room(new RoomId(room)).follow(BO)));
    }

    private static List<String> words(FollowedPage page) {
        return page.rooms().stream()
                .map(room -> room.roomId() + " " + room.unread().unread() + "/" + room.posts()
                        + room.last().map(last -> " " + last.text()).orElse(""))
                .toList();
    }

    @Test
    void theHostReadsWhatAUserFollowsAlsoWhatTheUserMayNotRead() {
        follows("tea", "milk");
        done(engine.room(new RoomId("tea")).publish(ADA, "one"));
        done(engine.room(new RoomId("tea")).publish(ADA, "two"));

        FollowedPage page = done(engine.followedRooms(BO, 10));

        assertThat(words(page)).containsExactly("milk 0/0", "tea 2/2 two");
        assertThat(page.hasMore()).isFalse();
        assertThat(done(engine.followedRooms(ADA.id(), 10)).rooms()).isEmpty();
    }

    @Test
    void aPageGoesOnBehindTheLastRoomOfTheOneBefore() {
        follows("a", "b", "c");

        FollowedPage first = done(engine.followedRooms(BO, 2));
        FollowedPage second = done(engine.followedRooms(BO, new RoomId("b"), 2));

        assertThat(words(first)).containsExactly("a 0/0", "b 0/0");
        assertThat(first.hasMore()).isTrue();
        assertThat(words(second)).containsExactly("c 0/0");
        assertThat(second.hasMore()).isFalse();
    }

    @Test
    void aPageIsOfOneRoomAtLeastAndOfAThousandAtMost() {
        assertThat(refusal(engine.followedRooms(BO, 0))).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(refusal(engine.followedRooms(BO, new RoomId("b"), 1_001))).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(done(engine.followedRooms(BO, 1_000)).rooms()).isEmpty();
    }

    @Test
    void theRoomOfTwoThatTheHostOpensIsThatWhichTheyOpen() {
        Room opened = done(engine.openDirect(BO, ADA.id()));

        assertThat(opened.id()).isEqualTo(RoomId.direct(ADA.id(), BO));
        TestClient ada = fixture.client().as("ada");
        ada.news();
        assertThat(ada.ask(1, new OpenDirect(BO)).news()).containsExactly("1:done");
        assertThat(done(engine.openDirect(ADA.id(), BO)).id()).isEqualTo(opened.id());
        assertThat(done(opened.record()))
                .hasValueSatisfying(record -> assertThat(record.version()).isEqualTo(1));
        InMemoryBroker store = InMemoryBroker.builder().hub(fixture.hub).build();
        fixture.node(store, builder -> builder);
        assertThat(done(store.roomMembers(opened.id(), 10, null)).members())
                .extracting(RoomMember::userId)
                .containsExactlyInAnyOrder(ADA.id(), BO);
    }

    @Test
    void bothFollowTheRoomThatTheHostOpenedFromItsFirstMessageOn() {
        Room opened = done(engine.openDirect(ADA.id(), BO));
        assertThat(done(engine.followedRooms(BO, 10)).rooms()).isEmpty();

        done(opened.publish(ADA, "hello"));

        FollowedRoom room = done(engine.followedRooms(BO, 10)).rooms().get(0);
        assertThat(room.roomId()).isEqualTo(opened.id());
        assertThat(room.unread().unread()).isEqualTo(1);
        assertThat(room.peer())
                .hasValueSatisfying(peer -> assertThat(peer.userId()).isEqualTo(ADA.id()));
    }

    @Test
    void theHostOpensAsManyAsItWants() {
        for (int i = 0; i < 50; i++) {
            done(engine.openDirect(BO, new UserId("user" + i)));
        }
    }

    @Test
    void aRoomOfOneUserIsRefused() {
        assertThat(refusal(engine.openDirect(BO, BO))).isEqualTo(ErrorCode.INVALID_USER);
    }

    @Test
    void aStoreThatDoesNotAnswerFailsBothInTime() {
        ChatEngine node = fixture.node(
                new ForwardingBroker(InMemoryBroker.builder().hub(fixture.hub).build()) {
                    @Override
                    public CompletionStage<List<KeptMark>> marks(UserId userId) {
                        return new CompletableFuture<>();
                    }

                    @Override
                    public CompletionStage<Optional<RoomRecord>> room(RoomId roomId) {
                        return new CompletableFuture<>();
                    }
                },
                builder -> builder);
        CompletionStage<?> list = node.followedRooms(BO, 1);
        CompletionStage<?> opened = node.openDirect(ADA.id(), BO);

        fixture.time.advance(Duration.ofSeconds(10));

        assertThat(refusal(list)).isEqualTo(ErrorCode.BROKER_UNAVAILABLE);
        assertThat(refusal(opened)).isEqualTo(ErrorCode.BROKER_UNAVAILABLE);
    }
}
