package dev.parlance.archive;

import dev.parlance.broker.LogEnd;
import dev.parlance.broker.WholeMessage;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Message;
import dev.parlance.model.MessageId;
import dev.parlance.model.MessagePage;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An archive in maps, for tests: what it says is right because it is simple. Any thread. */
public final class InMemoryArchive implements ArchiveStore {
    private final Map<RoomId, Archive> rooms = new HashMap<>();
    private volatile boolean broken;
    private volatile @Nullable Runnable beforeSave;

    private record Place(int ordinal, long offset) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            return Comparator.comparingInt(Place::ordinal)
                    .thenComparingLong(Place::offset)
                    .compare(this, other);
        }
    }

    private record Row(WholeMessage whole, Place changed) {}

    private static final class Archive {
        final List<String> epochs = new ArrayList<>();
        final List<Long> ends = new ArrayList<>();
        final NavigableMap<Place, Row> posts = new TreeMap<>();

        Place placeOf(Position position) {
            int ordinal = epochs.indexOf(position.epoch());
            if (ordinal < 0) {
                throw new ChatException(ErrorCode.POSITION_LOST, "no epoch of the archive: " + position);
            }
            return new Place(ordinal, position.offset());
        }

        Stream<Message> messages() {
            return posts.values().stream().map(row -> row.whole.message());
        }

        Position end() {
            int last = epochs.size() - 1;
            return new Position(epochs.get(last), ends.get(last));
        }
    }

    /** From now on it cannot be reached, or can again. */
    public void breaks(boolean value) {
        broken = value;
    }

    /** Runs before each save, whether it then succeeds or not. */
    public void beforeSave(@Nullable Runnable value) {
        beforeSave = value;
    }

    private <T> CompletionStage<T> doing(Supplier<T> work) {
        if (broken) {
            return CompletableFuture.failedStage(
                    new ChatException(ErrorCode.BROKER_UNAVAILABLE, "the archive cannot be reached"));
        }
        try {
            synchronized (this) {
                return CompletableFuture.completedStage(work.get());
            }
        } catch (ChatException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private <T> CompletionStage<T> of(RoomId roomId, T nothing, Function<Archive, T> work) {
        return doing(() -> {
            Archive archive = rooms.get(roomId);
            return archive == null ? nothing : work.apply(archive);
        });
    }

    @Override
    public CompletionStage<Void> start() {
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> stop() {
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Map<RoomId, Position>> save(List<ArchiveBatch> batches) {
        Runnable first = beforeSave;
        if (first != null) {
            first.run();
        }
        return doing(() -> {
            Map<RoomId, Position> stands = new LinkedHashMap<>();
            batches.forEach(batch -> stands.put(batch.roomId(), save(batch)));
            return stands;
        });
    }

    private Position save(ArchiveBatch batch) {
        Archive archive = rooms.computeIfAbsent(batch.roomId(), key -> new Archive());
        String epoch = batch.upTo().epoch();
        int ordinal = archive.epochs.indexOf(epoch);
        if (ordinal < 0) {
            for (Message message : batch.messages()) { // epochs of messages that a log carried over
                register(archive, message.position().epoch());
            }
            register(archive, epoch);
            ordinal = archive.epochs.indexOf(epoch);
        }
        if (ordinal < archive.epochs.size() - 1) {
            return archive.end();
        }
        for (Message message : batch.messages()) {
            keep(archive, ordinal, message, null);
        }
        batch.whole().forEach(whole -> keep(archive, archive.epochs.size() - 1, whole.message(), whole));
        archive.ends.set(
                ordinal, Math.max(archive.ends.get(ordinal), batch.upTo().offset()));
        return archive.end();
    }

    private static void register(Archive archive, String epoch) {
        if (!archive.epochs.contains(epoch)) {
            archive.epochs.add(epoch);
            archive.ends.add(0L);
        }
    }

    private static void keep(Archive archive, int ordinal, Message message, @Nullable WholeMessage whole) {
        Place place = archive.placeOf(message.position());
        Place changed = new Place(ordinal, message.changeOffset());
        Row known = archive.posts.get(place);
        if (known != null && known.changed.compareTo(changed) > 0) {
            return;
        }
        if (known != null && known.changed.equals(changed) && whole == null) {
            return;
        }
        WholeMessage next = whole == null ? new WholeMessage(message, message.reactions(), new TreeMap<>()) : whole;
        archive.posts.put(place, new Row(next, changed));
    }

    @Override
    public CompletionStage<Optional<LogEnd>> end(RoomId roomId) {
        return of(
                roomId,
                Optional.empty(),
                archive -> Optional.of(new LogEnd(
                        archive.end(),
                        archive.messages().mapToLong(Message::number).max().orElse(0),
                        archive.messages().filter(Message::deleted).count(),
                        offsets(archive, Message::deleted),
                        offsets(archive, Message::mentionsRoom))));
    }

    private static List<Long> offsets(Archive archive, Predicate<Message> which) {
        return archive.messages()
                .filter(which)
                .map(message -> message.position().offset())
                .toList();
    }

    @Override
    public CompletionStage<MessagePage> page(RoomId roomId, ArchiveCursor cursor, int limit) {
        return doing(() -> {
            Archive archive = rooms.getOrDefault(roomId, new Archive());
            NavigableMap<Place, Row> all = archive.posts;
            if (cursor.from() != null) {
                Place from = archive.placeOf(cursor.from());
                all = cursor.newer() ? all.tailMap(from, false) : all.headMap(from, false);
            }
            List<Message> page = new ArrayList<>((cursor.newer() ? all : all.descendingMap())
                    .values().stream()
                            .limit(limit)
                            .map(row -> row.whole.message())
                            .toList());
            if (!cursor.newer()) {
                Collections.reverse(page);
            }
            return new MessagePage(page, all.size() > limit);
        });
    }

    @Override
    public CompletionStage<ArchivedChanges> changed(RoomId roomId, Position since, int limit) {
        return doing(() -> {
            Archive archive = rooms.get(roomId);
            if (archive == null) {
                throw new ChatException(ErrorCode.POSITION_LOST, "nothing is archived");
            }
            Place from = archive.placeOf(since);
            List<Row> rows = archive.posts.values().stream()
                    .filter(row -> row.changed.compareTo(from) > 0)
                    .sorted(Comparator.comparing(Row::changed))
                    .toList();
            boolean hasMore = rows.size() > limit;
            List<Row> page = hasMore ? rows.subList(0, limit) : rows;
            Place last = hasMore ? page.get(limit - 1).changed : null;
            return new ArchivedChanges(
                    page.stream().map(row -> row.whole.message()).toList(),
                    last == null ? archive.end() : new Position(archive.epochs.get(last.ordinal), last.offset),
                    hasMore);
        });
    }

    @Override
    public CompletionStage<Boolean> knows(RoomId roomId, Position position) {
        return of(roomId, false, archive -> {
            int ordinal = archive.epochs.indexOf(position.epoch());
            return ordinal >= 0 && position.offset() <= archive.ends.get(ordinal);
        });
    }

    @Override
    public CompletionStage<Optional<WholeMessage>> message(RoomId roomId, Position position) {
        return of(roomId, Optional.empty(), archive -> {
            if (!archive.epochs.contains(position.epoch())) {
                return Optional.empty();
            }
            Row row = archive.posts.get(archive.placeOf(position));
            return row == null
                    ? Optional.empty()
                    : Optional.of(new WholeMessage(
                            row.whole.message(),
                            row.whole.reactors(),
                            repliesTo(archive, row.whole.message().id())));
        });
    }

    private static NavigableMap<Long, Instant> repliesTo(Archive archive, MessageId root) {
        NavigableMap<Long, Instant> replies = new TreeMap<>();
        archive.messages()
                .filter(message -> !message.deleted() && message.replyTo().equals(Optional.of(root)))
                .forEach(message -> replies.put(message.position().offset(), message.timestamp()));
        return replies;
    }

    @Override
    public CompletionStage<MessagePage> messages(RoomId roomId, List<Position> positions) {
        return of(
                roomId,
                new MessagePage(List.of(), false),
                archive -> new MessagePage(
                        positions.stream()
                                .filter(each -> archive.epochs.contains(each.epoch()))
                                .map(each -> archive.posts.get(archive.placeOf(each)))
                                .filter(row -> row != null)
                                .map(row -> row.whole.message())
                                .toList(),
                        false));
    }

    private static MessagePage first(Stream<Message> messages, int limit) {
        List<Message> all = messages.limit(limit + 1L).toList();
        return all.size() > limit ? new MessagePage(all.subList(0, limit), true) : new MessagePage(all, false);
    }

    @Override
    public CompletionStage<MessagePage> replies(RoomId roomId, Position root, int limit, @Nullable Position after) {
        return of(
                roomId,
                new MessagePage(List.of(), false),
                archive -> first(
                        archive.messages()
                                .filter(message -> !message.deleted()
                                        && message.replyTo().equals(Optional.of(MessageId.at(root)))
                                        && (after == null
                                                || archive.placeOf(message.position())
                                                                .compareTo(archive.placeOf(after))
                                                        > 0)),
                        limit));
    }

    @Override
    public CompletionStage<MessagePage> pins(RoomId roomId) {
        return of(
                roomId,
                new MessagePage(List.of(), false),
                archive -> new MessagePage(
                        archive.messages()
                                .filter(message -> message.pinnedAt().isPresent())
                                .sorted(Comparator.comparing((Message message) ->
                                                message.pinnedAt().orElseThrow())
                                        .reversed())
                                .toList(),
                        false));
    }

    @Override
    public CompletionStage<Map<Position, Set<String>>> reactionsOf(
            RoomId roomId, UserId userId, List<Position> messages) {
        return of(roomId, Map.of(), archive -> {
            Map<Position, Set<String>> all = new LinkedHashMap<>();
            for (Position each : messages) {
                Row row = archive.epochs.contains(each.epoch()) ? archive.posts.get(archive.placeOf(each)) : null;
                Set<String> of = new HashSet<>();
                if (row != null) {
                    row.whole.reactors().forEach((emoji, users) -> {
                        if (users.contains(userId)) {
                            of.add(emoji);
                        }
                    });
                }
                if (!of.isEmpty()) {
                    all.put(each, of);
                }
            }
            return all;
        });
    }

    @Override
    public CompletionStage<FoundMessages> search(SearchQuery query) {
        return of(query.roomId(), new FoundMessages(List.of(), null), archive -> {
            List<Message> found = new ArrayList<>();
            for (Row row : archive.posts.descendingMap().values()) {
                Message message = row.whole.message();
                if (found.size() == query.limit()) {
                    return new FoundMessages(found, found.get(found.size() - 1).position());
                }
                if (Stream.of(query.text().toLowerCase(Locale.ROOT).split(" "))
                        .allMatch(message.text().toLowerCase(Locale.ROOT)::contains)) {
                    found.add(message);
                }
            }
            return new FoundMessages(found, null);
        });
    }

    @Override
    public CompletionStage<Optional<Position>> at(RoomId roomId, Instant time) {
        return of(
                roomId,
                Optional.empty(),
                archive -> archive.messages()
                        .filter(message -> !message.timestamp().isBefore(time))
                        .findFirst()
                        .map(Message::position));
    }

    @Override
    public CompletionStage<Long> expire(@Nullable RoomId roomId, List<RoomId> except, Instant before, int limit) {
        throw new UnsupportedOperationException("nothing in these tests expires");
    }

    @Override
    public CompletionStage<Erasure> eraseUser(UserId userId) {
        throw new UnsupportedOperationException("nobody in these tests is erased");
    }

    @Override
    public CompletionStage<Erasure> eraseRoom(RoomId roomId) {
        throw new UnsupportedOperationException("nothing in these tests is erased");
    }

    @Override
    public CompletionStage<MessagePage> saidBy(UserId userId, @Nullable StoredPlace after, int limit) {
        throw new UnsupportedOperationException("nobody in these tests asks for it");
    }
}
