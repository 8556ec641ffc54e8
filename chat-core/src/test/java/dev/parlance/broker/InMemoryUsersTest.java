package dev.parlance.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import dev.parlance.broker.ReadMarks.KeptMark;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Mention;
import dev.parlance.model.MessageId;
import dev.parlance.model.Position;
import dev.parlance.model.ReadMark;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is kept of users in memory is in the same sum as their rooms, has a bound and a verdict, and an end. */
class InMemoryUsersTest {
    private static final long MOST = 1 << 20;

    private Instant now = Instant.parse("2030-01-01T12:00:00Z");
    private final InMemoryHub hub = new InMemoryHub(() -> now, new SplittableRandom(1), MOST, 1_000);
    private final InMemoryBroker broker = InMemoryBroker.builder().hub(hub).build();

    @BeforeEach
    void start() {
        broker.start(mock(BrokerListener.class)).toCompletableFuture().join();
    }

    private static UserId user(int number) {
        return new UserId("user-" + number);
    }

    private static RoomId room(int number) {
        return new RoomId("room-" + number);
    }

    private static Position at(long offset) {
        return new Position("epoch", offset);
    }

    private ReadMark put(ReadMark mark) {
        return broker.putMark(mark, Integer.MAX_VALUE)
                .thenApply(KeptMark::mark)
                .toCompletableFuture()
                .join();
    }

    private ReadMark follow(int user, int room) {
        return put(ReadMark.builder(user(user), room(room), at(0)).build());
    }

    private void mention(int user, int room, long offset) {
        broker.mention(user(user), new Mention(room(room), MessageId.at(at(offset)), user(0)), true)
                .toCompletableFuture()
                .join();
    }

    @Test
    void whatGoesGivesBackAllThatItTook() {
        for (int user = 0; user < 5; user++) {
            for (int room = 0; room < 5; room++) {
                follow(user, room);
                mention(user, room, 1);
                mention(user, room, 2);
            }
        }
        assertThat(hub.usedBytes()).isGreaterThan(25 * 512);

        for (int user = 0; user < 5; user++) {
            for (int room = 0; room < 5; room++) {
                broker.removeMark(user(user), room(room)).toCompletableFuture().join();
            }
        }

        assertThat(hub.usedBytes()).isZero();
        assertThat(hub.users().size()).isZero();
    }

    @Test
    void noMoreMarksAreTakenThanMemoryHasButThoseThatAreThereMove() {
        ReadMark first = follow(0, 0);

        assertThatThrownBy(() -> {
                    for (int user = 1; user < MOST / 512; user++) {
                        follow(user, user);
                    }
                })
                .isInstanceOf(CompletionException.class)
                .extracting(Throwable::getCause)
                .isInstanceOfSatisfying(
                        ChatException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.OVERLOADED));
        assertThat(hub.usedBytes()).isLessThan(MOST + 2_048);

        assertThat(put(first.toBuilder().position(at(9)).build()).version()).isEqualTo(2);
    }

    @Test
    void marksThatNobodyWroteForAYearGoAsOthersCome() {
        for (int user = 0; user < 100; user++) {
            follow(user, 0);
        }
        now = now.plus(ReadMarks.TIME_TO_LIVE);

        for (int user = 100; user < 200; user++) {
            follow(user, 1);
        }

        assertThat(hub.users().size()).isEqualTo(100);
        assertThat(broker.readers(room(0), at(0), 100, null)
                        .toCompletableFuture()
                        .join()
                        .users())
                .isEmpty();
    }

    @Test
    void ofNamesThoseGoFirstWhoWereSeenLongestAgo() {
        String name = "x".repeat(User.MAX_NAME_LENGTH);
        for (int user = 0; user < 1_000; user++) {
            now = now.plusMillis(1);
            broker.putProfile(user(0), name, null).toCompletableFuture().join();
            broker.putProfile(user(user), name, null).toCompletableFuture().join();
        }

        assertThat(hub.profiles().size()).isBetween(50, 200);
        assertThat(hub.usedBytes()).isBetween(MOST / 20, MOST / 16);
        assertThat(hub.profiles().all(Set.of(user(0), user(1), user(999)))).containsOnlyKeys(user(0), user(999));
    }

    @Test
    void namesThatNobodyHasBorneForLongGoAsOthersCome() {
        for (int user = 0; user < 50; user++) {
            broker.putProfile(user(user), "name", null).toCompletableFuture().join();
        }
        now = now.plus(UserProfiles.TIME_TO_LIVE).plus(Duration.ofMillis(1));

        broker.putProfile(user(50), "name", null).toCompletableFuture().join();

        assertThat(hub.profiles().size()).isEqualTo(1);
    }
}
