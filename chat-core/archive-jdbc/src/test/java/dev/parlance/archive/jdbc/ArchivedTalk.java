package dev.parlance.archive.jdbc;

import dev.parlance.archive.ArchiveBatch;
import dev.parlance.archive.ArchiveCursor;
import dev.parlance.archive.ArchiveStore;
import dev.parlance.model.Message;
import dev.parlance.model.MessagePage;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.tck.harness.Stages;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;

/** One room's talk, batch after batch, as an archiver saves it. */
final class ArchivedTalk {
    static final Duration PATIENCE = Duration.ofSeconds(50);
    static final String EPOCH = "life";

    private static final User ADA = User.of("ada", "Ada");

    final RoomId room;

    ArchivedTalk(String room) {
        this.room = new RoomId(room);
    }

    Message post(long offset, String text) {
        return Message.stored(room, ADA, new Position(EPOCH, offset), Instant.ofEpochSecond(1_900_000_000L + offset))
                .number(offset)
                .text(text)
                .build();
    }

    ArchiveBatch batch(long mark, long upTo) {
        return batch(mark, upTo, "text ");
    }

    ArchiveBatch batch(long mark, long upTo, String text) {
        List<Message> posts = LongStream.rangeClosed(mark + 1, upTo)
                .mapToObj(offset -> post(offset, text + offset))
                .toList();
        return new ArchiveBatch(room, new Position(EPOCH, mark), posts, List.of(), new Position(EPOCH, upTo));
    }

    /** The first posts, at one time. */
    ArchiveBatch old(long upTo, Instant when) {
        List<Message> posts = LongStream.rangeClosed(1, upTo)
                .mapToObj(offset -> Message.stored(room, ADA, new Position(EPOCH, offset), when)
                        .text("old " + offset)
                        .build())
                .toList();
        return new ArchiveBatch(room, new Position(EPOCH, 0), posts, List.of(), new Position(EPOCH, upTo));
    }

    CompletionStage<Position> save(ArchiveStore archive, long mark, long upTo) {
        return archive.save(List.of(batch(mark, upTo))).thenApply(reached -> reached.get(room));
    }

    /** The offsets of all posts, page by page, oldest first. */
    List<Long> offsets(ArchiveStore archive) {
        List<Long> all = new ArrayList<>();
        ArchiveCursor cursor = ArchiveCursor.OLDEST;
        MessagePage page;
        do {
            page = Stages.done(archive.page(room, cursor, 1_000), PATIENCE);
            page.messages().forEach(each -> all.add(each.position().offset()));
            cursor = all.isEmpty() ? cursor : ArchiveCursor.after(new Position(EPOCH, all.get(all.size() - 1)));
        } while (page.hasMore());
        return all;
    }

    static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }
}
