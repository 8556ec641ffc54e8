package dev.parlance.tck.rules;

import static dev.parlance.tck.harness.Drafts.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Position;
import dev.parlance.model.Resumption;
import dev.parlance.model.RoomId;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** B6: a room that was never used, or was lost, has a position too: offset 0 of an epoch that it never had. */
public abstract class BeginningRules extends Rules {
    protected BeginningRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    @Test
    void required_b6_theEpochOfARoomNeverUsedIsOneLikeAnyOther() {
        BrokerNode node = node();
        RoomId room = room();

        Position beginning = node.history(room).position();

        assertThat(node.resume(room, beginning)).isEqualTo(new Resumption(List.of(), true, true, beginning));
        assertThat(node.history(room, HistoryQuery.newest(1).inEpoch(beginning.epoch()))
                        .messages())
                .isEmpty();
    }

    @Test
    void required_b6_whateverNodeReadARoomNeverUsedResumesOnAnyOther() {
        BrokerNode a = node();
        BrokerNode b = node();
        BrokerNode c = node();
        RoomId room = room();
        Position readByA = a.history(room).position();
        Position readByB = b.history(room).position();

        c.post(room, "1");
        c.post(room, "2");

        for (Position since : List.of(readByA, readByB)) {
            for (BrokerNode node : List.of(a, b, c)) {
                Resumption missed = node.resume(room, since);
                assertThat(missed.complete()).as("all is known since %s", since).isTrue();
                assertThat(texts(missed.messages())).containsExactly("1", "2");
            }
        }
    }

    @Test
    void required_b7_theFirstPostOfARoomIsNoGap() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        a.subscribe(room);
        b.history(room);

        b.post(room, "1");

        a.heard(room).stored(1);
        assertThat(a.heard(room).gaps()).isZero();
    }

    @Test
    void optional_b7_aLostLogStandsAtTheBeginningOfAnEpochThatTheRoomNeverHad() {
        BrokerNode node = node();
        RoomId room = room();
        Position old = node.post(room, "1").position();

        cluster.store().loseLog(room);
        Position beginning = node.history(room).position();

        assertThat(beginning.offset()).isZero();
        assertThat(beginning.epoch()).isNotEqualTo(old.epoch());
        assertThat(node.resume(room, new Position(old.epoch(), 0)).complete()).isFalse();
    }
}
