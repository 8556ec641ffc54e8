package dev.parlance.tck.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.ReadMarks;
import dev.parlance.broker.ReadMarks.KeptMark;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.ReadMark;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import dev.parlance.tck.harness.Drafts;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** C11: marks are kept by compare-and-set, and by nobody but their user's own. */
public abstract class ReadMarkRules extends UserRules {
    protected ReadMarkRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    @Test
    void required_c11_whatWasKeptIsReadOnAllNodes() {
        BrokerNode a = node();
        BrokerNode b = node();
        UserId user = user();
        RoomId first = new RoomId(cluster.name("a"));
        RoomId second = new RoomId(cluster.name("b"));
        assertThat(b.mark(user, second)).isEmpty();
        ReadMark wanted = ReadMark.builder(user, second, at(7))
                .number(5)
                .markedUnread(true)
                .build();

        KeptMark kept = a.putMark(wanted);

        assertThat(kept).isEqualTo(new KeptMark(wanted.toBuilder().version(1).build(), 0));
        assertThat(b.mark(user, second)).contains(kept);
        KeptMark other = b.putMark(mark(user, first, 3));
        assertThat(a.marks(user)).containsExactly(other, kept);
        KeptMark moved = b.putMark(moved(kept.mark(), 8));
        assertThat(moved.mark())
                .isEqualTo(moved(kept.mark(), 8).toBuilder().version(2).build());
        assertThat(a.mark(user, second)).contains(moved);
    }

    @Test
    void required_c11_ofTwoMarksFromOneVersionOneIsKept() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        ReadMark first = mark(user(), room, 3);
        KeptMark kept = a.putMark(first);

        refuses(b.broker().putMark(moved(first, 4), 10), ErrorCode.EDIT_CONFLICT);
        refuses(b.broker().putMark(moved(first, 4).toBuilder().version(2).build(), 10), ErrorCode.EDIT_CONFLICT);
        refuses(b.broker().putMark(mark(user(), room, 4).toBuilder().version(1).build(), 10), ErrorCode.EDIT_CONFLICT);

        assertThat(a.mark(first.userId(), room)).contains(kept);
    }

    @Test
    void required_c11_twoNodesThatMoveAMarkAtOnceLoseNoMove() {
        int each = 30;
        BrokerNode a = node();
        BrokerNode b = node();
        ReadMark mark = mark(user(), room(), 0);

        cluster.inStep(each, round -> moveByOne(a, mark), round -> moveByOne(b, mark));

        ReadMark last = a.mark(mark.userId(), mark.roomId()).orElseThrow().mark();
        assertThat(last)
                .isEqualTo(moved(mark, 2L * each).toBuilder().version(2L * each).build());
    }

    /** As whoever lost a mark to another does: from what is there now, until it is kept. */
    private static void moveByOne(BrokerNode node, ReadMark first) {
        boolean isKept;
        do {
            ReadMark from = node.mark(first.userId(), first.roomId())
                    .map(KeptMark::mark)
                    .orElse(first);
            ReadMark next = moved(from, from.position().offset() + 1);
            isKept = node.done(node.broker().putMark(next, 1).handle((kept, refusal) -> kept != null));
        } while (!isKept);
    }

    @Test
    void required_c11_marksOutliveTheirNodes() {
        BrokerNode dying = node();
        BrokerNode living = node();
        ReadMark mark = mark(user(), room(), 3);
        KeptMark kept = dying.putMark(mark);

        cluster.kill(dying);

        assertThat(living.marks(mark.userId())).containsExactly(kept);
        assertThat(node().mark(mark.userId(), mark.roomId())).contains(kept);
    }

    @Test
    void optional_c11_marksOutliveTheLogOfTheirRoom() {
        BrokerNode node = node();
        RoomId room = room();
        node.post(room, "said", Drafts.MUCH);
        KeptMark kept = node.putMark(mark(user(), room, 1));

        cluster.store().loseLog(room);

        assertThat(node.marks(kept.mark().userId())).containsExactly(kept);
    }

    @Test
    void required_c11_anotherRoomsAndAnotherUsersAreLeftAlone() {
        BrokerNode a = node();
        BrokerNode b = node();
        UserId one = user();
        UserId other = user();
        RoomId room = room();
        KeptMark here = a.putMark(mark(one, room, 3));
        KeptMark there = a.putMark(mark(one, room(), 4));
        KeptMark others = a.putMark(mark(other, room, 5));

        KeptMark moved = b.putMark(moved(here.mark(), 9));
        assertThat(b.marks(one)).containsExactlyInAnyOrder(moved, there);
        assertThat(b.marks(other)).containsExactly(others);

        b.removeMark(one, room);
        assertThat(a.marks(one)).containsExactly(there);
        assertThat(a.marks(other)).containsExactly(others);
    }

    @Test
    void required_c11_noMoreRoomsThanAllowed() {
        BrokerNode node = node();
        UserId user = user();
        KeptMark first = node.putMark(mark(user, room(), 1));
        node.putMark(mark(user, room(), 1));

        refuses(node.broker().putMark(mark(user, room(), 1), 2), ErrorCode.TOO_MANY_ROOMS);

        assertThat(node.marks(user)).hasSize(2);
        assertThat(node.done(node.broker().putMark(moved(first.mark(), 2), 1))
                        .mark()
                        .version())
                .isEqualTo(2);
        assertThat(node.done(node.broker().putMark(mark(user(), room(), 1), 1))
                        .mark()
                        .version())
                .isEqualTo(1);
    }

    @Test
    void required_c11_removedIsGoneAndBeginsAtVersionZero() {
        BrokerNode a = node();
        BrokerNode b = node();
        ReadMark mark = mark(user(), room(), 3);
        ReadMark kept = a.putMark(mark).mark();

        b.removeMark(mark.userId(), mark.roomId());
        b.removeMark(mark.userId(), mark.roomId());

        assertThat(a.mark(mark.userId(), mark.roomId())).isEmpty();
        assertThat(a.marks(mark.userId())).isEmpty();
        refuses(a.broker().putMark(kept, 10), ErrorCode.EDIT_CONFLICT);
        assertThat(a.putMark(mark).mark().version()).isEqualTo(1);
    }

    @Test
    void optional_c11_marksAreKeptForAYearAfterTheLastOneWasWritten() {
        BrokerNode node = node();
        UserId user = user();
        RoomId room = room();
        ReadMark kept = node.putMark(mark(user, room, 3)).mark();
        cluster.advance(ReadMarks.TIME_TO_LIVE.minus(Duration.ofDays(1)));
        node.putMark(mark(user, room(), 1));
        cluster.advance(ReadMarks.TIME_TO_LIVE.minus(Duration.ofDays(1)));
        assertThat(node.mark(user, room)).map(KeptMark::mark).contains(kept);

        cluster.advance(Duration.ofDays(1));

        assertThat(node.marks(user)).isEmpty();
        assertThat(node.readers(room, at(1), 10, null).users()).isEmpty();
        assertThat(node.putMark(mark(user, room, 4)).mark().version()).isEqualTo(1);
    }
}
