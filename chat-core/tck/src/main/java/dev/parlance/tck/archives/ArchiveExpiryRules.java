package dev.parlance.tck.archives;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.archive.ArchiveCursor;
import dev.parlance.archive.ArchiveStore;
import dev.parlance.broker.LogEnd;
import dev.parlance.model.Message;
import dev.parlance.model.RoomId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A10: what is too old is forgotten, and nothing else. */
public abstract class ArchiveExpiryRules extends ArchiveRules {
    protected ArchiveExpiryRules(Supplier<ArchiveStore> archives, Supplier<Duration> patience) {
        super(archives, patience);
    }

    private final RoomId other = new RoomId("other/" + nonce);

    private List<Long> left(RoomId where) {
        return done(archive().page(where, ArchiveCursor.OLDEST, 1_000)).messages().stream()
                .map(each -> each.position().offset())
                .toList();
    }

    @Test
    void required_a10_postsAreForgottenByAgeAndNoOthers() {
        threeLives();

        assertThat(done(archive().expire(room, List.of(), when(6), 1_000))).isEqualTo(5);

        assertThat(left(room)).containsExactly(6L, 7L, 9L, 10L, 11L);
        assertThat(done(archive().expire(room, List.of(), when(6), 1_000))).isZero();
    }

    @Test
    void required_a10_noMoreThanTheLimitGoesAtOnceTheOldestFirst() {
        save(FIRST, 0, run(FIRST, 1, 10));

        assertThat(done(archive().expire(room, List.of(), when(9), 3))).isEqualTo(3);

        assertThat(left(room)).containsExactly(4L, 5L, 6L, 7L, 8L, 9L, 10L);
    }

    @Test
    void required_a10_theEndStaysWhereItIs() {
        save(FIRST, 0, run(FIRST, 1, 3));
        save(FIRST, 3, said(FIRST, 2, "x").toBuilder().changeOffset(4).deleted().build());
        LogEnd end = done(archive().end(room)).orElseThrow();

        done(archive().expire(room, List.of(), when(99), 1_000));

        assertThat(left(room)).isEmpty();
        LogEnd after = done(archive().end(room)).orElseThrow();
        assertThat(after.position()).isEqualTo(end.position());
        assertThat(after.posts()).isEqualTo(3);
        assertThat(after.deletions()).isEqualTo(1);
        assertThat(done(archive().knows(room, at(FIRST, 2)))).isTrue();
        save(FIRST, 0, run(FIRST, 1, 3));
        assertThat(left(room)).isEmpty();
    }

    @Test
    void required_a10_roomsWithATimeOfTheirOwnAreLeftOut() {
        Instant longAgo = Instant.parse("1971-01-01T00:00:00Z"); // older than what any other test has said
        Message old =
                Message.stored(room, ada, at(FIRST, 1), longAgo).text("old").build();
        Message there =
                Message.stored(other, ada, at(FIRST, 1), longAgo).text("old").build();
        save(batch(room, 0, 1, FIRST, List.of(old)), batch(other, 0, 1, FIRST, List.of(there)));

        assertThat(done(archive().expire(null, List.of(other), longAgo.plusSeconds(1), 1_000)))
                .isEqualTo(1);
        assertThat(left(room)).isEmpty();
        assertThat(left(other)).containsExactly(1L);

        assertThat(done(archive().expire(null, List.of(), longAgo.plusSeconds(1), 1_000)))
                .isEqualTo(1);
        assertThat(left(other)).isEmpty();
    }
}
