package dev.parlance.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.Attachment;
import dev.parlance.model.FileId;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it takes files leaves whole ones, and what a sweep takes away. */
@Tag("faults")
class UploadKilledTest {
    private static final FileId WHOLE = FileId.of(1, 1);
    private static final FileId SEALED = FileId.of(2, 2);
    private static final FileId OPEN = FileId.of(3, 3);

    @TempDir
    Path directory;

    /** The process that is killed. */
    public static void main(String[] arguments) throws IOException {
        AttachmentStore store = DirectoryAttachments.in(Path.of(arguments[0]), Runnable::run);
        done(store.start());
        done(sealed(store, WHOLE).commit(facts(WHOLE)));
        AttachmentUpload sealed = sealed(store, SEALED);
        done(sealed.thumbnail(ByteBuffer.allocate(10)));
        done(done(store.begin(OPEN)).write(ByteBuffer.allocate(100_000)));
        System.out.println("written");
        while (System.in.read() >= 0) {
            System.out.println("nobody says anything");
        }
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }

    private static AttachmentUpload sealed(AttachmentStore store, FileId id) {
        AttachmentUpload upload = done(store.begin(id));
        done(upload.write(ByteBuffer.allocate(100)));
        done(upload.seal());
        return upload;
    }

    private static StoredFile facts(FileId id) {
        Attachment attachment = Attachment.builder(id, "a", "text/plain", 100).build();
        return StoredFile.builder(attachment, new RoomId("tea"), new UserId("ada"), Instant.EPOCH)
                .build();
    }

    @Test
    void whatIsLeftOfItsUploadsIsSweptAndWhatWasWholeIsThere() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        UploadKilledTest.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(said.readLine()).isEqualTo("written");
        } finally {
            process.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
        }

        AttachmentStore store = DirectoryAttachments.in(directory, Runnable::run);
        done(store.start());
        assertThat(done(store.list(FileQuery.first(9)))).containsExactly(facts(WHOLE));
        assertThat(done(store.sweepUnfinished(Instant.EPOCH))).isZero();
        assertThat(done(store.sweepUnfinished(Instant.MAX))).isEqualTo(2);
        assertThat(named(SEALED)).isEmpty();
        assertThat(named(OPEN)).isEmpty();
        assertThat(named(WHOLE)).hasSize(2);
        done(store.stop());
    }

    private List<Path> named(FileId id) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(path -> path.toString().contains(id.value())).toList();
        }
    }
}
