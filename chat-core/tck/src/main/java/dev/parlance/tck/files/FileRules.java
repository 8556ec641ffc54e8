package dev.parlance.tck.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parlance.attachment.AttachmentReader;
import dev.parlance.attachment.AttachmentStore;
import dev.parlance.attachment.AttachmentUpload;
import dev.parlance.attachment.FilePart;
import dev.parlance.attachment.StoredFile;
import dev.parlance.model.Attachment;
import dev.parlance.model.FileId;
import dev.parlance.model.MessageId;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.tck.AttachmentStorage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of all rules of stores of files need. */
abstract class FileRules {
    static final RoomId TEA = new RoomId("tea");
    static final RoomId MILK = new RoomId("../milk %2e");
    static final UserId ADA = new UserId("ada");
    static final UserId BO = new UserId("b/o");
    static final Instant NOON = Instant.parse("2030-01-01T12:00:00.123Z");

    private final Supplier<AttachmentStorage> storages;
    private final Supplier<Duration> patience;
    private final List<AttachmentStore> nodes = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // before each test
    private AttachmentStorage storage;

    FileRules(Supplier<AttachmentStorage> storages, Supplier<Duration> patience) {
        this.storages = storages;
        this.patience = patience;
    }

    @BeforeEach
    final void open() {
        storage = storages.get();
    }

    @AfterEach
    final void close() throws Exception {
        for (AttachmentStore each : nodes) {
            done(each.stop());
        }
        storage.close();
    }

    final AttachmentStore notStarted() {
        AttachmentStore node = storage.newNode();
        nodes.add(node);
        return node;
    }

    final AttachmentStore node() {
        AttachmentStore node = notStarted();
        done(node.start());
        return node;
    }

    final <T extends @Nullable Object> T done(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(patience.get().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException | TimeoutException | ExecutionException e) {
            throw new AssertionError("a store of files did not do what it was asked for", e);
        }
    }

    final void fails(CompletionStage<?> stage) {
        assertThat(catchThrowableOfType(
                        ExecutionException.class,
                        () -> stage.toCompletableFuture().get(patience.get().toMillis(), TimeUnit.MILLISECONDS)))
                .as("a stage that fails")
                .isNotNull();
    }

    static FileId id(int number) {
        return FileId.of(number * 0x9E3779B97F4A7C15L, number);
    }

    static MessageId message(int number) {
        return new MessageId("epoch-" + number);
    }

    static byte[] bytes(int number, int length) {
        byte[] bytes = new byte[length];
        new Random(number).nextBytes(bytes);
        return bytes;
    }

    static StoredFile facts(FileId id, long size) {
        return facts(id, size, TEA, ADA);
    }

    static StoredFile facts(FileId id, long size, RoomId room, UserId by) {
        return StoredFile.builder(
                        Attachment.builder(id, "a.bin", "application/octet-stream", size)
                                .build(),
                        room,
                        by,
                        NOON)
                .build();
    }

    /** An upload that is written and sealed. */
    final AttachmentUpload sealed(AttachmentStore node, FileId id, byte[] content) {
        AttachmentUpload upload = done(node.begin(id));
        done(upload.write(ByteBuffer.wrap(content)));
        assertThat(done(upload.seal())).isEqualTo(content.length);
        return upload;
    }

    final StoredFile stored(AttachmentStore node, int number, byte[] content) {
        return stored(node, facts(id(number), content.length), content);
    }

    final StoredFile stored(AttachmentStore node, StoredFile facts, byte[] content) {
        done(sealed(node, facts.id(), content).commit(facts));
        return facts;
    }

    final byte[] read(AttachmentStore node, FileId id) {
        return read(node, id, FilePart.CONTENT, 0, Long.MAX_VALUE);
    }

    final byte[] read(AttachmentStore node, FileId id, FilePart part, long from, long length) {
        return rest(done(node.read(id, part, from, length)).orElseThrow());
    }

    final byte[] rest(AttachmentReader reader) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (reader) {
            for (Optional<ByteBuffer> next = done(reader.read()); next.isPresent(); next = done(reader.read())) {
                byte[] some = new byte[next.get().remaining()];
                assertThat(some.length).isBetween(1, 65_536);
                next.get().get(some);
                all.writeBytes(some);
            }
        }
        return all.toByteArray();
    }
}
