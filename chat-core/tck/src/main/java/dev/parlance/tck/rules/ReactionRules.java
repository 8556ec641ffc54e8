package dev.parlance.tck.rules;

import static dev.parlance.tck.harness.Drafts.ADA;
import static dev.parlance.tck.harness.Drafts.BO;
import static dev.parlance.tck.harness.Drafts.keep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.MessageLog;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.Reaction;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.model.UserPage;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import dev.parlance.tck.harness.Drafts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** C4: one reaction a user and kind, counted exactly whoever reacts at once. */
public abstract class ReactionRules extends ConversationRules {
    protected ReactionRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    @Test
    void required_c4_aRepeatWritesNothing() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        Message message = said(a, room, "said");

        assertThat(a.react(message, BO.id(), LIKE)).isTrue();
        assertThat(a.react(message, BO.id(), LIKE)).isFalse();
        assertThat(b.react(message, BO.id(), LIKE)).isFalse();
        assertThat(b.react(message, BO.id(), TEA)).isTrue();
        assertThat(a.react(message, off(BO.id(), LIKE))).isTrue();
        assertThat(b.react(message, off(BO.id(), LIKE))).isFalse();
        assertThat(b.react(message, off(ADA.id(), TEA))).isFalse();

        assertThat(a.reactionsOf(message, BO.id())).containsExactly(TEA);
        assertThat(a.history(room).position().offset()).isEqualTo(1);
        assertThat(b.told(message).reactions()).isEqualTo(Map.of(TEA, List.of(BO.id())));
    }

    @Test
    void required_c4_twoNodesAtOnceCountOnce() {
        int rounds = 100;
        BrokerNode a = node();
        BrokerNode b = node();
        Message message = said(a, room(), "said");
        AtomicInteger changes = new AtomicInteger();

        cluster.inStep(
                rounds,
                round -> changes.addAndGet(a.react(message, user(round), LIKE) ? 1 : 0),
                round -> changes.addAndGet(b.react(message, user(round), LIKE) ? 1 : 0));

        assertThat(changes).hasValue(rounds);
        assertThat(a.told(message).reactionCounts()).isEqualTo(Map.of(LIKE, rounds));
    }

    @Test
    void required_c4_addingAndTakingAwayFromThreeNodesAddsUp() {
        int each = 50;
        List<BrokerNode> nodes = List.of(node(), node(), node());
        Message message = said(nodes.get(0), room(), "said");

        cluster.together(IntStream.range(0, nodes.size())
                .mapToObj(index -> (Runnable) () -> {
                    for (int i = 0; i < each; i++) {
                        UserId user = user(index * each + i);
                        nodes.get(index).react(message, user, LIKE);
                        if (i % 2 == 1) {
                            nodes.get(index).react(message, off(user, LIKE));
                        }
                    }
                })
                .toArray(Runnable[]::new));

        List<UserId> left = IntStream.range(0, nodes.size() * each)
                .filter(i -> i % each % 2 == 0)
                .mapToObj(ConversationRules::user)
                .toList();
        assertThat(nodes.get(1).reactors(message, LIKE)).isEqualTo(new UserPage(left, false));
        assertThat(nodes.get(2).told(message).reactionCounts()).isEqualTo(Map.of(LIKE, left.size()));
    }

    @Test
    void required_c4_fiftyKindsAndNoMore() {
        BrokerNode node = node();
        Message message = withAllKinds(node, room());

        refuses(react(node, message, BO.id(), "one more"), ErrorCode.TOO_MANY_REACTIONS);

        assertThat(node.react(message, ADA.id(), "kind 7")).isTrue();
        Message told = node.told(message);
        assertThat(told.reactionCounts()).hasSize(Message.MAX_REACTIONS).containsEntry("kind 7", 2);
        assertThat(node.reactors(message, "one more").users()).isEmpty();
    }

    @Test
    void required_c4_aKindThatWasTakenAwayMakesRoom() {
        BrokerNode node = node();
        Message message = withAllKinds(node, room());

        node.react(message, off(BO.id(), "kind 7"));

        assertThat(node.react(message, BO.id(), "one more")).isTrue();
        assertThat(node.told(message).reactionCounts())
                .hasSize(Message.MAX_REACTIONS)
                .doesNotContainKey("kind 7")
                .containsEntry("one more", 1);
    }

    @Test
    void required_c4_twentyThousandAndNoMore() {
        BrokerNode node = node();
        Message message = said(node, room(), "said");
        List<CompletionStage<Boolean>> some = new ArrayList<>();
        for (int i = 0; i < Message.MAX_REACTORS; i++) {
            some.add(react(node, message, user(i), "kind " + i % Message.MAX_REACTIONS));
            if (some.size() == 500) {
                some.forEach(node::done);
                some.clear();
            }
        }

        refuses(react(node, message, BO.id(), "kind 7"), ErrorCode.TOO_MANY_REACTIONS);
        node.react(message, off(user(0), "kind 0"));
        assertThat(node.react(message, BO.id(), "kind 7")).isTrue();

        int each = Message.MAX_REACTORS / Message.MAX_REACTIONS;
        assertThat(node.told(message).reactionCounts())
                .hasSize(Message.MAX_REACTIONS)
                .containsEntry("kind 0", each - 1)
                .containsEntry("kind 7", each + 1)
                .containsEntry("kind 8", each);
    }

    @Test
    void required_c4_whatTheHistoryDoesNotHaveTakesNone() {
        BrokerNode node = node();
        RoomId room = room();
        Message forgotten = node.message(node.post(room, "1", keep(1)));
        node.react(forgotten, BO.id(), LIKE);
        node.post(room, "2", keep(1));

        refuses(react(node, forgotten, ADA.id(), LIKE), ErrorCode.MESSAGE_NOT_FOUND);
        Message nothing = Drafts.changeOfNothing(room).message();
        refuses(react(node, nothing, ADA.id(), LIKE), ErrorCode.MESSAGE_NOT_FOUND);
        Message nowhere = Drafts.changeOfNothing(room()).message();
        refuses(react(node, nowhere, ADA.id(), LIKE), ErrorCode.MESSAGE_NOT_FOUND);

        assertThat(node.reactors(forgotten, LIKE)).isEqualTo(new UserPage(List.of(), false));
        assertThat(node.reactionsOf(forgotten, BO.id())).isEmpty();
        assertThat(node.tell(forgotten)).isEmpty();
        assertThat(node.tell(nowhere)).isEmpty();
        assertThat(node.history(room).position().offset()).isEqualTo(2);
    }

    @Test
    void required_c4_reactorsArePagedOnceEach() {
        BrokerNode node = node();
        Message message = said(node, room(), "said");
        List<UserId> all = users(0, 24);
        List<UserId> coming = new ArrayList<>(all);
        Collections.reverse(coming);
        coming.forEach(user -> node.react(message, user, LIKE));
        node.react(message, ADA.id(), TEA);

        List<UserId> met = new ArrayList<>();
        UserPage page = reactors(node, message, 7, null);
        met.addAll(page.users());
        while (page.hasMore()) {
            page = reactors(node, message, 7, page.users().get(6));
            met.addAll(page.users());
        }

        assertThat(met).isEqualTo(all);
        assertThat(reactors(node, message, 25, null)).isEqualTo(new UserPage(all, false));
        UserId between = new UserId(user(3).value() + "x");
        assertThat(reactors(node, message, 2, between)).isEqualTo(new UserPage(users(4, 5), true));
        for (int wrong : List.of(0, UserPage.MAX_LIMIT + 1)) {
            refuses(
                    node.broker().reactors(message.roomId(), message.position(), LIKE, wrong, null),
                    ErrorCode.BAD_REQUEST);
        }
    }

    @Test
    void required_c4_reactionsOfOneUserAreKnownThoughNotListed() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        Message one = said(a, room, "1");
        Message two = said(a, room, "2");
        users(1, 12).forEach(user -> a.react(one, user, LIKE));
        a.react(two, user(12), TEA);
        a.react(two, user(12), LIKE);

        assertThat(a.told(one).reactions().get(LIKE)).doesNotContain(user(12));
        assertThat(b.done(b.broker().reactionsOf(room, user(12), List.of(one.position(), two.position()))))
                .isEqualTo(Map.of(one.position(), Set.of(LIKE), two.position(), Set.of(LIKE, TEA)));
        assertThat(b.reactionsOf(one, user(13))).isEmpty();
        List<Position> tooMany = Collections.nCopies(MessageLog.MAX_ASKED + 1, one.position());
        refuses(b.broker().reactionsOf(room, user(12), tooMany), ErrorCode.BAD_REQUEST);
    }

    private static Message withAllKinds(BrokerNode node, RoomId room) {
        Message message = said(node, room, "said");
        for (int i = 0; i < Message.MAX_REACTIONS; i++) {
            node.react(message, BO.id(), "kind " + i);
        }
        return message;
    }

    private static CompletionStage<Boolean> react(BrokerNode node, Message message, UserId user, String emoji) {
        return node.broker().react(message.roomId(), message.position(), new Reaction(emoji, user, true));
    }

    private static UserPage reactors(BrokerNode node, Message message, int limit, @Nullable UserId after) {
        return node.done(node.broker().reactors(message.roomId(), message.position(), LIKE, limit, after));
    }
}
