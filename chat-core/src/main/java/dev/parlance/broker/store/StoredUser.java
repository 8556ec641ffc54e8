package dev.parlance.broker.store;

import dev.parlance.broker.ReadMarks;
import dev.parlance.broker.ReadMarks.KeptMark;
import dev.parlance.broker.form.FormReader;
import dev.parlance.broker.form.FormWriter;
import dev.parlance.model.Position;
import dev.parlance.model.ReadMark;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The marks and mentions of one user, within one transaction that holds the user's lock: a row for each, one for each among the readers of a room, and a head that counts them. What nobody wrote for a
 * year is forgotten by whoever comes next.
 */
final class StoredUser {
    private static final int MARK = 33;
    private static final int READER = 34;
    private static final int MENTION = 35;
    private static final int HEAD = 36;
    private static final int CHUNK = 1_000;

    private final StoreTransaction transaction;
    private final UserId userId;
    private final Instant now;
    private long rooms;
    private long mentions;

    private StoredUser(StoreTransaction transaction, UserId userId, Instant now) {
        this.transaction = transaction;
        this.userId = userId;
        this.now = now;
    }

    /**
     * What is known of a user without a look at the marks.
     *
     * @param rooms how many are followed
     * @param mentions how many are kept
     * @param written when the last of them was written
     */
    record Head(UserId userId, long rooms, long mentions, Instant written) {
        static Head read(byte[] bytes) {
            return FormReader.read(bytes, "what is kept of a user", form -> {
                form.expect("user", HEAD);
                return new Head(new UserId(form.text()), form.number(), form.number(), form.instant());
            });
        }

        byte[] toBytes() {
            return FormWriter.of(HEAD)
                    .text(userId.value())
                    .number(rooms)
                    .number(mentions)
                    .instant(written)
                    .toBytes();
        }

        boolean isOver(Instant now) {
            return !now.isBefore(written.plus(ReadMarks.TIME_TO_LIVE));
        }
    }

    /** Who has read up to where. */
    record Reader(UserId userId, Position position) {
        static Reader read(byte[] bytes) {
            return FormReader.read(bytes, "a reader", form -> {
                form.expect("reader", READER);
                return new Reader(new UserId(form.text()), form.position());
            });
        }

        byte[] toBytes() {
            return FormWriter.of(READER).text(userId.value()).position(position).toBytes();
        }
    }

    static StoredUser open(StoreTransaction transaction, UserId userId) {
        transaction.lock(Keys.user(userId));
        StoredUser user = new StoredUser(transaction, userId, transaction.now());
        byte[] kept = transaction.get(Keys.userHead(userId));
        if (kept != null) {
            Head head = Head.read(kept);
            if (head.isOver(user.now)) {
                user.forgetAll();
            } else {
                user.rooms = head.rooms();
                user.mentions = head.mentions();
            }
        }
        return user;
    }

    private void forgetAll() {
        for (ReadMark each : marks()) {
            transaction.delete(Keys.reader(each.roomId(), userId));
        }
        Rows.deleteAll(transaction, Keys.marks(userId));
        Rows.deleteAll(transaction, Keys.mentions(userId));
        transaction.delete(Keys.userHead(userId));
    }

    private void save() {
        if (rooms == 0) {
            transaction.delete(Keys.userHead(userId));
        } else {
            transaction.put(Keys.userHead(userId), new Head(userId, rooms, mentions, now).toBytes(), null);
        }
    }

    /** In the order of the rooms' ids. */
    List<KeptMark> all() {
        List<ReadMark> marks = rooms == 0 ? List.of() : marks();
        NavigableSet<String> mentioned = mentionKeys();
        return marks.stream()
                .sorted(Comparator.comparing(mark -> mark.roomId().value()))
                .map(mark -> new KeptMark(
                        mark,
                        mentioned
                                .subSet(firstBehind(mark), Keys.end(Keys.mentions(userId, mark.roomId())))
                                .size()))
                .toList();
    }

    /** Of all rooms, in one go: a user may follow a thousand. */
    private NavigableSet<String> mentionKeys() {
        NavigableSet<String> keys = new TreeSet<>();
        if (mentions > 0) {
            String all = Keys.mentions(userId);
            transaction.scan(all, Keys.end(all), ReadMarks.MAX_MENTIONS, false).forEach(each -> keys.add(each.key()));
        }
        return keys;
    }

    /** Where the mentions begin that are not read. */
    private String firstBehind(ReadMark mark) {
        return Rows.after(Keys.mentions(userId, mark.roomId()), mark.position().offset());
    }

    private List<ReadMark> marks() {
        List<ReadMark> all = new ArrayList<>();
        String from = Keys.marks(userId);
        String to = Keys.end(from);
        List<StoreTransaction.Entry> chunk;
        do {
            chunk = transaction.scan(from, to, CHUNK, false);
            for (StoreTransaction.Entry each : chunk) {
                all.add(mark(each.value()));
                from = Rows.behind(each.key());
            }
        } while (chunk.size() == CHUNK);
        return all;
    }

    private KeptMark kept(ReadMark mark) {
        long behind = mentions == 0 ? 0 : mentionsAfter(mark);
        return new KeptMark(mark, behind);
    }

    private long mentionsAfter(ReadMark mark) {
        String of = Keys.mentions(userId, mark.roomId());
        return transaction
                .scan(firstBehind(mark), Keys.end(of), ReadMarks.MAX_MENTIONS, false)
                .size();
    }

    Optional<KeptMark> mark(RoomId roomId) {
        return Optional.ofNullable(find(roomId)).map(this::kept);
    }

    private @Nullable ReadMark find(RoomId roomId) {
        byte[] kept = rooms == 0 ? null : transaction.get(Keys.mark(userId, roomId));
        return kept == null ? null : mark(kept);
    }

    private ReadMark mark(byte[] bytes) {
        return FormReader.read(bytes, "a mark", form -> {
            form.expect("mark", MARK);
            return ReadMark.builder(userId, new RoomId(form.text()), form.position())
                    .number(form.number())
                    .version(form.number())
                    .markedUnread(form.flag())
                    .build();
        });
    }

    /** Keeps a mark in the place of that which it was made from. */
    KeptMark put(ReadMark next, int most) {
        ReadMark before = find(next.roomId());
        if (next.version() != (before == null ? 0 : before.version())) {
            throw ReadMarks.conflict();
        }
        if (before == null) {
            if (rooms >= most) {
                throw ReadMarks.full(most);
            }
            rooms++;
        }
        ReadMark kept = next.toBuilder().version(next.version() + 1).build();
        byte[] mark = FormWriter.of(MARK)
                .text(kept.roomId().value())
                .position(kept.position())
                .number(kept.number())
                .number(kept.version())
                .flag(kept.markedUnread())
                .toBytes();
        transaction.put(Keys.mark(userId, kept.roomId()), mark, null);
        transaction.put(Keys.reader(kept.roomId(), userId), new Reader(userId, kept.position()).toBytes(), null);
        save();
        return kept(kept);
    }

    void remove(RoomId roomId) {
        if (find(roomId) != null) {
            forgetMentions(roomId);
            transaction.delete(Keys.mark(userId, roomId));
            transaction.delete(Keys.reader(roomId, userId));
            rooms--;
            save();
        }
    }

    /** Notes or forgets a mention; returns whether the user follows that room. */
    boolean mention(RoomId roomId, long post, boolean on) {
        if (find(roomId) == null) {
            return false;
        }
        String key = Keys.at(Keys.mentions(userId, roomId), post);
        boolean isThere = transaction.get(key) != null;
        if (isThere && !on) {
            transaction.delete(key);
            mentions--;
        } else if (on && !isThere && hasRoom()) {
            transaction.put(key, FormWriter.of(MENTION).toBytes(), null);
            mentions++;
        }
        save();
        return true;
    }

    private boolean hasRoom() {
        if (mentions >= ReadMarks.MAX_MENTIONS) {
            NavigableSet<String> all = mentionKeys();
            for (ReadMark each : marks()) {
                all.subSet(Keys.mentions(userId, each.roomId()), firstBehind(each))
                        .forEach(this::forget);
            }
        }
        return mentions < ReadMarks.MAX_MENTIONS;
    }

    private void forget(String from, String to) {
        transaction.scan(from, to, ReadMarks.MAX_MENTIONS, false).forEach(each -> forget(each.key()));
    }

    private void forget(String mention) {
        transaction.delete(mention);
        mentions--;
    }

    void forgetMentions(RoomId roomId) {
        if (mentions > 0) {
            String of = Keys.mentions(userId, roomId);
            forget(of, Keys.end(of));
            save();
        }
    }
}
