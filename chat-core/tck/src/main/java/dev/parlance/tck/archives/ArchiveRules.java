package dev.parlance.tck.archives;

import dev.parlance.archive.ArchiveBatch;
import dev.parlance.archive.ArchiveStore;
import dev.parlance.broker.WholeMessage;
import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.tck.harness.Stages;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of all rules for archives share: nodes that are started, and names that no other test has used. */
public abstract class ArchiveRules {
    static final Instant BEGINNING = Instant.parse("2031-05-06T07:08:09Z");
    static final String FIRST = "first_life";
    static final String SECOND = "second-life";
    static final String THIRD = "3";

    final String nonce = UUID.randomUUID().toString().substring(0, 8);
    final RoomId room = new RoomId("room/" + nonce);
    final User ada = User.of("ada " + nonce, "Ada of " + nonce);
    final User bo = User.of("bo " + nonce, "Bo of " + nonce);
    private final List<ArchiveStore> nodes = new ArrayList<>();
    private final Supplier<ArchiveStore> archives;
    private final Supplier<Duration> patience;
    private @Nullable ArchiveStore opened;

    protected ArchiveRules(Supplier<ArchiveStore> archives, Supplier<Duration> patience) {
        this.archives = archives;
        this.patience = patience;
    }

    @BeforeEach
    public void open() {
        opened = another();
    }

    @AfterEach
    public void close() {
        nodes.forEach(node -> done(node.stop()));
    }

    ArchiveStore archive() {
        ArchiveStore archive = opened;
        if (archive == null) {
            throw new IllegalStateException("no archive is open");
        }
        return archive;
    }

    /** Another node's. */
    ArchiveStore another() {
        ArchiveStore node = archives.get();
        nodes.add(node);
        done(node.start());
        return node;
    }

    <T extends @Nullable Object> T done(CompletionStage<T> stage) {
        return Stages.done(stage, patience.get());
    }

    Throwable failure(CompletionStage<?> stage) {
        return Stages.failure(stage, patience.get());
    }

    Duration patience() {
        return patience.get();
    }

    static Position at(String epoch, long offset) {
        return new Position(epoch, offset);
    }

    /** A second for each offset. */
    static Instant when(long offset) {
        return BEGINNING.plusSeconds(offset);
    }

    Message.Builder post(RoomId where, User author, Position position, String text) {
        return Message.stored(where, author, position, when(position.offset()))
                .number(position.offset())
                .text(text);
    }

    Message said(String epoch, long offset, String text) {
        return post(room, ada, at(epoch, offset), text).build();
    }

    /** One post for each offset, "text" and the offset. */
    List<Message> run(String epoch, long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(offset -> said(epoch, offset, "text " + offset))
                .toList();
    }

    static ArchiveBatch batch(RoomId where, long mark, long upTo, String epoch, List<Message> messages) {
        return new ArchiveBatch(where, at(epoch, mark), messages, List.of(), at(epoch, upTo));
    }

    Map<RoomId, Position> save(ArchiveBatch... batches) {
        return done(archive().save(Arrays.asList(batches)));
    }

    /** Saves the next messages of the room, each of which is posted or changed in that epoch. */
    Position save(String epoch, long mark, Message... messages) {
        return save(epoch, mark, List.of(messages));
    }

    Position save(String epoch, long mark, List<Message> messages) {
        long upTo = messages.stream().mapToLong(Message::changeOffset).max().orElse(mark);
        return save(batch(room, mark, upTo, epoch, messages)).getOrDefault(room, at("none", 0));
    }

    void saveWhole(String epoch, long mark, long upTo, WholeMessage whole) {
        save(new ArchiveBatch(room, at(epoch, mark), List.of(), List.of(whole), at(epoch, upTo)));
    }

    /** Three lives of the log, of which the second changes a post of the first: four posts, three, three; offsets go on over all of them. */
    List<Message> threeLives() {
        List<Message> all = new ArrayList<>(run(FIRST, 1, 4));
        save(FIRST, 0, run(FIRST, 1, 4));
        List<Message> second = new ArrayList<>(run(SECOND, 5, 7));
        Message edited = all.get(1).toBuilder()
                .edited("said otherwise", when(8))
                .changeOffset(8)
                .build();
        all.set(1, edited);
        all.addAll(second);
        second.add(edited);
        save(SECOND, 4, second);
        save(THIRD, 8, run(THIRD, 9, 11));
        all.addAll(run(THIRD, 9, 11));
        return all;
    }
}
