package dev.parlance.archive;

import dev.parlance.broker.LogEnd;
import dev.parlance.broker.WholeMessage;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.MessagePage;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** An archive whose calls fail now and then: before anything has happened, or after all has, when only the answer is lost. */
final class UnreliableArchive implements ArchiveStore {
    private final ArchiveStore sound;
    private final RandomGenerator random;
    private int oneIn;

    UnreliableArchive(ArchiveStore sound, RandomGenerator random) {
        this.sound = sound;
        this.random = random;
    }

    /** How many calls one of which fails; none if 0. */
    void fails(int calls) {
        oneIn = calls;
    }

    private <T> CompletionStage<T> tried(Supplier<CompletionStage<T>> call) {
        boolean fails = oneIn > 0 && random.nextInt(oneIn) == 0;
        if (fails && random.nextBoolean()) {
            return failed();
        }
        CompletionStage<T> done = call.get();
        return fails
                ? done.handle((value, error) -> UnreliableArchive.<T>failed()).thenCompose(Function.identity())
                : done;
    }

    private static <T> CompletionStage<T> failed() {
        return CompletableFuture.failedStage(new ChatException(ErrorCode.BROKER_UNAVAILABLE, "the archive fails"));
    }

    @Override
    public CompletionStage<Void> start() {
        return sound.start();
    }

    @Override
    public CompletionStage<Void> stop() {
        return sound.stop();
    }

    @Override
    public CompletionStage<Map<RoomId, Position>> save(List<ArchiveBatch> batches) {
        return tried(() -> sound.save(batches));
    }

    @Override
    public CompletionStage<Optional<LogEnd>> end(RoomId roomId) {
        return tried(() -> sound.end(roomId));
    }

    @Override
    public CompletionStage<MessagePage> page(RoomId roomId, ArchiveCursor cursor, int limit) {
        return tried(() -> sound.page(roomId, cursor, limit));
    }

    @Override
    public CompletionStage<ArchivedChanges> changed(RoomId roomId, Position since, int limit) {
        return tried(() -> sound.changed(roomId, since, limit));
    }

    @Override
    public CompletionStage<Boolean> knows(RoomId roomId, Position position) {
        return tried(() -> sound.knows(roomId, position));
    }

    @Override
    public CompletionStage<Optional<WholeMessage>> message(RoomId roomId, Position position) {
        return tried(() -> sound.message(roomId, position));
    }

    @Override
    public CompletionStage<MessagePage> messages(RoomId roomId, List<Position> positions) {
        return tried(() -> sound.messages(roomId, positions));
    }

    @Override
    public CompletionStage<MessagePage> replies(RoomId roomId, Position root, int limit, @Nullable Position after) {
        return tried(() -> sound.replies(roomId, root, limit, after));
    }

    @Override
    public CompletionStage<MessagePage> pins(RoomId roomId) {
        return tried(() -> sound.pins(roomId));
    }

    @Override
    public CompletionStage<Map<Position, Set<String>>> reactionsOf(
            RoomId roomId, UserId userId, List<Position> messages) {
        return tried(() -> sound.reactionsOf(roomId, userId, messages));
    }

    @Override
    public CompletionStage<FoundMessages> search(SearchQuery query) {
        return tried(() -> sound.search(query));
    }

    @Override
    public CompletionStage<Optional<Position>> at(RoomId roomId, Instant time) {
        return tried(() -> sound.at(roomId, time));
    }

    @Override
    public CompletionStage<Long> expire(@Nullable RoomId roomId, List<RoomId> except, Instant before, int limit) {
        return tried(() -> sound.expire(roomId, except, before, limit));
    }

    @Override
    public CompletionStage<Erasure> eraseUser(UserId userId) {
        return tried(() -> sound.eraseUser(userId));
    }

    @Override
    public CompletionStage<Erasure> eraseRoom(RoomId roomId) {
        return tried(() -> sound.eraseRoom(roomId));
    }

    @Override
    public CompletionStage<MessagePage> saidBy(UserId userId, @Nullable StoredPlace after, int limit) {
        return tried(() -> sound.saidBy(userId, after, limit));
    }
}
