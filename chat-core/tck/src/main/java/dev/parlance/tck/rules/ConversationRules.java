package dev.parlance.tck.rules;

import static dev.parlance.tck.harness.Drafts.MUCH;

import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Reaction;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import dev.parlance.tck.harness.Drafts;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What the tests of C1 to C10 share. */
abstract class ConversationRules extends Rules {
    static final String LIKE = "\uD83D\uDC4D";
    static final String TEA = "\uD83C\uDF75";

    ConversationRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    static Message said(BrokerNode node, RoomId room, String text) {
        return node.message(node.post(room, text, MUCH));
    }

    static MessageDraft answer(Message root, User author, String text) {
        return MessageDraft.builder(root.roomId(), author, text)
                .replyTo(root.id())
                .build();
    }

    static Message replied(BrokerNode node, Message root, String text) {
        return node.message(node.post(answer(root, Drafts.BO, text), MUCH));
    }

    /** A message as it is now. */
    static Message now(BrokerNode node, Message message) {
        return node.find(message.roomId(), message.position()).orElseThrow();
    }

    static Message delete(BrokerNode node, Message message) {
        return node.change(now(node, message).toBuilder().deleted().build());
    }

    static Message pin(BrokerNode node, Message message, int when) {
        return node.change(now(node, message).toBuilder()
                .pinnedAt(message.timestamp().plusMillis(when))
                .build());
    }

    static Message unpin(BrokerNode node, Message message) {
        return node.change(now(node, message).toBuilder().pinnedAt(null).build());
    }

    static Reaction off(UserId userId, String emoji) {
        return new Reaction(emoji, userId, false);
    }

    static UserId user(int number) {
        return new UserId(String.format("user-%05d", number));
    }

    static List<UserId> users(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(ConversationRules::user).toList();
    }
}
