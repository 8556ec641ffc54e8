package dev.parlance.tck.rules;

import static dev.parlance.tck.harness.Drafts.ADA;
import static dev.parlance.tck.harness.Drafts.BO;
import static dev.parlance.tck.harness.Drafts.MUCH;
import static dev.parlance.tck.harness.Drafts.keep;
import static dev.parlance.tck.harness.Drafts.named;
import static dev.parlance.tck.harness.Drafts.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.ChatBroker;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Receipt;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import dev.parlance.tck.harness.Heard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** B5: the same client message id twice within the window gives the same message once, from whichever nodes. */
public abstract class IdempotencyRules extends Rules {
    protected IdempotencyRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    @Test
    void required_b5_aRepeatGetsTheFirstReceiptAndIsHeardOnce() {
        BrokerNode node = node();
        RoomId room = room();
        node.subscribe(room);

        Receipt first = node.post(named(room, ADA, "1", "once"));
        node.post(room, "between");
        Receipt again = node.post(named(room, ADA, "1", "once"));
        node.post(room, "after");

        assertThat(again).isEqualTo(first);
        assertThat(texts(node.history(room).messages())).containsExactly("once", "between", "after");
        assertThat(node.heard(room).stored(3))
                .extracting(event -> Heard.message(event).text())
                .containsExactly("once", "between", "after");
    }

    @Test
    void required_b5_aRepeatFromAnotherNodeIsOneToo() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        MessageDraft draft = named(room, ADA, "1", "once");

        Receipt first = a.post(draft);
        cluster.advance(Duration.ofSeconds(2));

        assertThat(b.post(draft)).isEqualTo(first);
        assertThat(a.post(draft)).isEqualTo(first);
        assertThat(b.history(room).position()).isEqualTo(first.position());
    }

    @Test
    void required_b5_aRepeatAfterItsNodeDiedIsOneToo() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        MessageDraft draft = named(room, ADA, "1", "once");

        Receipt first = a.post(draft);
        cluster.kill(a);

        assertThat(b.post(draft)).isEqualTo(first);
    }

    @Test
    void required_b5_theSameIdFromTwoNodesAtOnceGivesOneMessage() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        b.subscribe(room);
        List<CompletionStage<Receipt>> fromA = new ArrayList<>();
        List<CompletionStage<Receipt>> fromB = new ArrayList<>();

        cluster.together(() -> send(a.broker(), room, 200, fromA), () -> send(b.broker(), room, 200, fromB));

        for (int i = 0; i < 200; i++) {
            assertThat(a.done(fromA.get(i))).isEqualTo(b.done(fromB.get(i)));
        }
        b.post(room, "last", MUCH);
        assertThat(b.heard(room).stored(201)).hasSize(201);
        assertThat(texts(a.history(room).messages())).hasSize(201).doesNotHaveDuplicates();
    }

    @Test
    void required_b5_theSameIdWithAnotherTextIsAConflictAndChangesNothing() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        Receipt first = a.post(named(room, ADA, "1", "this"));

        refuses(b.broker().publish(named(room, ADA, "1", "that"), MUCH), ErrorCode.ID_CONFLICT);

        assertThat(b.post(named(room, ADA, "1", "this"))).isEqualTo(first);
        assertThat(texts(b.history(room).messages())).containsExactly("this");
        assertThat(b.history(room).position()).isEqualTo(first.position());
    }

    @Test
    void required_b5_theSameIdWithOtherMetadataIsAConflict() {
        BrokerNode node = node();
        RoomId room = room();
        MessageDraft draft = named(room, ADA, "1", "this");
        node.post(draft);

        MessageDraft other = draft.toBuilder().metadata(Map.of("lang", "de")).build();

        refuses(node.broker().publish(other, MUCH), ErrorCode.ID_CONFLICT);
    }

    @Test
    void required_b5_anIdBelongsToItsAuthorAndItsRoom() {
        BrokerNode node = node();
        RoomId room = room();
        RoomId another = room();

        Receipt first = node.post(named(room, ADA, "1", "this"));

        assertThat(node.post(named(room, BO, "1", "that"))).isNotEqualTo(first);
        assertThat(node.post(named(another, ADA, "1", "that")).roomId()).isEqualTo(another);
        assertThat(texts(node.history(room).messages())).containsExactly("this", "that");
        assertThat(texts(node.history(another).messages())).containsExactly("that");
    }

    @Test
    void required_b5_authorAndIdDoNotRunTogether() {
        BrokerNode node = node();
        RoomId room = room();

        node.post(named(room, User.of("ada:1", "Ada"), "2", "this"));
        node.post(named(room, User.of("ada", "Ada"), "1:2", "that"));
        node.post(named(room, User.of("ada1", "Ada"), "2", "those"));
        node.post(named(room, User.of("ada", "Ada"), "12", "these"));

        assertThat(texts(node.history(room).messages())).containsExactly("this", "that", "those", "these");
    }

    @Test
    void required_b5_messagesWithoutAnIdAreNeverRepeats() {
        BrokerNode node = node();
        RoomId room = room();

        node.post(room, "again");
        node.post(room, "again");

        assertThat(texts(node.history(room).messages())).containsExactly("again", "again");
    }

    @Test
    void required_b5_theWindowHoldsAThousandIdsWhateverTheCap() {
        BrokerNode node = node();
        RoomId room = room();
        Receipt first = node.post(named(room, ADA, "first", "first"), keep(5));
        posts(node, room, ChatBroker.IDEMPOTENCY_CAPACITY - 1);

        Receipt again = node.post(named(room, ADA, "first", "first"), keep(5));

        assertThat(again).isEqualTo(first);
    }

    @Test
    void required_b5_theWindowHoldsNoMoreThanAThousandIds() {
        BrokerNode node = node();
        RoomId room = room();
        Receipt first = node.post(named(room, ADA, "first", "first"), keep(5));
        posts(node, room, ChatBroker.IDEMPOTENCY_CAPACITY);

        Receipt again = node.post(named(room, ADA, "first", "first"), keep(5));

        assertThat(again.position().offset()).isEqualTo(first.position().offset() + 1_001);
    }

    @Test
    void required_b5_anIdOutlivesItsMessage() {
        BrokerNode node = node();
        RoomId room = room();
        MessageDraft draft = named(room, ADA, "1", "kept nowhere");

        Receipt first = node.post(draft, keep(0));

        assertThat(node.history(room).messages()).isEmpty();
        assertThat(node.post(draft, keep(0))).isEqualTo(first);
        refuses(node.broker().publish(named(room, ADA, "1", "other"), keep(0)), ErrorCode.ID_CONFLICT);
    }

    @Test
    void required_b5_aRepeatGetsItsReceiptAfterTheMessageWasChanged() {
        BrokerNode node = node();
        RoomId room = room();
        MessageDraft draft = named(room, ADA, "1", "once");
        Receipt first = node.post(draft);
        node.change(node.message(first).toBuilder().deleted().build());

        assertThat(node.post(draft)).isEqualTo(first);
        assertThat(node.message(first).deleted()).isTrue();
    }

    @Test
    void optional_b5_theWindowEndsAfterTwoMinutes() {
        BrokerNode node = node();
        RoomId room = room();
        Receipt first = node.post(named(room, ADA, "1", "this"));

        cluster.advance(ChatBroker.IDEMPOTENCY_WINDOW.plusSeconds(1));
        Receipt second = node.post(named(room, ADA, "1", "that"));

        assertThat(second.position().offset()).isEqualTo(first.position().offset() + 1);
        assertThat(node.post(named(room, ADA, "1", "that"))).isEqualTo(second);
    }

    @Test
    void optional_b5_theWindowDoesNotEndBeforeTwoMinutes() {
        BrokerNode node = node();
        RoomId room = room();
        Receipt first = node.post(named(room, ADA, "1", "this"));
        cluster.advance(ChatBroker.IDEMPOTENCY_WINDOW.dividedBy(2));
        node.post(named(room, ADA, "2", "another"));

        cluster.advance(ChatBroker.IDEMPOTENCY_WINDOW.dividedBy(2).minusSeconds(1));

        assertThat(node.post(named(room, ADA, "1", "this"))).isEqualTo(first);
    }

    private static void send(ChatBroker broker, RoomId room, int count, List<CompletionStage<Receipt>> sent) {
        for (int i = 0; i < count; i++) {
            sent.add(broker.publish(named(room, ADA, "id " + i, "message " + i), MUCH));
        }
    }

    private static void posts(BrokerNode node, RoomId room, int count) {
        List<CompletionStage<Receipt>> sent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sent.add(node.broker().publish(named(room, BO, "id " + i, "message " + i), keep(5)));
        }
        sent.forEach(node::done);
    }
}
