package dev.parlance.tck.rules;

import static dev.parlance.tck.harness.Drafts.ADA;
import static dev.parlance.tck.harness.Drafts.BO;
import static dev.parlance.tck.harness.Drafts.MUCH;
import static dev.parlance.tck.harness.Drafts.named;
import static dev.parlance.tck.harness.Drafts.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.ChatException;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.MessageId;
import dev.parlance.model.Position;
import dev.parlance.model.Receipt;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import dev.parlance.tck.harness.Heard;
import dev.parlance.tck.harness.OddWords;
import dev.parlance.tck.harness.Stages;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** B4: the stage completes when the message is placed; a failed stage says whether trying again with the same id is safe. */
public abstract class PlacementRules extends Rules {
    protected PlacementRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    @Test
    void required_b4_theReceiptSaysWhereAndWhen() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        b.subscribe(room);

        Receipt receipt = a.post(room, "hello");

        Message heard = Heard.message(b.heard(room).stored(1).get(0));
        assertThat(heard.position()).isEqualTo(receipt.position());
        assertThat(heard.timestamp()).isEqualTo(receipt.timestamp());
        assertThat(heard.id()).isEqualTo(receipt.messageId()).isEqualTo(MessageId.at(receipt.position()));
        assertThat(heard.changeOffset()).isEqualTo(receipt.position().offset());
        assertThat(receipt.roomId()).isEqualTo(room);
    }

    @Test
    void required_b4_whatIsPlacedIsInTheHistoryOfEveryNodeAtOnce() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        for (int i = 1; i <= 50; i++) {
            Receipt receipt = a.post(room, "message " + i);
            assertThat(b.history(room).messages())
                    .extracting(Message::position)
                    .hasSize(i)
                    .endsWith(receipt.position());
        }
    }

    @Test
    void required_b4_aMessageArrivesAsItWasSentOnEveryRoad() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        b.subscribe(room);
        User author = User.of("ünïcode:{user} *", "Zoë \uD83D\uDC69\uD83C\uDFFD\u200D\uD83D\uDE80 \"<&>'");
        for (String text : OddWords.TEXTS) {
            MessageDraft draft = MessageDraft.builder(room, author, text)
                    .clientMessageId("id " + text.hashCode() + " {:*}\uD83D\uDE00")
                    .metadata(OddWords.METADATA)
                    .build();

            Receipt receipt = a.post(draft, MUCH);

            Message sent = Message.posted(draft, receipt.position(), receipt.timestamp())
                    .number(receipt.number())
                    .build();
            int offset = (int) receipt.position().offset();
            assertThat(b.heard(room).stored(offset)).endsWith(new RoomEvent.Posted(sent));
            assertThat(b.history(room).messages()).endsWith(sent);
            assertThat(b.find(room, receipt.position())).contains(sent);
            assertThat(b.resume(room, new Position(receipt.position().epoch(), offset - 1L))
                            .messages())
                    .containsExactly(sent);
        }
    }

    @Test
    void required_b4_aPlainMessageHasNeitherIdNorMetadata() {
        BrokerNode node = node();
        RoomId room = room();

        Message message = node.message(node.post(room, "plain"));

        assertThat(message.clientMessageId()).isEmpty();
        assertThat(message.metadata()).isEmpty();
        assertThat(message.editedAt()).isEmpty();
        assertThat(message.deleted()).isFalse();
        assertThat(message.reactions()).isEmpty();
    }

    @Test
    void required_b4_aRoomMayHaveAnyValidNameAndIsStillOneOfItsOwn() {
        BrokerNode a = node();
        BrokerNode b = node();
        String nonce = cluster.name("odd");
        List<RoomId> rooms = OddWords.NAMES.stream()
                .map(odd -> new RoomId(odd + nonce + odd))
                .toList();
        for (RoomId room : rooms) {
            b.subscribe(room);
        }

        for (RoomId room : rooms) {
            a.post(room, "in " + room);
            a.enter(room, ADA);
        }

        for (RoomId room : rooms) {
            assertThat(texts(b.history(room).messages())).containsExactly("in " + room);
            assertThat(b.heard(room).stored(1))
                    .extracting(event -> Heard.message(event).text())
                    .containsExactly("in " + room);
            assertThat(b.heard(room).presence(1)).containsExactly(new RoomEvent.Joined(room, ADA, 1));
            assertThat(b.members(room).members()).containsExactly(ADA);
        }
    }

    @Test
    void required_b4_aUserMayHaveAnyValidNameAndIsStillOneOfTheirOwn() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        List<User> users = OddWords.NAMES.stream()
                .map(odd -> User.of(odd + "x" + odd, odd))
                .toList();

        users.forEach(user -> a.enter(room, user));
        assertThat(b.members(room).members()).containsExactlyElementsOf(users);

        users.forEach(user -> a.leave(room, user.id()));
        assertThat(b.members(room).members()).isEmpty();
    }

    @Test
    void required_b4_twoAuthorsOfTheSameWordsAreToldApart() {
        BrokerNode node = node();
        RoomId room = room();

        node.post(named(room, ADA, "1", "same words"));
        node.post(named(room, BO, "1", "same words"));

        assertThat(node.history(room).messages()).extracting(Message::author).containsExactly(ADA, BO);
    }

    @Test
    void required_b4_aLongTextArrivesWhole() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        b.subscribe(room);
        String text = "a long word, \uD83D\uDE00 ".repeat(4_000);

        a.post(room, text);

        assertThat(Heard.message(b.heard(room).stored(1).get(0)).text()).isEqualTo(text);
        assertThat(texts(b.history(room).messages())).containsExactly(text);
    }

    @Test
    void optional_b4_aFailureInAnOutageSaysWhetherTryingAgainIsSafe() {
        BrokerNode node = node();
        RoomId room = room();
        node.post(room, "before");
        List<MessageDraft> drafts = new ArrayList<>();
        List<CompletionStage<Receipt>> sent = new ArrayList<>();

        Runnable end = cluster.store().beginOutage();
        for (int i = 0; i < 10; i++) {
            MessageDraft draft = named(room, ADA, "id " + i, "message " + i);
            drafts.add(draft);
            sent.add(node.broker().publish(draft, MUCH));
        }
        sent.forEach(stage -> Stages.ended(stage, cluster.patience()));
        end.run();
        cluster.awaitService(node);

        List<String> placed = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            if (isPlaced(node, sent.get(i), drafts.get(i))) {
                placed.add(drafts.get(i).text());
            }
        }
        assertThat(texts(node.history(room).messages())).doesNotHaveDuplicates().containsAll(placed);
    }

    private static boolean isPlaced(BrokerNode node, CompletionStage<Receipt> stage, MessageDraft draft) {
        try {
            node.done(stage);
            return true;
        } catch (ChatException e) {
            if (e.retryable()) {
                node.post(draft, MUCH);
            }
            return e.retryable();
        }
    }
}
