package dev.parlance.tck.rules;

import static dev.parlance.tck.harness.Drafts.ADA;
import static dev.parlance.tck.harness.Drafts.draft;
import static dev.parlance.tck.harness.Drafts.texts;
import static dev.parlance.tck.rules.ResumeRules.edit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.LogEnd;
import dev.parlance.broker.LogTail;
import dev.parlance.broker.MessageChange;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.Receipt;
import dev.parlance.model.Resumption;
import dev.parlance.model.RoomHead;
import dev.parlance.model.RoomId;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import dev.parlance.tck.harness.Drafts;
import dev.parlance.tck.harness.HandArchive;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** K4, K5: a log that was lost begins anew when it is said where its archive ends, and goes on behind that. */
public abstract class NewLifeRules extends ArchivingRules {
    /** Where the archive of a room ends that this store never saw. */
    private static final LogEnd END =
            new LogEnd(new Position("FormerLife", 57), 40, 3, List.of(20L, 30L, 50L), List.of(10L, 45L));

    protected NewLifeRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    @Test
    void required_k4_aRoomWithoutALifeTakesNoPostThatIsToBeArchived() {
        BrokerNode node = node();
        RoomId room = room();
        HandArchive archive = new HandArchive(node, room);
        Position beginning = node.history(room).position();

        ended(node.broker().publish(draft(room, "1"), archived(3)));

        assertThat(node.history(room).messages()).isEmpty();
        assertThat(node.history(room).position()).isEqualTo(beginning);
        archive.begin();
        assertThat(node.post(room, "1", archived(3)).position().offset()).isEqualTo(1);
        assertThat(texts(node.resume(room, beginning).messages())).containsExactly("1");
    }

    @Test
    void required_k4_aRoomThatIsNotArchivedNeedsNoBeginning() {
        BrokerNode node = node();
        RoomId room = room();
        new HandArchive(node, room);

        assertThat(node.post(room, "1").position().offset()).isEqualTo(1);
        assertThat(node.post(room, "2", archived(3)).position().offset()).isEqualTo(2);
    }

    @Test
    void required_k4_manyNodesThatHaveOneBeginAtOnceMakeOneLife() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        HandArchive throughA = new HandArchive(a, room);
        HandArchive throughB = new HandArchive(b, room);
        Set<Position> placed = ConcurrentHashMap.newKeySet();

        cluster.together(
                () -> placed.add(
                        throughA.begin(END) == throughA
                                ? posted(a, room, "a", 9).position()
                                : END.position()),
                () -> placed.add(
                        throughB.begin(END) == throughB
                                ? posted(b, room, "b", 9).position()
                                : END.position()),
                () -> throughA.begin(END),
                () -> throughB.begin(END));

        assertThat(placed).extracting(Position::offset).containsExactlyInAnyOrder(58L, 59L);
        assertThat(placed.stream().map(Position::epoch).collect(Collectors.toSet()))
                .hasSize(1);
        assertThat(texts(a.history(room).messages())).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void required_k4_toHaveOneBeginThatIsAliveChangesNothing() {
        BrokerNode node = node();
        RoomId room = room();
        HandArchive archive = begun(node, room);
        Message said = posted(node, room, "1", 3);

        archive.begin();
        archive.begin(END);

        assertThat(node.history(room).messages()).containsExactly(said);
        assertThat(node.history(room).position()).isEqualTo(said.position());
        assertThat(archive.tail().mark().offset()).isZero();
    }

    @Test
    void optional_k4_aLostLogTakesNothingUntilItBeginsAndThenGoesOnBehindItsArchive() {
        BrokerNode node = node();
        RoomId room = room();
        HandArchive archive = begun(node, room);
        posted(node, room, "1", 9);
        Message two = posted(node, room, "2", 9);
        archive.take();
        LogEnd end = archive.end();

        cluster.store().loseLog(room);

        ended(node.broker().publish(draft(room, "3"), archived(9)));
        assertThat(node.history(room).messages()).isEmpty();
        archive.begin(end);
        Receipt next = node.post(room, "3", archived(9));
        assertThat(next.position().offset()).isGreaterThan(two.position().offset());
        assertThat(next.position().epoch()).isNotEqualTo(two.position().epoch());
        assertThat(next.number()).isEqualTo(3);
        Resumption since = node.resume(room, two.position());
        assertThat(since.complete()).isTrue();
        assertThat(texts(since.messages())).containsExactly("3");
    }

    @Test
    void optional_k4_aForgottenLogTakesNothingUntilItBegins() {
        BrokerNode node = node();
        RoomId room = room();
        HandArchive archive = begun(node, room);
        Message one = posted(node, room, "1", 9);
        archive.take();
        LogEnd end = archive.end();

        cluster.advance(Duration.ofDays(31));

        ended(node.broker().publish(draft(room, "2"), archived(9)));
        archive.begin(end);
        assertThat(node.post(room, "2", archived(9)).number()).isEqualTo(2);
        assertThat(texts(node.resume(room, one.position()).messages())).containsExactly("2");
    }

    @Test
    void required_k5_aLifeGoesOnBehindWhatIsArchived() {
        BrokerNode node = node();
        RoomId room = room();
        HandArchive archive = new HandArchive(node, room).begin(END);

        assertThat(archive.tail().messages()).isEmpty();
        assertThat(archive.tail().mark()).isEqualTo(END.position());
        Message next = posted(node, room, "next", 9);

        assertThat(next.position().offset()).isEqualTo(58);
        assertThat(next.position().epoch()).isNotEqualTo(END.position().epoch());
        assertThat(next.number()).isEqualTo(41);
        assertThat(archive.tail().mark()).isEqualTo(END.position());
        assertThat(archive.tail().messages()).containsExactly(next);
        assertThat(archive.tail().upTo()).isEqualTo(next.position());
        RoomHead head = node.head(room, new Position(END.position().epoch(), 25));
        assertThat(head.posts()).isEqualTo(41);
        assertThat(head.deletions()).isEqualTo(3);
        assertThat(head.since().known()).isTrue();
        assertThat(head.since().deleted()).isEqualTo(2);
        assertThat(head.since().roomMentions()).isEqualTo(1);
        archive.archived(next.position());
        assertThat(archive.tail().mark()).isEqualTo(next.position());
    }

    @Test
    void required_k5_positionsOfTheEpochBeforeStayGoodUpToTheEnd() {
        BrokerNode node = node();
        RoomId room = room();
        new HandArchive(node, room).begin(END);
        Message next = posted(node, room, "next", 9);
        String former = END.position().epoch();

        assertThat(node.resume(room, END.position()).complete()).isTrue();
        assertThat(node.resume(room, END.position()).messages()).containsExactly(next);
        assertThat(node.resume(room, new Position(former, 56)).postsComplete()).isFalse();
        assertThat(node.head(room, new Position(former, 56)).since().known()).isTrue();
        assertThat(node.head(room, new Position(former, 58)).since().known()).isFalse();
        assertThat(node.resume(room, new Position("neither", 57)).postsComplete())
                .isFalse();
        assertThat(node.head(room, new Position("neither", 57)).since().known()).isFalse();
        assertThat(node.history(room, HistoryQuery.after(57, 10).inEpoch(former))
                        .messages())
                .containsExactly(next);
    }

    @Test
    void required_k5_whatIsSentAgainAfterTheBeginningIsOneMessage() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        MessageDraft draft = Drafts.named(room, ADA, "an id", "once");
        HandArchive archive = new HandArchive(a, room);

        ended(a.broker().publish(draft, archived(9)));
        archive.begin(END);
        Receipt first = a.post(draft, archived(9));

        assertThat(b.post(draft, archived(9))).isEqualTo(first);
        assertThat(a.history(room).messages()).hasSize(1);
    }

    @Test
    void optional_k4_inAStoreThatFellBackNothingIsStoredUntilTheLogBegins() {
        BrokerNode node = node();
        RoomId room = room();
        HandArchive archive = begun(node, room);
        Message one = posted(node, room, "1", 9);
        Message two = posted(node, room, "2", 9);
        node.react(two, user(1), LIKE);
        Runnable fallBack = cluster.store().snapshot();
        posted(node, room, "3", 9);

        fallBack.run();
        cluster.awaitService(node);

        ended(node.broker().publish(draft(room, "4"), archived(9)));
        ended(node.broker()
                .change(new MessageChange(
                        one.toBuilder().edited("1 edited", one.timestamp()).build())));
        ended(node.broker().tell(room, two.position()));
        assertThat(texts(node.history(room).messages())).containsExactly("1", "2");
        archive.begin();
        Receipt next = node.post(room, "4", archived(9));
        assertThat(next.position().epoch()).isNotEqualTo(one.position().epoch());
        assertThat(texts(node.history(room).messages())).containsExactly("1", "2", "4");
        assertThat(node.tell(two)).isPresent();
    }

    @Test
    void optional_k5_aLogThatFellBackBehindItsArchiveDropsWhatItHas() {
        BrokerNode node = node();
        RoomId room = room();
        HandArchive archive = begun(node, room);
        Message one = posted(node, room, "1", 9);
        Runnable fallBack = cluster.store().snapshot();
        edit(node, one, "1 edited");
        Message two = posted(node, room, "2", 9);
        archive.take();
        LogEnd end = archive.end();

        fallBack.run();
        cluster.awaitService(node);
        archive.begin(end);
        Receipt next = node.post(room, "3", archived(9));

        assertThat(next.position().offset()).isGreaterThan(two.position().offset());
        assertThat(next.position().epoch()).isNotEqualTo(two.position().epoch());
        assertThat(next.number()).isEqualTo(3);
        assertThat(texts(node.history(room).messages())).containsExactly("3");
        assertThat(node.find(room, one.position())).isEmpty();
        assertThat(node.resume(room, two.position()).complete()).isTrue();
        assertThat(node.resume(room, one.position()).postsComplete()).isFalse();
        assertThat(node.head(room, one.position()).since().known()).isTrue();
        assertThat(archive.tail().mark()).isEqualTo(two.position());
        assertThat(texts(archive.tail().messages())).containsExactly("3");
    }

    @Test
    void optional_k5_aLogThatFellBackAheadOfItsArchiveKeepsWhatItHas() {
        BrokerNode node = node();
        RoomId room = room();
        HandArchive archive = begun(node, room);
        Message one = posted(node, room, "1", 9);
        archive.take();
        LogEnd end = archive.end();
        Message two = posted(node, room, "2", 9);
        Runnable fallBack = cluster.store().snapshot();
        Message gone = posted(node, room, "3", 9);

        fallBack.run();
        cluster.awaitService(node);
        archive.begin(end);
        Receipt next = node.post(room, "4", archived(9));

        assertThat(next.position().epoch()).isNotEqualTo(one.position().epoch());
        assertThat(next.number()).isEqualTo(3);
        assertThat(texts(node.history(room).messages())).containsExactly("1", "2", "4");
        LogTail tail = archive.tail();
        assertThat(tail.mark()).isEqualTo(one.position());
        assertThat(texts(tail.messages())).containsExactly("2", "4");
        assertThat(tail.messages().get(0)).isEqualTo(two);
        assertThat(archive.tail(1).upTo()).isEqualTo(two.position());
        assertThat(node.resume(room, gone.position()).postsComplete()).isFalse();
        archive.archived(two.position());
        assertThat(archive.tail().mark()).isEqualTo(two.position());
    }
}
