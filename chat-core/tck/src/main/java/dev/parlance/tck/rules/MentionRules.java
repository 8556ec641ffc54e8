package dev.parlance.tck.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.ReadMarks;
import dev.parlance.broker.ReadMarks.KeptMark;
import dev.parlance.model.ReadMark;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** C13: mentions are counted behind the mark of who follows. */
public abstract class MentionRules extends UserRules {
    protected MentionRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    private static long counted(BrokerNode node, ReadMark mark) {
        long mentions = node.mark(mark.userId(), mark.roomId()).orElseThrow().mentions();
        assertThat(node.marks(mark.userId()).stream()
                        .filter(each -> each.mark().roomId().equals(mark.roomId()))
                        .map(KeptMark::mentions))
                .containsExactly(mentions);
        return mentions;
    }

    @Test
    void required_c13_aMentionCountsOnceAndAfterTheMark() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        ReadMark mark = a.putMark(mark(user(), room, 5)).mark();

        for (BrokerNode each : List.of(a, b, a)) {
            assertThat(each.mention(mark.userId(), mention(room, 5), true)).isTrue();
            assertThat(each.mention(mark.userId(), mention(room, 6), true)).isTrue();
        }
        a.mention(mark.userId(), mention(room, 9), true);
        assertThat(counted(b, mark)).isEqualTo(2);

        KeptMark read = b.putMark(moved(mark, 6));
        assertThat(read.mentions()).isEqualTo(1);
        assertThat(counted(a, mark)).isEqualTo(1);

        assertThat(b.mention(mark.userId(), mention(room, 9), false)).isTrue();
        assertThat(b.mention(mark.userId(), mention(room, 9), false)).isTrue();
        assertThat(counted(a, mark)).isZero();
    }

    @Test
    void required_c13_aMarkThatIsSetBackBringsItBack() {
        BrokerNode node = node();
        RoomId room = room();
        ReadMark mark = node.putMark(mark(user(), room, 5)).mark();
        node.mention(mark.userId(), mention(room, 6), true);
        ReadMark read = node.putMark(moved(mark, 7)).mark();
        assertThat(counted(node, read)).isZero();

        KeptMark back = node.putMark(moved(read, 5));

        assertThat(back.mentions()).isEqualTo(1);
        assertThat(counted(node, back.mark())).isEqualTo(1);
    }

    @Test
    void required_c13_whoDoesNotFollowHasNone() {
        BrokerNode node = node();
        UserId user = user();
        RoomId room = room();
        assertThat(node.mention(user, mention(room, 6), true)).isFalse();
        assertThat(node.putMark(mark(user, room, 5)).mentions()).isZero();

        node.mention(user, mention(room, 7), true);
        node.removeMark(user, room);

        assertThat(node.mention(user, mention(room, 8), false)).isFalse();
        assertThat(node.putMark(mark(user, room, 5)).mentions()).isZero();
    }

    @Test
    void required_c13_whatIsForgottenIsForgottenThereAlone() {
        BrokerNode a = node();
        BrokerNode b = node();
        ReadMark here = a.putMark(mark(user(), room(), 5)).mark();
        ReadMark there = a.putMark(mark(here.userId(), room(), 5)).mark();
        for (ReadMark each : List.of(here, there)) {
            a.mention(here.userId(), mention(each.roomId(), 6), true);
            a.mention(here.userId(), mention(each.roomId(), 7), true);
        }

        b.forgetMentions(here.userId(), here.roomId());
        b.forgetMentions(user(), here.roomId());

        assertThat(counted(a, here)).isZero();
        assertThat(counted(a, there)).isEqualTo(2);
        assertThat(a.mark(here.userId(), here.roomId())).map(KeptMark::mark).contains(here);
    }

    @Test
    void required_c13_aThousandAreKeptAndThoseThatWereReadMakeRoom() {
        int most = ReadMarks.MAX_MENTIONS;
        BrokerNode node = node();
        RoomId room = room();
        ReadMark mark = node.putMark(mark(user(), room, 0)).mark();
        ReadMark other = node.putMark(mark(mark.userId(), room(), 0)).mark();
        List<CompletionStage<Boolean>> noted = LongStream.rangeClosed(1, most)
                .mapToObj(offset -> node.broker().mention(mark.userId(), mention(room, offset), true))
                .toList();
        noted.forEach(each -> assertThat(node.done(each)).isTrue());

        assertThat(node.mention(mark.userId(), mention(other.roomId(), 1), true))
                .isTrue();
        assertThat(counted(node, mark)).isEqualTo(most);
        assertThat(counted(node, other)).isZero();

        node.putMark(moved(mark, most / 2));
        node.mention(mark.userId(), mention(other.roomId(), 2), true);
        assertThat(counted(node, other)).isEqualTo(1);
        assertThat(counted(node, mark)).isEqualTo(most / 2);
    }
}
