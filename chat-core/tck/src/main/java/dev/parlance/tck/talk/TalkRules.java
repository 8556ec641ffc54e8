package dev.parlance.tck.talk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.Room;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.MessageEdit;
import dev.parlance.model.MessageId;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of a conversation share: a room of their own on two nodes. */
abstract class TalkRules {
    static final String LIKE = "\uD83D\uDC4D";

    private final Supplier<TwoEngines> nodes;
    TwoEngines engines;
    RoomId roomId;
    Room here;
    Room there;
    User ada;
    User bo;

    @SuppressWarnings("NullAway.Init") // open comes first
    TalkRules(Supplier<TwoEngines> nodes) {
        this.nodes = nodes;
    }

    @BeforeEach
    public void open() {
        engines = nodes.get();
        engines.start();
        roomId = engines.newRoom();
        here = engines.here().room(roomId);
        there = engines.there().room(roomId);
        ada = User.of(engines.newUser(), "Ada");
        bo = User.of(engines.newUser(), "Bo");
    }

    @AfterEach
    public void close() {
        engines.close();
    }

    final <T> T done(CompletionStage<T> stage) {
        return engines.done(stage);
    }

    final void all(Stream<? extends CompletionStage<?>> stages) {
        engines.ended(CompletableFuture.allOf(
                stages.map(CompletionStage::toCompletableFuture).toArray(CompletableFuture<?>[]::new)));
    }

    final void refuses(CompletionStage<?> stage, ErrorCode code) {
        assertThat(engines.failure(stage))
                .isInstanceOfSatisfying(
                        ChatException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    final MessageId said(Room room, String text) {
        return done(room.publish(ada, text)).messageId();
    }

    final MessageId replied(Room room, MessageId root, String text) {
        return done(room.publish(
                        MessageDraft.builder(roomId, bo, text).replyTo(root).build()))
                .messageId();
    }

    /** A message as a node has it now. */
    final Message now(Room room, MessageId id) {
        return done(room.message(id)).orElseThrow();
    }

    static MessageEdit says(String text) {
        return MessageEdit.builder().text(text).build();
    }

    final List<User> crowd(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> User.of(engines.newUser(), "User " + i))
                .toList();
    }

    final long unread(Room room, UserId userId) {
        return done(room.follow(userId)).unread();
    }
}
