package dev.parlance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parlance.attachment.AttachmentReader;
import dev.parlance.attachment.AttachmentStore;
import dev.parlance.attachment.DirectoryAttachments;
import dev.parlance.attachment.FileFindings;
import dev.parlance.attachment.FilePart;
import dev.parlance.attachment.StoredFile;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.FileId;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomKind;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.User;
import dev.parlance.policy.ChatLimits;
import dev.parlance.policy.FileSettings;
import dev.parlance.policy.Metered;
import dev.parlance.policy.Rate;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may upload and read files, and which are taken. */
class FilesOfAServiceTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final User ADA = User.of("ada", "Ada");
    private static final User BO = User.of("bo", "Bo");

    @TempDir
    Path directory;

    private final List<String> scanned = new ArrayList<>();

    private EngineFixture fixture() {
        return new EngineFixture(builder -> builder.attachments(
                        DirectoryAttachments.in(directory, Runnable::run),
                        FileSettings.builder()
                                .maxSize(10)
                                .refusedTypes(List.of("text/html"))
                                .maxUploads(3, 2)
                                .build())
                .limits(ChatLimits.builder()
                        .userRate(Metered.FILE_BYTES, new Rate(1, 8))
                        .build())
                .uploadInterceptor((facts, content) -> content.read(0, Long.MAX_VALUE)
                        .thenCompose(AttachmentReader::read)
                        .thenAccept(bytes -> {
                            String text = text(bytes);
                            scanned.add(facts.attachment().name() + ": " + text);
                            if (text.contains("virus")) {
                                throw ChatException.refused("VIRUS", "this file is ill");
                            }
                        })));
    }

    private static String text(Optional<ByteBuffer> bytes) {
        return bytes.map(found -> StandardCharsets.UTF_8.decode(found).toString())
                .orElse("");
    }

    private static <T> T done(CompletionStage<T> stage) {
        CompletableFuture<T> asked = stage.toCompletableFuture();
        assertThat(asked).isDone();
        return asked.join();
    }

    private static ErrorCode refusal(CompletionStage<?> stage) {
        CompletionException error = catchThrowableOfType(CompletionException.class, () -> done(stage));
        return ((ChatException) error.getCause()).code();
    }

    private static StoredFile upload(ChatFiles files, User by, String name, String type, String text) {
        FileUpload upload = done(files.upload(by, TEA, name, -1));
        done(upload.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
        done(upload.seal());
        return done(upload.commit(FileFindings.of(type)));
    }

    private static String read(ChatFiles files, User by, FileId id) {
        AttachmentReader reader = done(done(files.open(by, TEA, id)).read(FilePart.CONTENT, 0, Long.MAX_VALUE));
        return text(done(reader.read()));
    }

    @Test
    void whatIsUploadedIsItsUsersAloneUntilAMessageNamesIt() {
        EngineFixture fixture = fixture();
        ChatFiles files = fixture.engine.files();
        StoredFile file = upload(files, ADA, "../../etc/tea.txt", "text/plain", "Earl Grey");
        assertThat(file.attachment().name()).isEqualTo("tea.txt");
        assertThat(read(files, ADA, file.id())).isEqualTo("Earl Grey");
        assertThat(refusal(files.open(BO, TEA, file.id()))).isEqualTo(ErrorCode.FILE_NOT_FOUND);
        assertThat(refusal(files.open(TEA, file.id()))).isEqualTo(ErrorCode.FILE_NOT_FOUND);
        assertThat(refusal(files.open(ADA, new RoomId("milk"), file.id()))).isEqualTo(ErrorCode.FILE_NOT_FOUND);
    }

    @Test
    void whatIsTooLargeOrOfAKindThatIsNotTakenIsRefusedAndNothingIsLeftOfIt() throws Exception {
        ChatFiles files = fixture().engine.files();
        assertThat(refusal(files.upload(ADA, TEA, "big", 11))).isEqualTo(ErrorCode.FILE_TOO_LARGE);
        FileUpload big = done(files.upload(ADA, TEA, "big", 10));
        done(big.write(ByteBuffer.allocate(10)));
        assertThat(refusal(big.write(ByteBuffer.allocate(1)))).isEqualTo(ErrorCode.FILE_TOO_LARGE);
        done(big.abort());
        FileUpload page = done(files.upload(BO, TEA, "page.png", -1));
        done(page.write(ByteBuffer.allocate(1)));
        done(page.seal());
        assertThat(refusal(page.commit(FileFindings.of("text/html")))).isEqualTo(ErrorCode.FILE_TYPE_REFUSED);
        done(page.abort());
        try (Stream<Path> left = Files.list(directory.resolve("incoming"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void theHostReadsAFileBeforeAnybodyElseAndMayRefuseIt() {
        ChatFiles files = fixture().engine.files();
        FileUpload upload = done(files.upload(ADA, TEA, "a.txt", -1));
        done(upload.write(ByteBuffer.wrap("a virus".getBytes(StandardCharsets.UTF_8))));
        assertThat(done(upload.seal())).isEqualTo(7);
        assertThat(refusal(upload.commit(FileFindings.of("text/plain")))).isEqualTo(ErrorCode.REFUSED);
        done(upload.abort());
        assertThat(scanned).containsExactly("a.txt: a virus");
        assertThat(done(files.find(upload.id()))).isEmpty();
    }

    @Test
    void whoHasUploadedTooMuchOrTooManyAtOnceWaits() {
        EngineFixture fixture = fixture();
        ChatFiles files = fixture.engine.files();
        upload(files, ADA, "a", "text/plain", "123456789");
        assertThat(refusal(files.upload(ADA, TEA, "b", -1))).isEqualTo(ErrorCode.RATE_LIMITED);
        FileUpload first = done(files.upload(BO, TEA, "b", -1));
        done(files.upload(BO, TEA, "c", -1));
        assertThat(refusal(files.upload(BO, TEA, "d", -1))).isEqualTo(ErrorCode.RATE_LIMITED);
        done(files.upload(User.of("cy", "Cy"), TEA, "e", -1));
        assertThat(refusal(files.upload(User.of("di", "Di"), TEA, "f", -1))).isEqualTo(ErrorCode.OVERLOADED);
        done(first.abort());
        done(first.abort());
        done(files.upload(BO, TEA, "g", -1));
    }

    @Test
    void whoWasTakenOutOfAPrivateRoomReadsNoFileOfItAnyMore() {
        EngineFixture fixture = fixture();
        InMemoryBroker broker = InMemoryBroker.builder().hub(fixture.hub).build();
        fixture.node(broker, builder -> builder);
        done(broker.createRoom(RoomRecord.builder(TEA, RoomKind.PRIVATE).build(), Map.of(ADA.id(), RoomRole.OWNER)));
        ChatFiles files = fixture.engine.files();
        assertThat(refusal(files.upload(BO, TEA, "a", -1))).isEqualTo(ErrorCode.FORBIDDEN);
        done(broker.putMember(TEA, BO.id(), RoomRole.MEMBER, 10));
        StoredFile file = upload(files, BO, "a", "text/plain", "Assam");
        assertThat(read(files, BO, file.id())).isEqualTo("Assam");
        done(broker.removeMember(TEA, BO.id()));
        assertThat(refusal(files.open(BO, TEA, file.id()))).isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void aHostDoesItAsThePageSays() {
        User ada = ADA;
        RoomId room = TEA;
        ByteBuffer bytes = ByteBuffer.wrap("Assam".getBytes(StandardCharsets.UTF_8));

        AttachmentStore store = DirectoryAttachments.in(directory);
        ChatEngine engine = ChatEngine.builder()
                .attachments(store, FileSettings.builder().maxSize(10_000_000).build())
                .build();
        CompletionStage<Void> started = engine.start();
        started.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();

        CompletionStage<StoredFile> kept = engine.files()
                .upload(ada, room, "tea.txt", -1)
                .thenCompose(upload -> upload.write(bytes)
                        .thenCompose(written -> upload.seal())
                        .thenCompose(size -> upload.commit(FileFindings.of("text/plain")))
                        .whenComplete((file, error) -> upload.abort())); // a committed one stays
        StoredFile file =
                kept.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();

        assertThat(file.attachment().size()).isEqualTo(5);
        engine.close();
    }

    @Test
    void withoutAStoreThereAreNoFiles() {
        ChatFiles files = new EngineFixture().engine.files();
        assertThat(files.isOffered()).isFalse();
        assertThat(refusal(files.upload(ADA, TEA, "a", -1))).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(refusal(files.open(ADA, TEA, FileId.of(1, 2)))).isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void filesOfARoomAndOfAUserAreErasedAndNamed() {
        EngineFixture fixture = fixture();
        ChatFiles files = fixture.engine.files();
        StoredFile adas = upload(files, ADA, "a", "text/plain", "A");
        StoredFile bos = upload(files, BO, "b", "text/plain", "B");
        assertThat(done(files.erase(ADA.id()))).containsExactly(adas.id());
        assertThat(done(files.erase(TEA))).containsExactly(bos.id());
        assertThat(done(files.find(bos.id()))).isEmpty();
    }
}
