package dev.parlance.tck.archives;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.archive.ArchiveCursor;
import dev.parlance.archive.ArchiveStore;
import dev.parlance.broker.LogEnd;
import dev.parlance.model.Message;
import dev.parlance.model.RoomId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A3 and A6: lives of a log follow one another, and what an archive knows of them. */
public abstract class ArchiveEpochRules extends ArchiveRules {
    protected ArchiveEpochRules(Supplier<ArchiveStore> archives, Supplier<Duration> patience) {
        super(archives, patience);
    }

    @Test
    void required_a3_aLifeThatIsSavedFirstIsTheNext() {
        threeLives();

        assertThat(done(archive().end(room)).map(LogEnd::position)).contains(at(THIRD, 11));
    }

    @Test
    void required_a3_aBatchOfALifeThatIsOverIsRefused() {
        List<Message> all = threeLives();

        assertThat(save(FIRST, 4, said(FIRST, 5, "too late"))).isEqualTo(at(THIRD, 11));

        assertThat(done(archive().page(room, ArchiveCursor.NEWEST, 100)).messages())
                .isEqualTo(all);
        assertThat(done(archive().knows(room, at(FIRST, 5)))).isFalse();
    }

    @Test
    void required_a3_aBatchBehindAHoleIsRefused() {
        assertThat(save(batch(room, 1, 2, FIRST, List.of(said(FIRST, 2, "the first is missing")))))
                .isEmpty();
        save(FIRST, 0, run(FIRST, 1, 3));

        assertThat(save(FIRST, 4, said(FIRST, 5, "the fourth is missing"))).isEqualTo(at(FIRST, 3));

        assertThat(done(archive().page(room, ArchiveCursor.NEWEST, 100)).messages())
                .isEqualTo(run(FIRST, 1, 3));
    }

    @Test
    void required_a3_theOthersAreSavedBesideABatchThatIsRefused() {
        RoomId other = new RoomId("other/" + nonce);

        save(
                batch(room, 1, 2, FIRST, List.of(said(FIRST, 2, "the first is missing"))),
                batch(
                        other,
                        0,
                        1,
                        FIRST,
                        List.of(post(other, ada, at(FIRST, 1), "fine").build())));

        assertThat(done(archive().end(room))).isEmpty();
        assertThat(done(archive().end(other)).map(LogEnd::position)).contains(at(FIRST, 1));
    }

    @Test
    void required_a3_theEndSaysWhatALogHasToKnow() {
        List<Message> posts = new ArrayList<>(run(FIRST, 1, 6));
        posts.set(
                3, post(room, bo, at(FIRST, 4), "all of you").mentionsRoom(true).build());
        save(FIRST, 0, posts);
        save(
                FIRST,
                6,
                posts.get(4).toBuilder().changeOffset(7).deleted().build(),
                posts.get(1).toBuilder().changeOffset(8).deleted().build());

        assertThat(done(archive().end(room))).contains(new LogEnd(at(FIRST, 8), 6, 2, List.of(2L, 5L), List.of(4L)));
    }

    @Test
    void required_a3_aRoomNeverSavedHasNoEnd() {
        assertThat(done(archive().end(room))).isEmpty();
    }

    @Test
    void required_a6_aPositionIsKnownUpToTheEndOfItsLife() {
        assertThat(done(archive().knows(room, at(FIRST, 0)))).isFalse();
        threeLives();

        assertThat(Stream.of(at(FIRST, 0), at(FIRST, 4), at(SECOND, 4), at(SECOND, 8), at(THIRD, 11)))
                .allMatch(each -> done(archive().knows(room, each)));
        assertThat(Stream.of(at(FIRST, 5), at(SECOND, 9), at(THIRD, 12), at("another", 1)))
                .noneMatch(each -> done(archive().knows(room, each)));
    }
}
