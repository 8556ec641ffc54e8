package dev.parlance.tck.rules;

import static dev.parlance.tck.harness.Drafts.ADA;
import static dev.parlance.tck.harness.Drafts.BO;
import static dev.parlance.tck.harness.Drafts.CY;
import static dev.parlance.tck.harness.Drafts.keep;
import static dev.parlance.tck.harness.Drafts.keepFor;
import static dev.parlance.tck.harness.Drafts.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.Reaction;
import dev.parlance.model.Resumption;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import dev.parlance.tck.harness.Heard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** C5 and C7: what others added is told as one change, exact and no longer however many they are. */
public abstract class TellingRules extends ConversationRules {
    protected TellingRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    @Test
    void required_c5_oneTellingIsOneEventOnAllNodes() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        a.subscribe(room);
        b.subscribe(room);
        Message message = said(a, room, "said");
        a.react(message, ADA.id(), LIKE);
        b.react(message, BO.id(), LIKE);
        b.react(message, BO.id(), TEA);

        Message told = a.told(message);

        assertThat(told)
                .isEqualTo(message.toBuilder()
                        .changeOffset(2)
                        .contentOffset(1)
                        .reactions(told.reactionCounts(), told.reactions())
                        .build());
        assertThat(told.reactions()).isEqualTo(Map.of(LIKE, List.of(ADA.id(), BO.id()), TEA, List.of(BO.id())));
        a.post(room, "next");
        for (BrokerNode node : List.of(a, b)) {
            assertThat(node.heard(room).stored(3)).hasSize(3).contains(new RoomEvent.Changed(told));
            assertThat(node.history(room).messages().get(0)).isEqualTo(told);
            assertThat(now(node, message)).isEqualTo(told);
        }
    }

    @Test
    void required_c5_nothingUntoldTellsNothing() {
        BrokerNode node = node();
        RoomId room = room();
        Message message = said(node, room, "said");
        assertThat(node.tell(message)).isEmpty();
        node.react(message, BO.id(), LIKE);
        node.told(message);

        assertThat(node.tell(message)).isEmpty();

        assertThat(node.history(room).position().offset()).isEqualTo(2);
    }

    @Test
    void required_c5_twoNodesThatTellAtOnceTellOnce() {
        int rounds = 100;
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            messages.add(said(a, room, "" + i));
            a.react(messages.get(i), BO.id(), LIKE);
        }
        AtomicInteger told = new AtomicInteger();

        cluster.inStep(
                rounds,
                round -> told.addAndGet(a.tell(messages.get(round)).isPresent() ? 1 : 0),
                round -> told.addAndGet(b.tell(messages.get(round)).isPresent() ? 1 : 0));

        assertThat(told).hasValue(rounds);
        assertThat(a.history(room).position().offset()).isEqualTo(2L * rounds);
    }

    @Test
    void required_c5_countsAreExactAndTenAreListedInTheOrderOfComing() {
        BrokerNode a = node();
        BrokerNode b = node();
        Message message = said(a, room(), "said");
        List<UserId> coming = new ArrayList<>(users(1, 25));
        Collections.reverse(coming);
        a.react(message, CY.id(), TEA);
        coming.forEach(user -> b.react(message, user, LIKE));

        Message told = a.told(message);

        assertThat(told.reactionCounts()).containsExactly(Map.entry(TEA, 1), Map.entry(LIKE, 25));
        assertThat(told.reactions())
                .containsExactly(Map.entry(TEA, List.of(CY.id())), Map.entry(LIKE, coming.subList(0, 10)));
    }

    @Test
    void required_c5_theOneThatChangedIsNamedAndOfSeveralNone() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        b.subscribe(room);
        Message message = said(a, room, "said");
        a.react(message, ADA.id(), LIKE);
        Message first = a.told(message);
        a.react(message, BO.id(), LIKE);
        b.react(message, CY.id(), LIKE);
        Message second = b.told(message);
        b.react(message, off(ADA.id(), LIKE));
        Message third = a.told(message);

        List<RoomEvent> heard = b.heard(room).stored(4);

        assertThat(heard.subList(1, 4))
                .containsExactly(
                        new RoomEvent.Changed(first, new Reaction(LIKE, ADA.id(), true)),
                        new RoomEvent.Changed(second, null),
                        new RoomEvent.Changed(third, off(ADA.id(), LIKE)));
    }

    @Test
    void required_c5_aListedOneThatWentMakesRoomForTheNext() {
        BrokerNode node = node();
        Message message = said(node, room(), "said");
        users(1, 12).forEach(user -> node.react(message, user, LIKE));
        node.told(message);

        node.react(message, off(user(3), LIKE));

        Message told = node.told(message);
        assertThat(told.reactionCounts()).isEqualTo(Map.of(LIKE, 11));
        assertThat(told.reactions().get(LIKE))
                .hasSize(10)
                .doesNotContain(user(3))
                .endsWith(user(11));
    }

    @Test
    void required_c5_whoResumesGetsWhatWasTold() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        Message message = said(a, room, "1");
        Position seen = said(a, room, "2").position();
        a.react(message, BO.id(), LIKE);
        assertThat(b.resume(room, seen).messages()).isEmpty();

        Message told = a.told(message);

        Resumption missed = b.resume(room, seen);
        assertThat(missed.complete()).isTrue();
        assertThat(missed.messages()).containsExactly(told);
    }

    @Test
    void required_c5_howManyReactedMakesAMessageNoLonger() {
        BrokerNode node = node();
        Message message = said(node, room(), "said");
        String longId = "x".repeat(UserId.MAX_LENGTH - 3);
        for (int kind = 0; kind < Message.MAX_REACTIONS; kind++) {
            for (int i = 100; i < 112; i++) {
                node.react(message, new UserId(longId + i), "kind " + kind);
            }
        }

        Message told = node.told(message);

        assertThat(told.reactionCounts()).hasSize(Message.MAX_REACTIONS);
        assertThat(told.reactionCounts().values()).containsOnly(12);
        assertThat(told.reactions().values().stream()
                        .flatMap(List::stream)
                        .mapToInt(user -> user.value().length())
                        .sum())
                .isBetween(UserId.MAX_LENGTH, Message.MAX_LISTED_CHARACTERS);
    }

    @Test
    void required_c7_aToldMessageIsMissedOnceAndItsEvictionSpoilsTheChangesAlone() {
        BrokerNode node = node();
        RoomId room = room();
        Message message = node.message(node.post(room, "1", keep(2)));
        Position seen = node.post(room, "2", keep(2)).position();
        for (UserId user : List.of(ADA.id(), BO.id())) {
            node.react(message, user, LIKE);
            node.told(message);
        }
        Resumption missed = node.resume(room, seen);
        assertThat(missed.complete()).isTrue();
        assertThat(missed.messages()).extracting(Message::changeOffset).containsExactly(4L);

        node.post(room, "3", keep(2));

        Resumption after = node.resume(room, seen);
        assertThat(texts(after.messages())).containsExactly("3");
        assertThat(after.postsComplete()).isTrue();
        assertThat(after.changesComplete()).isFalse();
        assertThat(node.resume(room, missed.position()).complete()).isTrue();
    }

    @Test
    void required_c7_tellingKeepsTheRoomAlive() {
        BrokerNode node = node();
        RoomId room = room();
        Message message = node.message(node.post(room, "1", keepFor(Duration.ofSeconds(6))));
        cluster.advance(Duration.ofSeconds(4));
        node.react(message, BO.id(), LIKE);
        Message told = node.told(message);
        cluster.advance(Duration.ofSeconds(4));

        assertThat(node.history(room).messages()).containsExactly(told);

        cluster.advance(Duration.ofSeconds(10));
        assertThat(node.history(room).messages()).isEmpty();
    }

    @Test
    void required_c7_tellingsStandInTheOrderOfTheLog() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        b.subscribe(room);
        Message message = said(a, room, "said");

        cluster.together(
                () -> {
                    for (int i = 0; i < 50; i++) {
                        a.react(message, user(i), LIKE);
                        a.tell(message);
                    }
                },
                () -> {
                    for (int i = 0; i < 50; i++) {
                        b.post(room, "" + i);
                    }
                });

        List<RoomEvent> heard = b.heard(room).stored(101);
        for (int i = 0; i < heard.size(); i++) {
            assertThat(Heard.offset(heard.get(i))).isEqualTo(i + 1);
        }
    }
}
