package dev.parlance.tck.rules;

import static dev.parlance.tck.harness.Drafts.ADA;
import static dev.parlance.tck.harness.Drafts.BO;
import static dev.parlance.tck.harness.Drafts.CY;
import static dev.parlance.tck.harness.Drafts.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Position;
import dev.parlance.model.Receipt;
import dev.parlance.model.Resumption;
import dev.parlance.model.RoomId;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import dev.parlance.tck.harness.Wait;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** B7: a store that fell back is noticed before the next post; positions up to where both agree stay good, later ones are lost. */
public abstract class FallenStoreRules extends Rules {
    protected FallenStoreRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    @Test
    void optional_b7_aStoreThatFellBackCallsWhatIsBeyondItLostBeforeTheNextPostToo() {
        BrokerNode node = node();
        RoomId room = room();
        Receipt agreed = node.post(room, "1");
        Runnable fallBack = cluster.store().snapshot();
        Receipt gone = node.post(room, "2");

        fallBack.run();
        cluster.awaitService(node);

        assertThat(node.resume(room, gone.position()).postsComplete()).isFalse();
        assertThat(node.resume(room, agreed.position()).complete()).isTrue();
        assertThat(node.find(room, gone.position())).isEmpty();
    }

    @Test
    void optional_b7_aStoreThatFellBackKeepsThePositionsOnWhichBothAgree() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        a.subscribe(room);
        b.subscribe(room);
        a.post(room, "1");
        Receipt agreed = a.post(room, "2");
        Runnable fallBack = cluster.store().snapshot();
        Receipt gone = a.post(room, "3");
        Receipt goneToo = a.post(room, "4");
        b.heard(room).stored(4);

        fallBack.run();
        cluster.awaitService(a);
        Receipt next = a.post(room, "5");

        b.heard(room).awaitGap();
        assertThat(next.position()).isNotIn(gone.position(), goneToo.position());
        Resumption fromAgreed = a.resume(room, agreed.position());
        assertThat(fromAgreed.complete()).isTrue();
        assertThat(texts(fromAgreed.messages())).containsExactly("5");
        assertThat(a.resume(room, gone.position()).postsComplete()).isFalse();
        assertThat(a.resume(room, goneToo.position()).postsComplete()).isFalse();
        assertThat(texts(a.history(room).messages())).containsExactly("1", "2", "5");
    }

    @Test
    void optional_b7_whatWasThereBeforeTheStoreFellBackIsFoundReadAndChangedAsBefore() {
        BrokerNode node = node();
        RoomId room = room();
        Receipt kept = node.post(room, "1");
        Runnable fallBack = cluster.store().snapshot();
        node.post(room, "2");

        fallBack.run();
        cluster.awaitService(node);
        node.post(room, "3");

        String formerEpoch = kept.position().epoch();
        assertThat(texts(node.history(room, HistoryQuery.after(0, 10).inEpoch(formerEpoch))
                        .messages()))
                .containsExactly("1", "3");
        assertThat(node.message(kept).text()).isEqualTo("1");
        node.change(node.message(kept).toBuilder().deleted().build());
        assertThat(node.message(kept).deleted()).isTrue();
        assertThat(node.resume(room, kept.position()).messages())
                .extracting(each -> each.position().offset())
                .containsExactly(2L, 1L);
    }

    @Test
    void optional_b7_aRoomThatTheStoreForgotWhenItFellBackGivesNoPositionTwice() {
        BrokerNode node = node();
        RoomId room = room();
        Position beginning = node.history(room).position();
        Runnable fallBack = cluster.store().snapshot();
        Receipt gone = node.post(room, "1");

        fallBack.run();
        cluster.awaitService(node);
        Receipt next = node.post(room, "2");

        assertThat(next.position()).isNotEqualTo(gone.position());
        assertThat(node.resume(room, gone.position()).postsComplete()).isFalse();
        assertThat(texts(node.resume(room, beginning).messages())).containsExactly("2");
    }

    @Test
    void optional_b9_membersAreAgainThoseWhoAreThereOnceTheStoreFellBack() {
        BrokerNode node = node();
        BrokerNode other = node();
        RoomId room = room();
        other.subscribe(room);
        node.enter(room, ADA);
        node.enter(room, BO);
        Runnable fallBack = cluster.store().snapshot();
        node.leave(room, ADA.id());
        node.enter(room, CY);

        fallBack.run();
        cluster.awaitService(node);
        cluster.advance(Duration.ofSeconds(6));

        Wait.untilEqual(
                Set.of(BO, CY),
                cluster.patience(),
                () -> Set.copyOf(other.members(room).members()));
    }
}
