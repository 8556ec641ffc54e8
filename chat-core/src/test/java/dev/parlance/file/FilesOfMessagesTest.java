package dev.parlance.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.EngineFixture;
import dev.parlance.FileUpload;
import dev.parlance.TestClient;
import dev.parlance.attachment.DirectoryAttachments;
import dev.parlance.attachment.FileFindings;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.broker.MessageChange;
import dev.parlance.model.Attachment;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.FileId;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.MessageEdit;
import dev.parlance.model.Position;
import dev.parlance.model.Receipt;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.policy.Authorizer;
import dev.parlance.policy.FileSettings;
import dev.parlance.policy.RoomSettings;
import dev.parlance.policy.TextRules;
import dev.parlance.transport.ClientCommand;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files a message may name, and that a file is there as long as a message names it, and no longer. */
class FilesOfMessagesTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final RoomId MILK = new RoomId("milk");
    private static final Duration ROUND = Duration.ofMinutes(12);

    @TempDir
    Path directory;

    private EngineFixture fixture;
    private FlakyLog log;
    private DirectoryAttachments store;
    private dev.parlance.ChatEngine engine;
    private TestClient ada;
    private TestClient bo;

    /** A store of messages that can be away, and a node that dies before it says what it has placed. */
    private static final class FlakyLog extends ForwardingBroker {
        boolean isAway;
        boolean dies;

        FlakyLog(EngineFixture fixture) {
            super(InMemoryBroker.builder().hub(fixture.hub).build());
        }

        @Override
        public CompletionStage<Receipt> publish(MessageDraft draft, Retention retention) {
            CompletionStage<Receipt> placed = super.publish(draft, retention);
            return dies ? new CompletableFuture<>() : placed;
        }

        @Override
        public CompletionStage<Message> change(MessageChange change) {
            CompletionStage<Message> placed = super.change(change);
            return dies ? new CompletableFuture<>() : placed;
        }

        @Override
        public CompletionStage<Optional<Message>> message(RoomId roomId, Position post) {
            return isAway
                    ? CompletableFuture.failedFuture(new ChatException(ErrorCode.BROKER_UNAVAILABLE, "away"))
                    : super.message(roomId, post);
        }
    }

    @BeforeEach
    void begin() {
        fixture = new EngineFixture();
        log = new FlakyLog(fixture);
        store = DirectoryAttachments.in(directory, Runnable::run);
        engine = fixture.node(
                log,
                builder -> builder.attachments(store, FileSettings.DEFAULT)
                        .rooms(id -> RoomSettings.builder()
                                .retention(new Retention(3, Duration.ofDays(1)))
                                .build())
                        .authorizer(Authorizer.allowingAll())
                        .interceptor(TextRules.builder()
                                .noRepeats(Duration.ofMinutes(1))
                                .build()));
        ada = client("ada");
        bo = client("bo");
        ada.news();
    }

    private TestClient client(String name) {
        TestClient client = new TestClient(engine, new dev.parlance.TestLane(), fixture.encoder)
                .as(name)
                .join("tea")
                .join("milk");
        client.news();
        return client;
    }

    private static <T> T done(CompletionStage<T> stage) {
        CompletableFuture<T> asked = stage.toCompletableFuture();
        assertThat(asked).isDone();
        return asked.join();
    }

    private FileId upload(String user, RoomId room) {
        FileUpload upload = done(engine.files().upload(User.of(user, user), room, user + ".txt", -1));
        done(upload.write(ByteBuffer.allocate(3)));
        done(upload.seal());
        return done(upload.commit(FileFindings.of("text/plain"))).id();
    }

    private static ClientCommand.Send send(String text, FileId... files) {
        return new ClientCommand.Send(TEA, text, null, Map.of(), null, List.of(), false, List.of(files));
    }

    private static ClientCommand edit(Message message, @Nullable String text, @Nullable List<FileId> files) {
        MessageEdit.Builder edit = MessageEdit.builder();
        if (text != null) {
            edit.text(text);
        }
        if (files != null) {
            edit.attachments(List.of());
        }
        return new ClientCommand.EditMessage(TEA, message.id(), edit.build(), files);
    }

    private Message said(TestClient by, ClientCommand.Send send) {
        by.ask(1, send).run();
        List<Message> history = done(log.history(TEA, HistoryQuery.newest(1))).messages();
        return history.get(0);
    }

    private Message latest(Message message) {
        return done(log.message(TEA, message.position())).orElseThrow();
    }

    private static List<FileId> ids(Message message) {
        return message.attachments().stream().map(Attachment::fileId).toList();
    }

    private boolean isThere(FileId id) {
        return done(engine.files().find(id)).isPresent();
    }

    private void rounds(int count) {
        for (int i = 0; i < count; i++) {
            fixture.time.advance(ROUND);
        }
    }

    @Test
    void aMessageOfFilesAloneIsAMessageAndWhoHearsItReadsThem() {
        FileId first = upload("ada", TEA);
        FileId second = upload("ada", TEA);
        Message message = said(ada, send("", second, first));
        assertThat(message.text()).isEmpty();
        assertThat(ids(message)).containsExactly(second, first);
        assertThat(message.attachments().get(0).name()).isEqualTo("ada.txt");
        done(engine.files().open(User.of("bo", "Bo"), TEA, first));
        Message again = said(ada, send("", upload("ada", TEA)));
        assertThat(again.id()).as("two pictures without a word are no repeat").isNotEqualTo(message.id());
    }

    @Test
    void aMessageNamesFilesOfItsAuthorAndItsRoomAlone() {
        FileId bos = upload("bo", TEA);
        FileId elsewhere = upload("ada", MILK);
        FileId gone = upload("ada", TEA);
        done(engine.files().delete(gone));
        for (FileId id : List.of(bos, elsewhere, gone, FileId.of(1, 2))) {
            assertThat(ada.ask(1, send("look", id)).news()).containsExactly("1:failed FILE_NOT_FOUND");
        }
        FileId mine = upload("ada", TEA);
        assertThat(ada.ask(1, send("twice", mine, mine)).news()).containsExactly("1:failed INVALID_MESSAGE");
        assertThat(ada.ask(1, send(" ")).news()).containsExactly("1:failed INVALID_MESSAGE");
    }

    @Test
    void theHostSendsFilesOfWhomeverThatAreThere() {
        FileId file = upload("bo", TEA);
        FileId elsewhere = upload("bo", MILK);
        Receipt receipt = done(engine.room(TEA).publish(draft(file)));
        assertThat(done(store.find(file)).orElseThrow().messages()).containsExactly(receipt.messageId());
        assertThat(engine.room(TEA).publish(draft(elsewhere)).toCompletableFuture())
                .isCompletedExceptionally();
    }

    private MessageDraft draft(FileId file) {
        return MessageDraft.builder(TEA, User.of("ada", "Ada"), "")
                .attachments(List.of(done(store.find(file)).orElseThrow().attachment()))
                .build();
    }

    @Test
    void anEditKeepsTheFilesUnlessItSaysSoAndWhatItLetsGoIsGone() {
        FileId first = upload("ada", TEA);
        FileId second = upload("ada", TEA);
        Message message = said(ada, send("one", first));
        ada.ask(2, edit(message, "two", null)).run();
        assertThat(ids(latest(message))).containsExactly(first);
        ada.ask(3, edit(message, null, List.of(first, second))).run();
        assertThat(ids(latest(message))).containsExactly(first, second);
        ada.ask(4, edit(message, "", List.of(second))).run();
        assertThat(ids(latest(message))).containsExactly(second);
        assertThat(isThere(first)).isFalse();
        assertThat(isThere(second)).isTrue();
        ada.news();
        assertThat(ada.ask(5, edit(message, null, List.of())).news())
                .as("nothing would be left")
                .containsExactly("5:failed INVALID_MESSAGE");
        assertThat(isThere(second)).isTrue();
    }

    @Test
    void aFileGoesWithTheLastMessageThatNamesItWhoeverDeletesThat() {
        FileId file = upload("ada", TEA);
        Message first = said(ada, send("one", file));
        Message second = said(ada, send("two", file));
        done(engine.room(TEA).delete(first.id()));
        assertThat(latest(first).attachments()).isEmpty();
        assertThat(isThere(file)).isTrue();
        ada.ask(2, new ClientCommand.DeleteMessage(TEA, second.id())).run();
        assertThat(isThere(file)).isFalse();
    }

    @Test
    void whatWasNeverSentIsSweptRowAndBytesAfterAnHourHoweverOftenItIsRead() throws Exception {
        FileId file = upload("ada", TEA);
        rounds(4);
        assertThat(isThere(file)).isTrue();
        done(engine.files().open(User.of("ada", "Ada"), TEA, file));
        rounds(2);
        assertThat(isThere(file)).isFalse();
        try (Stream<Path> left = Files.walk(directory)) {
            assertThat(left.filter(path -> path.toString().contains(file.value())))
                    .isEmpty();
        }
    }

    @Test
    void whatAMessageNamesStaysAndGoesWhenTheMessageLeavesTheLog() {
        FileId file = upload("ada", TEA);
        said(ada, send("look", file));
        rounds(8);
        assertThat(isThere(file)).isTrue();
        for (int i = 0; i < 3; i++) {
            said(bo, send("more " + i));
        }
        rounds(1);
        assertThat(isThere(file)).isFalse();
    }

    @Test
    void whileTheStoreOfMessagesIsAwayNothingGoes() {
        FileId file = upload("ada", TEA);
        said(ada, send("look", file));
        log.isAway = true;
        rounds(3);
        assertThat(isThere(file)).isTrue();
    }

    @Test
    void aNodeThatDiesWithoutAWordAboutAFileLosesNone() {
        FileId file = upload("ada", TEA);
        FileId edited = upload("ada", TEA);
        FileId never = upload("ada", TEA);
        Message before = said(ada, send("before"));
        log.dies = true;
        ada.ask(1, edit(before, null, List.of(edited)));
        bo.run();
        TestClient again = client("ada");
        again.ask(2, send("look", file)).run();
        done(store.claim(never, fixture.time.instant()));
        log.dies = false;
        assertThat(done(store.find(file)).orElseThrow().messages()).isEmpty();
        rounds(7);
        assertThat(isThere(never)).isFalse();
        assertThat(done(store.find(file)).orElseThrow().messages()).hasSize(1);
        assertThat(done(store.find(edited)).orElseThrow().messages()).containsExactly(before.id());
    }

    @Test
    void whoDiesBeforeADeletionIsToldLeavesItToTheSweep() {
        FileId file = upload("ada", TEA);
        Message message = said(ada, send("look", file));
        log.dies = true;
        ada.ask(1, new ClientCommand.DeleteMessage(TEA, message.id())).run();
        log.dies = false;
        assertThat(isThere(file)).isTrue();
        rounds(1);
        assertThat(isThere(file)).isFalse();
    }
}
