package dev.parlance.tck.rules;

import static dev.parlance.tck.harness.Drafts.MUCH;
import static dev.parlance.tck.harness.Drafts.keep;
import static dev.parlance.tck.harness.Drafts.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.Resumption;
import dev.parlance.model.RoomId;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** B6: what a reader missed, in the order of the last change, with the verdict whether that is all of it. */
public abstract class ResumeRules extends Rules {
    protected ResumeRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    @Test
    void required_b6_whoMissedNothingGetsNothingAndKnowsIt() {
        BrokerNode node = node();
        RoomId room = room();
        node.post(room, "1");
        Position position = node.post(room, "2").position();

        assertThat(node.resume(room, position)).isEqualTo(new Resumption(List.of(), true, true, position));
    }

    @Test
    void required_b6_whoMissedPostsGetsThemInOrderFromAnyNode() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        Position since = a.post(room, "1").position();
        a.post(room, "2");
        Position end = b.post(room, "3").position();

        Resumption missed = b.resume(room, since);

        assertThat(texts(missed.messages())).containsExactly("2", "3");
        assertThat(missed.complete()).isTrue();
        assertThat(missed.position()).isEqualTo(end);
    }

    @Test
    void required_b6_whatWasMissedComesInTheOrderOfTheLastChange() {
        BrokerNode node = node();
        RoomId room = room();
        Message one = node.message(node.post(room, "1"));
        Message two = node.message(node.post(room, "2"));
        Position since = node.post(room, "3").position();
        edit(node, two, "2 edited");
        node.post(room, "4");
        edit(node, one, "1 edited");

        assertThat(texts(node.resume(room, since).messages())).containsExactly("2 edited", "4", "1 edited");
    }

    @Test
    void required_b6_whatChangedSeveralTimesComesOnceAsItIsNow() {
        BrokerNode node = node();
        RoomId room = room();
        Position since = node.post(room, "1").position();
        Message two = node.message(node.post(room, "2"));
        node.post(room, "3");
        edit(node, edit(node, two, "2 edited"), "2 edited again");

        Resumption missed = node.resume(room, since);

        assertThat(texts(missed.messages())).containsExactly("3", "2 edited again");
        assertThat(missed.messages()).extracting(Message::changeOffset).containsExactly(3L, 5L);
        assertThat(missed.complete()).isTrue();
    }

    @Test
    void required_b6_onlyWhatIsAfterThePositionIsMissed() {
        BrokerNode node = node();
        RoomId room = room();
        Message one = node.message(node.post(room, "1"));
        Message edited = edit(node, one, "1 edited");
        node.post(room, "2");
        Position afterEdit = new Position(one.position().epoch(), edited.changeOffset());

        assertThat(texts(node.resume(room, one.position()).messages())).containsExactly("1 edited", "2");
        assertThat(texts(node.resume(room, afterEdit).messages())).containsExactly("2");
    }

    @Test
    void required_b6_whoMissedAForgottenPostStartsAnew() {
        BrokerNode node = node();
        RoomId room = room();
        List<Position> positions = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            positions.add(node.post(room, "" + i, keep(3)).position());
        }

        Resumption toNumberTwo = node.resume(room, positions.get(1));
        assertThat(texts(toNumberTwo.messages())).containsExactly("3", "4", "5");
        assertThat(toNumberTwo.complete()).isTrue();

        Resumption toNumberOne = node.resume(room, positions.get(0));
        assertThat(toNumberOne.messages()).isEmpty();
        assertThat(toNumberOne.postsComplete()).isFalse();
        assertThat(toNumberOne.position()).isEqualTo(positions.get(4));
    }

    @Test
    void required_b6_theBeginningIsAPositionLikeAnyOther() {
        BrokerNode node = node();
        RoomId room = room();
        String epoch = node.post(room, "1", keep(2)).position().epoch();
        node.post(room, "2", keep(2));
        Position beginning = new Position(epoch, 0);
        assertThat(node.resume(room, beginning).complete()).isTrue();
        assertThat(texts(node.resume(room, beginning).messages())).containsExactly("1", "2");

        node.post(room, "3", keep(2));

        assertThat(node.resume(room, beginning).postsComplete()).isFalse();
    }

    @Test
    void required_b6_aForgottenChangeSpoilsTheChangesAlone() {
        BrokerNode node = node();
        RoomId room = room();
        Message one = node.message(node.post(room, "1", keep(3)));
        node.post(room, "2", keep(3));
        Position beforeEdit = node.post(room, "3", keep(3)).position();
        Message edited = edit(node, one, "1 edited");
        node.post(room, "4", keep(3));

        Resumption before = node.resume(room, beforeEdit);
        assertThat(texts(before.messages())).containsExactly("4");
        assertThat(before.postsComplete()).isTrue();
        assertThat(before.changesComplete()).isFalse();

        Resumption after = node.resume(room, new Position(beforeEdit.epoch(), edited.changeOffset()));
        assertThat(texts(after.messages())).containsExactly("4");
        assertThat(after.complete()).isTrue();
    }

    @Test
    void required_b6_aForgottenPostThatNobodyChangedSpoilsNoChanges() {
        BrokerNode node = node();
        RoomId room = room();
        Position one = node.post(room, "1", keep(1)).position();
        node.post(room, "2", keep(1));
        node.post(room, "3", keep(1));

        assertThat(node.resume(room, one).postsComplete()).isFalse();
        assertThat(node.resume(room, one).changesComplete()).isTrue();
    }

    @Test
    void required_b6_theVerdictsOnPostsAndOnChangesStandForThemselves() {
        BrokerNode node = node();
        RoomId room = room();
        Message one = node.message(node.post(room, "1", keep(1)));
        Message edited = edit(node, one, "1 edited");
        node.post(room, "2", keep(1));
        node.post(room, "3", keep(1));

        Resumption missed = node.resume(room, new Position(one.position().epoch(), edited.changeOffset()));

        assertThat(missed.postsComplete()).isFalse();
        assertThat(missed.changesComplete()).isTrue();
        assertThat(missed.messages()).isEmpty();
    }

    @Test
    void required_b6_theLatestForgottenChangeCountsWhicheverMessageGoesFirst() {
        BrokerNode node = node();
        RoomId room = room();
        Message one = node.message(node.post(room, "1", keep(2)));
        Message two = node.message(node.post(room, "2", keep(2)));
        Message twoEdited = edit(node, two, "2 edited");
        Message oneEdited = edit(node, one, "1 edited");
        node.post(room, "3", keep(2));
        node.post(room, "4", keep(2));

        String epoch = one.position().epoch();
        assertThat(node.resume(room, new Position(epoch, twoEdited.changeOffset()))
                        .changesComplete())
                .isFalse();
        assertThat(node.resume(room, new Position(epoch, oneEdited.changeOffset()))
                        .complete())
                .isTrue();
    }

    @Test
    void required_b6_aReaderOfAnEmptyRoomMissesNothingOfWhatComesNext() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        a.subscribe(room);
        Position beginning = a.history(room).position();

        b.post(room, "1");

        Resumption missed = a.resume(room, beginning);
        assertThat(missed.complete()).isTrue();
        assertThat(texts(missed.messages())).containsExactly("1");
    }

    @Test
    void required_b6_whoResumesAgainAndAgainGetsEveryPostOnce() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        Position start = a.post(room, "first", MUCH).position();
        AtomicBoolean finished = new AtomicBoolean();
        List<String> read = new ArrayList<>();

        cluster.together(
                () -> {
                    for (int i = 0; i < 300; i++) {
                        a.post(room, "" + i, MUCH);
                    }
                    finished.set(true);
                },
                () -> {
                    Position position = start;
                    boolean last;
                    do {
                        last = finished.get();
                        Resumption missed = b.resume(room, position);
                        assertThat(missed.complete()).isTrue();
                        read.addAll(texts(missed.messages()));
                        position = missed.position();
                    } while (!last);
                });

        List<String> posted = texts(a.history(room).messages());
        assertThat(read).isEqualTo(posted.subList(1, posted.size()));
    }

    static Message edit(BrokerNode node, Message message, String text) {
        return node.change(message.toBuilder().edited(text, message.timestamp()).build());
    }
}
