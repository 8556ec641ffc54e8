package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.Room;
import dev.parlance.model.FollowedPage;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.MessageEdit;
import dev.parlance.model.MessageId;
import dev.parlance.model.MessagePage;
import dev.parlance.model.Profile;
import dev.parlance.model.Receipt;
import dev.parlance.model.RoomId;
import dev.parlance.model.UnreadCount;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.model.UserPage;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lines of docs/HOSTS.md: here they are compiled and run. */
class HostsPageTest {
    private final ChatEngine engine = ChatEngine.builder().build();
    private final UserId ada = new UserId("ada");
    private final UserId bo = new UserId("bo");
    private final User bot = User.of("bot", "Bot");
    private Receipt receipt;

    private static <T> T done(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @BeforeEach
    void somebodyAsks() throws Exception {
        done(engine.start());
        receipt = done(engine.room(new RoomId("tea")).publish(User.of("ada", "Ada"), "Wen is tea?"));
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void whatAHostDoesWithMessages() throws Exception {
        Room room = engine.room(new RoomId("tea"));
        MessageId question = receipt.messageId();
        room.publish(MessageDraft.builder(room.id(), bot, "At four")
                        .replyTo(question)
                        .build())
                .thenCompose(answer -> room.pin(answer.messageId(), true));
        CompletionStage<Message> seen = room.react(bot, question, "👀", true);
        CompletionStage<Message> corrected =
                room.edit(question, MessageEdit.builder().text("When is tea?").build());
        CompletionStage<MessagePage> answers = room.replies(question, 50, 0);
        CompletionStage<UserPage> readers = room.readers(question, 100);

        assertThat(done(seen).reactionCounts()).containsEntry("👀", 1);
        assertThat(done(corrected).text()).isEqualTo("When is tea?");
        assertThat(done(answers).messages())
                .singleElement()
                .satisfies(answer -> assertThat(answer.pinnedAt()).isPresent());
        assertThat(done(readers).users()).isEmpty();
    }

    @Test
    void whatAHostSaysOfWhatWasRead() throws Exception {
        Room room = engine.room(new RoomId("tea"));
        CompletionStage<UnreadCount> unread = room.follow(ada)
                .thenCompose(followed -> room.mark(ada, receipt.position()))
                .thenCompose(read -> room.markUnread(ada, receipt.position()));
        CompletionStage<Void> gone = room.unfollow(bo);

        assertThat(done(unread).mark().markedUnread()).isTrue();
        done(gone);
    }

    @Test
    void whatAHostListsAndOpensForUsers() throws Exception {
        CompletionStage<Receipt> hello =
                engine.openDirect(ada, bo).thenCompose(room -> room.publish(User.of("ada", "Ada"), "Hello Bo"));
        CompletionStage<FollowedPage> rooms = hello.thenCompose(said -> engine.followedRooms(bo, 100));

        done(hello);
        assertThat(done(rooms).hasMore()).isFalse();
    }

    @Test
    void whatAHostReadsOfWhatUsersAreCalled() throws Exception {
        CompletionStage<Map<UserId, Profile>> called = engine.profiles(Set.of(ada, bo));

        assertThat(done(called)).isEmpty();
    }

    @Test
    void aHostThatWantsNamesAsTheyWereSaid() throws Exception {
        ChatEngine engine = ChatEngine.builder().presentNames(false).build();

        done(engine.start());
        engine.close();
    }
}
