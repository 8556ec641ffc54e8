package dev.parlance.tck.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.ErrorCode;
import dev.parlance.model.Position;
import dev.parlance.model.ReadMark;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.model.UserPage;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** C12: who has a mark at a message or behind it has read it. */
public abstract class ReaderRules extends UserRules {
    protected ReaderRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    @Test
    void required_c12_readersArePagedOnceEach() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        List<UserId> readers = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            ReadMark mark = a.putMark(mark(user(), room, 4 + i % 3)).mark();
            if (mark.position().offset() >= 5) {
                readers.add(mark.userId());
            }
        }
        a.putMark(mark(user(), room(), 5));

        List<UserId> met = new ArrayList<>();
        UserPage page = b.readers(room, at(5), 3, null);
        met.addAll(page.users());
        while (page.hasMore()) {
            assertThat(page.users()).isNotEmpty();
            page = b.readers(room, at(5), 3, met.get(met.size() - 1));
            met.addAll(page.users());
        }

        assertThat(met).containsExactlyInAnyOrderElementsOf(readers);
        assertThat(b.readers(room, at(5), UserPage.MAX_LIMIT, null)).isEqualTo(new UserPage(met, false));
        assertThat(b.readers(room(), at(1), 10, null)).isEqualTo(new UserPage(List.of(), false));
        for (int wrong : List.of(0, UserPage.MAX_LIMIT + 1)) {
            refuses(b.broker().readers(room, at(5), wrong, null), ErrorCode.BAD_REQUEST);
        }
    }

    @Test
    void required_c12_whoMarkedUnreadHasNotRead() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        ReadMark read = a.putMark(mark(user(), room, 5)).mark();
        assertThat(b.readers(room, at(5), 10, null).users()).containsExactly(read.userId());

        b.putMark(moved(read, 4).toBuilder().markedUnread(true).build());

        assertThat(a.readers(room, at(5), 10, null).users()).isEmpty();
        assertThat(a.readers(room, at(4), 10, null).users()).containsExactly(read.userId());
    }

    @Test
    void required_c12_whoFollowsNoMoreIsNoReader() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        UserId gone = a.putMark(mark(user(), room, 5)).mark().userId();
        UserId there = a.putMark(mark(user(), room, 5)).mark().userId();

        b.removeMark(gone, room);

        assertThat(a.readers(room, at(5), 10, null).users()).containsExactly(there);
    }

    @Test
    void required_c12_aMarkOfAnotherEpochHasReadNothing() {
        BrokerNode node = node();
        RoomId room = room();
        ReadMark old = node.putMark(mark(user(), room, 5)).mark();
        Position first = new Position("another", 1);

        assertThat(node.readers(room, first, 10, null).users()).isEmpty();

        node.putMark(old.toBuilder().position(first).number(1).build());
        assertThat(node.readers(room, first, 10, null).users()).containsExactly(old.userId());
        assertThat(node.readers(room, at(1), 10, null).users()).isEmpty();
    }
}
