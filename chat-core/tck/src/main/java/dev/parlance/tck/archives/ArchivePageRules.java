package dev.parlance.tck.archives;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.archive.ArchiveCursor;
import dev.parlance.archive.ArchiveStore;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Message;
import dev.parlance.model.MessagePage;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A4: pages have each post once; and how else posts are read. */
public abstract class ArchivePageRules extends ArchiveRules {
    protected ArchivePageRules(Supplier<ArchiveStore> archives, Supplier<Duration> patience) {
        super(archives, patience);
    }

    private List<Message> pages(ArchiveCursor first, int limit) {
        List<Message> all = new ArrayList<>();
        ArchiveCursor cursor = first;
        MessagePage page;
        do {
            page = done(archive().page(room, cursor, limit));
            assertThat(page.messages()).hasSizeLessThanOrEqualTo(limit);
            all.addAll(first.newer() ? all.size() : 0, page.messages());
            if (!page.messages().isEmpty()) {
                cursor = first.newer()
                        ? ArchiveCursor.after(
                                page.messages().get(page.messages().size() - 1).position())
                        : ArchiveCursor.before(page.messages().get(0).position());
            }
        } while (page.hasMore());
        return all;
    }

    @Test
    void required_a4_pagesHaveEachPostOnceInBothDirectionsOverAllLives() {
        List<Message> all = threeLives();

        for (int limit = 1; limit <= 11; limit++) {
            assertThat(pages(ArchiveCursor.NEWEST, limit))
                    .as("backwards by %s", limit)
                    .isEqualTo(all);
            assertThat(pages(ArchiveCursor.OLDEST, limit))
                    .as("forwards by %s", limit)
                    .isEqualTo(all);
        }
    }

    @Test
    void required_a4_postsOfOneTimeAreNoneTheLess() {
        List<Message> all = LongStream.rangeClosed(1, 30)
                .mapToObj(offset -> Message.stored(room, ada, at(FIRST, offset), BEGINNING)
                        .number(offset)
                        .text("at once " + offset)
                        .build())
                .toList();
        save(FIRST, 0, all);

        assertThat(pages(ArchiveCursor.NEWEST, 7)).isEqualTo(all);
    }

    @Test
    void required_a4_aCursorMayStandWhereNoPostIs() {
        save(FIRST, 0, said(FIRST, 1, "one"), said(FIRST, 5, "five"));

        assertThat(done(archive().page(room, ArchiveCursor.before(at(FIRST, 4)), 9))
                        .messages())
                .containsExactly(said(FIRST, 1, "one"));
        assertThat(done(archive().page(room, ArchiveCursor.after(at(FIRST, 4)), 9))
                        .messages())
                .containsExactly(said(FIRST, 5, "five"));
    }

    @Test
    void required_a4_whatWasDeletedKeepsItsPlace() {
        Message deleted =
                said(FIRST, 2, "no more").toBuilder().changeOffset(4).deleted().build();
        save(FIRST, 0, said(FIRST, 1, "one"), said(FIRST, 3, "three"), deleted);

        assertThat(pages(ArchiveCursor.NEWEST, 2))
                .containsExactly(said(FIRST, 1, "one"), deleted, said(FIRST, 3, "three"));
    }

    @Test
    void required_a4_anUnknownLifeIsLostAndNotEmpty() {
        assertThat(failure(archive().page(room, ArchiveCursor.before(at(FIRST, 2)), 5)))
                .hasMessageContaining("epoch");
        save(FIRST, 0, run(FIRST, 1, 3));

        assertThat(failure(archive().page(room, ArchiveCursor.after(at(SECOND, 2)), 5)))
                .isInstanceOfSatisfying(
                        ChatException.class, lost -> assertThat(lost.code()).isEqualTo(ErrorCode.POSITION_LOST));
    }

    @Test
    void required_a4_aRoomNeverSavedIsEmpty() {
        assertThat(done(archive().page(room, ArchiveCursor.NEWEST, 5))).isEqualTo(new MessagePage(List.of(), false));
    }

    @Test
    void required_archive_severalMessagesComeInTheOrderAskedFor() {
        List<Message> all = threeLives();
        List<Position> asked =
                new ArrayList<>(all.stream().map(Message::position).toList());
        Collections.reverse(asked);
        asked.add(2, at(FIRST, 99));
        asked.add(at("another", 1));
        Collections.reverse(all);

        assertThat(done(archive().messages(room, asked)).messages()).isEqualTo(all);
    }

    @Test
    void required_archive_aTimeLeadsToTheFirstPostBehindIt() {
        threeLives();

        assertThat(done(archive().at(room, when(6)))).contains(at(SECOND, 6));
        assertThat(done(archive().at(room, when(7).plusMillis(1)))).contains(at(THIRD, 9));
        assertThat(done(archive().at(room, Instant.EPOCH))).contains(at(FIRST, 1));
        assertThat(done(archive().at(room, when(12)))).isEmpty();
    }

    @Test
    void required_archive_whatAUserSaidIsReadOverAllRooms() {
        RoomId other = new RoomId("other/" + nonce);
        threeLives();
        Message there = post(other, ada, at(FIRST, 1), "there").build();
        Message theirs = post(other, bo, at(FIRST, 2), "said by another").build();
        save(batch(other, 0, 2, FIRST, List.of(there, theirs)));

        List<Message> said = new ArrayList<>();
        MessagePage page = done(archive().saidBy(ada.id(), null, 3));
        said.addAll(page.messages());
        while (page.hasMore()) {
            Message last = said.get(said.size() - 1);
            page = done(archive().saidBy(ada.id(), new ArchiveStore.StoredPlace(last.roomId(), last.position()), 3));
            said.addAll(page.messages());
        }

        assertThat(said).hasSize(11).doesNotHaveDuplicates().contains(there).doesNotContain(theirs);
    }

    @Test
    void required_archive_itEndsOnceStopped() {
        ArchiveStore stopped = another();
        done(stopped.stop());
        done(stopped.stop());

        assertThat(failure(stopped.end(room)))
                .isInstanceOfSatisfying(
                        ChatException.class, ended -> assertThat(ended.code()).isEqualTo(ErrorCode.BROKER_UNAVAILABLE));
    }
}
