package dev.parlance.archive;

import static dev.parlance.archive.ArchiveFixture.ANN;
import static dev.parlance.archive.ArchiveFixture.ROOM;
import static dev.parlance.archive.ArchiveFixture.TEN;
import static dev.parlance.archive.ArchiveFixture.back;
import static dev.parlance.archive.ArchiveFixture.done;
import static dev.parlance.archive.ArchiveFixture.draft;
import static dev.parlance.archive.ArchiveFixture.onwards;
import static dev.parlance.archive.ArchiveFixture.refused;
import static dev.parlance.archive.ArchiveFixture.say;
import static dev.parlance.archive.ArchiveFixture.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlance.broker.InMemoryBroker;
import dev.parlance.broker.MessageChange;
import dev.parlance.broker.Topic;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.MessageId;
import dev.parlance.model.MessagePage;
import dev.parlance.model.Position;
import dev.parlance.model.Reaction;
import dev.parlance.model.Receipt;
import dev.parlance.model.Resumption;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomHead;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A short log and its archive, from outside: one log that forgets nothing. */
class MessageArchiveTest {
    private final ArchiveFixture fixture = new ArchiveFixture();

    private List<String> said(MessageArchive node, int from, int to) {
        List<String> texts = new ArrayList<>();
        for (int i = from; i <= to; i++) {
            texts.add("message " + i);
            say(node, "message " + i);
            if (i % 7 == 0) {
                fixture.archived();
            }
        }
        fixture.archived();
        return texts;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 10, 11, 100, 1000})
    void pagesGoFromTheLogIntoTheArchiveAndBackWithoutASeam(int limit) {
        MessageArchive node = fixture.node();
        List<String> texts = said(node, 1, 123);
        List<Message> all = back(node, limit);
        assertThat(texts(all)).isEqualTo(texts);
        assertThat(texts(onwards(node, all.get(0), limit))).isEqualTo(texts.subList(1, texts.size()));
        assertThat(texts(onwards(node, all.get(110), limit))).isEqualTo(texts.subList(111, texts.size()));
    }

    @Test
    void theLogIsCutToItsRetentionOnceItIsArchivedAndNotBefore() {
        MessageArchive node = fixture.node();
        say(node, "message 0");
        fixture.store.breaks(true);
        for (int i = 1; i < 50; i++) {
            say(node, "message " + i);
        }
        fixture.archived();
        assertThat(done(node.history(ROOM, HistoryQuery.newest(100))).messages())
                .hasSize(50);
        fixture.store.breaks(false);
        fixture.time.advance(Duration.ofSeconds(10));
        fixture.store.breaks(true);
        HistoryPage kept = done(node.history(ROOM, HistoryQuery.newest(100)));
        assertThat(kept.messages()).hasSize(10);
        assertThat(kept.hasMore()).as("there is more, which cannot be read now").isTrue();
        assertThat(refused(node.history(ROOM, HistoryQuery.before(41, 10))).code())
                .isEqualTo(ErrorCode.BROKER_UNAVAILABLE);
        fixture.store.breaks(false);
        assertThat(back(node, 20)).hasSize(50);
    }

    @Test
    void aLogThatIsLostGoesOnBehindWhatIsArchived() {
        MessageArchive node = fixture.node();
        List<String> texts = said(node, 1, 30);
        Position seen = done(node.history(ROOM, HistoryQuery.newest(1))).position();
        fixture.lose();
        assertThat(done(node.resume(ROOM, seen)).complete())
                .as("nothing is lost")
                .isTrue();
        texts.addAll(said(node, 31, 60));
        fixture.lose();
        texts.addAll(said(node, 61, 90));
        List<Message> all = back(node, 13);
        assertThat(texts(all)).isEqualTo(texts);
        assertThat(all.stream().map(message -> message.position().epoch()).distinct())
                .hasSize(3);
        assertThat(all.stream().map(Message::number).toList())
                .isEqualTo(LongStream.rangeClosed(1, 90).boxed().toList());
        Resumption missed = done(node.resume(ROOM, seen));
        assertThat(missed.complete()).isTrue();
        assertThat(texts(missed.messages())).isEqualTo(texts.subList(30, 90));
        assertThat(texts(onwards(node, all.get(0), 13))).isEqualTo(texts.subList(1, 90));
    }

    @Test
    void whatAMemberMissedIsThereHoweverLongTheyWereAway() {
        MessageArchive node = fixture.node();
        Receipt first = say(node, "first");
        List<String> texts = said(node, 1, 300);
        edit(node, first.messageId(), "first, edited");
        Resumption missed = done(node.resume(ROOM, first.position()));
        assertThat(missed.complete()).isTrue();
        List<String> expected = new ArrayList<>(texts);
        expected.add("first, edited");
        assertThat(texts(missed.messages())).isEqualTo(expected);
        fixture.archived();
        assertThat(texts(done(node.resume(ROOM, first.position())).messages())).isEqualTo(expected);
        assertThat(done(node.resume(ROOM, new Position("never", 3))).postsComplete())
                .isFalse();
    }

    private Message edit(MessageArchive node, MessageId id, String text) {
        Message found = done(node.message(ROOM, id.position())).orElseThrow();
        return done(node.change(new MessageChange(
                found.toBuilder().edited(text, fixture.time.instant()).build())));
    }

    @Test
    void anOldMessageIsEditedDeletedReactedToRepliedToAndPinnedAsAnyOther() {
        MessageArchive node = fixture.node();
        done(node.subscribe(new Topic.Room(ROOM)));
        Receipt edited = say(node, "to be edited");
        Receipt deleted = say(node, "to be deleted");
        Receipt root = say(node, "a root");
        said(node, 1, 100);
        fixture.heard.clear();
        edit(node, edited.messageId(), "edited");
        done(node.change(new MessageChange(done(node.message(ROOM, deleted.position())).orElseThrow().toBuilder()
                .deleted()
                .build())));
        assertThat(done(node.react(ROOM, root.position(), new Reaction("👍", ANN.id(), true))))
                .isTrue();
        assertThat(done(node.react(ROOM, root.position(), new Reaction("👍", ANN.id(), true))))
                .isFalse();
        done(node.publish(draft("a reply").replyTo(root.messageId()).build(), TEN));
        done(node.tell(ROOM, root.position()));
        assertThat(fixture.heard.stream()
                        .filter(RoomEvent.Changed.class::isInstance)
                        .map(event -> ((RoomEvent.Changed) event).message().position())
                        .toList())
                .containsExactly(edited.position(), deleted.position(), root.position());
        for (int i = 0; i < 3; i++) {
            List<Message> all = back(node, 20);
            assertThat(all).hasSize(104);
            assertThat(all.get(0).text()).isEqualTo("edited");
            assertThat(all.get(1).deleted()).isTrue();
            assertThat(all.get(1).text()).isEmpty();
            assertThat(all.get(2).reactionCounts()).isEqualTo(Map.of("👍", 1));
            assertThat(all.get(2).thread().orElseThrow().replies()).isOne();
            MessagePage replies = done(node.replies(ROOM, root.position(), 10, 0));
            assertThat(texts(replies.messages())).containsExactly("a reply");
            assertThat(done(node.reactors(ROOM, root.position(), "👍", 10, null))
                            .users())
                    .containsExactly(ANN.id());
            assertThat(done(node.reactionsOf(ROOM, ANN.id(), List.of(root.position(), edited.position()))))
                    .isEqualTo(Map.of(root.position(), Set.of("👍")));
            if (i == 0) {
                fixture.archived();
            } else {
                fixture.lose();
            }
        }
    }

    @Test
    void everyReactionIsKeptOfAMessageThatHasMoreThanItLists() {
        MessageArchive node = fixture.node();
        Receipt loved = say(node, "loved");
        for (int i = 0; i < 200; i++) {
            done(node.react(ROOM, loved.position(), new Reaction("❤", new UserId("user" + i), true)));
        }
        done(node.tell(ROOM, loved.position()));
        said(node, 1, 50);
        fixture.lose();
        assertThat(done(node.reactors(ROOM, loved.position(), "❤", 1000, null)).users())
                .hasSize(200);
        assertThat(done(node.react(ROOM, loved.position(), new Reaction("❤", new UserId("user17"), true))))
                .as("who has reacted has reacted")
                .isFalse();
        assertThat(done(node.react(ROOM, loved.position(), new Reaction("❤", new UserId("user17"), false))))
                .isTrue();
        done(node.tell(ROOM, loved.position()));
        assertThat(back(node, 100).get(0).reactionCounts()).isEqualTo(Map.of("❤", 199));
    }

    @Test
    void whatIsPinnedStaysPinnedBehindTheWindow() {
        MessageArchive node = fixture.node();
        Receipt pinned = say(node, "the rules");
        Message found = done(node.message(ROOM, pinned.position())).orElseThrow();
        done(node.change(new MessageChange(
                found.toBuilder().pinnedAt(fixture.time.instant()).build())));
        said(node, 1, 50);
        assertThat(texts(done(node.pins(ROOM)).messages())).containsExactly("the rules");
        fixture.lose();
        assertThat(texts(done(node.pins(ROOM)).messages())).containsExactly("the rules");
        Message again = done(node.message(ROOM, pinned.position())).orElseThrow();
        done(node.change(new MessageChange(again.toBuilder().pinnedAt(null).build())));
        assertThat(done(node.pins(ROOM)).messages()).isEmpty();
        fixture.archived();
        assertThat(done(node.pins(ROOM)).messages()).isEmpty();
    }

    @Test
    void repliesAreReadOutOfBoth() {
        MessageArchive node = fixture.node();
        Receipt root = say(node, "a root");
        List<String> texts = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            texts.add("reply " + i);
            done(node.publish(draft("reply " + i).replyTo(root.messageId()).build(), TEN));
            done(node.tell(ROOM, root.position()));
            if (i % 9 == 0) {
                fixture.archived();
            }
        }
        List<String> read = new ArrayList<>();
        MessagePage page = done(node.replies(ROOM, root.position(), 7, 0));
        while (true) {
            read.addAll(texts(page.messages()));
            if (!page.hasMore()) {
                break;
            }
            page = done(node.replies(
                    ROOM,
                    root.position(),
                    7,
                    page.messages().get(page.messages().size() - 1).position().offset()));
        }
        assertThat(read).isEqualTo(texts);
    }

    @Test
    void whatWasSaidLastIsKnownWhenTheLogHasForgottenIt() {
        MessageArchive node = fixture.node();
        List<String> texts = said(node, 1, 20);
        fixture.time.advance(Duration.ofDays(8));
        RoomHead head = done(node.head(ROOM, null));
        assertThat(head.last().orElseThrow().text()).isEqualTo("message 20");
        assertThat(head.posts()).isEqualTo(20);
        assertThat(texts(back(node, 6))).isEqualTo(texts);
        fixture.time.advance(Duration.ofDays(80));
        assertThat(done(node.head(ROOM, null)).posts()).isEqualTo(20);
        assertThat(texts(back(node, 6))).isEqualTo(texts);
        assertThat(say(node, "after three months").number()).isEqualTo(21);
    }

    @Test
    void whatCountsWhenItIsArchivedFailsWhileItCannotBe() {
        MessageArchive node = fixture.node(ArchivePromise.ARCHIVED_FIRST);
        CompletableFuture<Receipt> first =
                node.publish(draft("first").build(), TEN).toCompletableFuture();
        fixture.time.advance(Duration.ofMillis(1));
        assertThat(done(first).number()).isOne();
        fixture.store.breaks(true);
        assertThat(refused(node.publish(
                                MessageDraft.builder(new RoomId("new"), ANN, "first")
                                        .build(),
                                TEN))
                        .code())
                .as("where a room's log begins the archive alone knows")
                .isEqualTo(ErrorCode.BROKER_UNAVAILABLE);
        CompletableFuture<Receipt> placed =
                node.publish(draft("safe").clientMessageId("one").build(), TEN).toCompletableFuture();
        fixture.time.advance(Duration.ofSeconds(4));
        assertThat(placed).isNotDone();
        fixture.time.advance(Duration.ofSeconds(2));
        assertThat(refused(placed).retryable()).isTrue();
        fixture.store.breaks(false);
        CompletableFuture<Receipt> again =
                node.publish(draft("safe").clientMessageId("one").build(), TEN).toCompletableFuture();
        fixture.time.advance(Duration.ofSeconds(5));
        assertThat(done(again).number()).isEqualTo(2);
        assertThat(texts(
                        done(fixture.store.page(ROOM, ArchiveCursor.NEWEST, 10)).messages()))
                .containsExactly("first", "safe");
        CompletableFuture<Receipt> next =
                node.publish(draft("next").build(), TEN).toCompletableFuture();
        fixture.time.advance(Duration.ofMillis(1));
        assertThat(done(next).number()).isEqualTo(3);
    }

    @Test
    void aChangeOfWhatAnEarlierLifeTookCountsOnceItIsArchived() {
        MessageArchive node = fixture.node(ArchivePromise.ARCHIVED_FIRST);
        CompletableFuture<Receipt> said =
                node.publish(draft("said").build(), TEN).toCompletableFuture();
        fixture.time.advance(Duration.ofMillis(1));
        MessageId id = done(said).messageId();
        fixture.lose();
        Message found = done(node.message(ROOM, id.position())).orElseThrow();
        CompletableFuture<Message> changed = node.change(new MessageChange(found.toBuilder()
                        .edited("edited", fixture.time.instant())
                        .build()))
                .toCompletableFuture();
        fixture.time.advance(Duration.ofMillis(1));
        assertThat(done(changed).text()).isEqualTo("edited");
        assertThat(texts(
                        done(fixture.store.page(ROOM, ArchiveCursor.NEWEST, 10)).messages()))
                .containsExactly("edited");
    }

    @Test
    void whatANodeCouldNotArchiveAnotherOneDoes() {
        MessageArchive first = fixture.node();
        MessageArchive second = fixture.node();
        say(first, "the last words");
        fixture.kill(first);
        fixture.time.advance(Duration.ofSeconds(30));
        assertThat(texts(
                        done(fixture.store.page(ROOM, ArchiveCursor.NEWEST, 10)).messages()))
                .containsExactly("the last words");
        done(second.stop());
    }

    @Test
    void aStopArchivesWhatIsBehindFirst() {
        MessageArchive node = fixture.node();
        say(node, "the last words");
        CompletableFuture<Void> stopped = node.stop().toCompletableFuture();
        fixture.time.advance(Duration.ofMillis(1));
        done(stopped);
        assertThat(texts(
                        done(fixture.store.page(ROOM, ArchiveCursor.NEWEST, 10)).messages()))
                .containsExactly("the last words");
    }

    @Test
    void aStopDoesNotWaitForAnArchiveThatIsGone() {
        MessageArchive node = fixture.node();
        say(node, "the last words");
        fixture.store.breaks(true);
        CompletableFuture<Void> stopped = node.stop().toCompletableFuture();
        fixture.time.advance(Duration.ofSeconds(6));
        done(stopped);
        fixture.store.breaks(false);
        fixture.node();
        fixture.time.advance(Duration.ofSeconds(1));
        assertThat(texts(
                        done(fixture.store.page(ROOM, ArchiveCursor.NEWEST, 10)).messages()))
                .as("the next node found it")
                .containsExactly("the last words");
    }

    @Test
    void aBuilderNamesEveryFault() {
        assertThatThrownBy(() -> MessageArchive.of(InMemoryBroker.builder().build(), fixture.store)
                        .pause(Duration.ofHours(1))
                        .patience(Duration.ZERO)
                        .stopPatience(Duration.ofDays(1))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("pause must be", "patience must be", "stopPatience must be");
    }
}
