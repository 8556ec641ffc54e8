package dev.parlance.tck.archives;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.archive.ArchiveBatch;
import dev.parlance.archive.ArchiveCursor;
import dev.parlance.archive.ArchiveStore;
import dev.parlance.broker.LogEnd;
import dev.parlance.model.Message;
import dev.parlance.model.MessageId;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.model.ThreadSummary;
import dev.parlance.tck.harness.OddWords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A1 and A2: all of a batch or nothing, and the later state counts, in whichever order they come. */
public abstract class ArchiveSavingRules extends ArchiveRules {
    protected ArchiveSavingRules(Supplier<ArchiveStore> archives, Supplier<Duration> patience) {
        super(archives, patience);
    }

    @Test
    void required_a1_messagesComeOutAsTheyWentIn() {
        List<Message> odd = new ArrayList<>();
        for (String text : OddWords.TEXTS) {
            long offset = odd.size() + 1L;
            odd.add(post(room, ada, at(FIRST, offset), text)
                    .metadata(OddWords.METADATA)
                    .clientMessageId("c " + offset)
                    .mentions(List.of(bo.id()))
                    .mentionsRoom(offset % 2 == 0)
                    .replyTo(MessageId.at(at(FIRST, 1)))
                    .build());
        }
        long next = odd.size() + 1L;
        odd.set(
                0,
                odd.get(0).toBuilder()
                        .edited("edited", when(next))
                        .changeOffset(next)
                        .pinnedAt(when(next))
                        .reactions(Map.of("👍", List.of(ada.id(), bo.id())))
                        .thread(new ThreadSummary(3, odd.get(3).id(), when(4)))
                        .build());

        save(FIRST, 0, odd);

        assertThat(done(archive().page(room, ArchiveCursor.NEWEST, 1_000)).messages())
                .isEqualTo(odd);
    }

    @Test
    void required_a1_aRoomMayHaveAnyValidNameAndIsStillOneOfItsOwn() {
        List<RoomId> rooms =
                OddWords.NAMES.stream().map(name -> new RoomId(nonce + name)).toList();

        save(rooms.stream()
                .map(each -> batch(
                        each,
                        0,
                        1,
                        FIRST,
                        List.of(post(each, ada, at(FIRST, 1), "in " + each).build())))
                .toArray(ArchiveBatch[]::new));

        assertThat(rooms)
                .allSatisfy(each -> assertThat(done(archive().page(each, ArchiveCursor.OLDEST, 10))
                                .messages())
                        .extracting(Message::text)
                        .containsExactly("in " + each));
    }

    @Test
    void required_a1_eachBatchMovesTheEndOfItsRoom() {
        RoomId other = new RoomId("other/" + nonce);
        Message there = post(other, bo, at(SECOND, 7), "there").build();

        Map<RoomId, Position> reached =
                save(batch(room, 0, 3, FIRST, run(FIRST, 1, 3)), batch(other, 0, 8, SECOND, List.of(there)));

        assertThat(reached).containsOnly(Map.entry(room, at(FIRST, 3)), Map.entry(other, at(SECOND, 8)));
        assertThat(done(another().end(room)).map(LogEnd::position)).contains(at(FIRST, 3));
        assertThat(done(another().end(other)).map(LogEnd::position)).contains(at(SECOND, 8));
    }

    @Test
    void required_a1_whoReadsTheEndFindsAllUpToThere() {
        ArchiveStore reader = another();
        CompletableFuture<Void> saved = CompletableFuture.runAsync(() -> {
            for (long each = 0; each < 20; each++) {
                save(FIRST, each * 10, run(FIRST, each * 10 + 1, each * 10 + 10));
            }
        });
        long end = 0;
        while (end < 200) {
            end = done(reader.end(room))
                    .map(LogEnd::position)
                    .map(Position::offset)
                    .orElse(0L);
            List<Message> page =
                    done(reader.page(room, ArchiveCursor.OLDEST, 1_000)).messages();
            assertThat(page).hasSizeGreaterThanOrEqualTo((int) end);
            assertThat(page.size() % 10).isZero();
            if (saved.isCompletedExceptionally()) {
                break;
            }
        }
        done(saved);
    }

    @Test
    void required_a2_theSameBatchAgainChangesNothing() {
        save(FIRST, 0, run(FIRST, 1, 5));

        assertThat(save(FIRST, 0, run(FIRST, 1, 5))).isEqualTo(at(FIRST, 5));
        assertThat(save(FIRST, 0, run(FIRST, 1, 2))).isEqualTo(at(FIRST, 5));

        assertThat(done(archive().page(room, ArchiveCursor.NEWEST, 10)).messages())
                .isEqualTo(run(FIRST, 1, 5));
    }

    @Test
    void required_a2_anOlderStateThatComesLateDoesNotCount() {
        Message before = said(FIRST, 1, "before");
        Message after =
                before.toBuilder().edited("after", when(2)).changeOffset(2).build();
        save(FIRST, 0, after);

        save(FIRST, 0, before);

        assertThat(done(archive().messages(room, List.of(at(FIRST, 1)))).messages())
                .containsExactly(after);
    }

    @Test
    void required_a2_aLaterStateReplacesTheOlder() {
        save(FIRST, 0, run(FIRST, 1, 3));
        Message after =
                said(FIRST, 2, "text 2").toBuilder().changeOffset(4).deleted().build();

        save(FIRST, 3, after);

        assertThat(done(archive().page(room, ArchiveCursor.OLDEST, 10)).messages())
                .containsExactly(said(FIRST, 1, "text 1"), after, said(FIRST, 3, "text 3"));
    }

    @Test
    void required_a2_aPostThatALaterLifeChangedKeepsItsPlace() {
        List<Message> all = threeLives();

        assertThat(done(archive().page(room, ArchiveCursor.OLDEST, 100)).messages())
                .isEqualTo(all);
    }

    @Test
    void required_a2_manyNodesSaveOneRoomAtOnce() {
        List<ArchiveStore> nodes = List.of(archive(), another(), another());
        List<CompletableFuture<Void>> savers = nodes.stream()
                .map(node -> CompletableFuture.runAsync(() -> {
                    for (long each = 0; each < 20; each++) {
                        done(node.save(List.of(batch(room, 0, each + 5, FIRST, run(FIRST, 1, each + 5)))));
                    }
                }))
                .toList();
        savers.forEach(this::done);

        assertThat(done(archive().page(room, ArchiveCursor.NEWEST, 100)).messages())
                .isEqualTo(run(FIRST, 1, 24));
        assertThat(done(archive().end(room)).map(LogEnd::position)).contains(at(FIRST, 24));
    }

    @Test
    void required_a2_nodesThatSaveTheSameRoomsInAnyOrderDoNotWaitForEachOtherForEver() {
        List<RoomId> rooms = IntStream.range(0, 12)
                .mapToObj(each -> new RoomId(nonce + " " + each))
                .toList();
        List<ArchiveStore> nodes = List.of(archive(), another(), another());
        List<CompletableFuture<Void>> savers = nodes.stream()
                .map(node -> CompletableFuture.runAsync(() -> {
                    List<RoomId> order = new ArrayList<>(rooms);
                    for (long each = 1; each <= 20; each++) {
                        long offset = each;
                        Collections.shuffle(order, new Random(each * 31 + nodes.indexOf(node)));
                        done(node.save(order.stream()
                                .map(where -> batch(
                                        where,
                                        0,
                                        offset,
                                        FIRST,
                                        List.of(post(where, ada, at(FIRST, offset), "x")
                                                .build())))
                                .toList()));
                    }
                }))
                .toList();

        savers.forEach(this::done);

        assertThat(rooms)
                .allSatisfy(each -> assertThat(done(archive().end(each)).map(LogEnd::position))
                        .contains(at(FIRST, 20)));
    }
}
