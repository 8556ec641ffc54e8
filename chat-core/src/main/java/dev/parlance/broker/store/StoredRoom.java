package dev.parlance.broker.store;

import dev.parlance.broker.RoomDirectory;
import dev.parlance.broker.form.FormReader;
import dev.parlance.broker.form.FormWriter;
import dev.parlance.broker.form.RoomForm;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomMember;
import dev.parlance.model.RoomMemberPage;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.Signal;
import dev.parlance.model.UserId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one room is known for, within one transaction that holds the room's lock. Beside the record lies how many members and owners there are, so that nobody counts to know who is the last. */
final class StoredRoom {
    private static final int KIND = 27;
    private static final int CHUNK = 1_000;

    private final StoreTransaction transaction;
    private final RoomId roomId;
    private @Nullable RoomRecord record;
    private long owners;
    private long members;

    private StoredRoom(StoreTransaction transaction, RoomId roomId) {
        this.transaction = transaction;
        this.roomId = roomId;
    }

    static StoredRoom open(StoreTransaction transaction, RoomId roomId) {
        transaction.lock(Keys.room(roomId));
        StoredRoom room = new StoredRoom(transaction, roomId);
        byte[] kept = transaction.get(Keys.record(roomId));
        if (kept != null) {
            FormReader.read(kept, "what a room is known for", form -> {
                form.expect("room", KIND);
                room.record = RoomForm.record(form.bytes());
                room.owners = form.number();
                room.members = form.number();
                return room;
            });
        }
        return room;
    }

    Optional<RoomRecord> record() {
        return Optional.ofNullable(record);
    }

    RoomRecord create(RoomRecord wanted, Map<UserId, RoomRole> founders) {
        if (record != null) {
            throw RoomDirectory.exists();
        }
        Instant now = now();
        founders.forEach((userId, role) -> keep(new RoomMember(userId, role, now)));
        members = founders.size();
        owners = founders.values().stream()
                .filter(role -> role == RoomRole.OWNER)
                .count();
        return keep(wanted.toBuilder().stored(1, now).build());
    }

    RoomRecord update(RoomRecord wanted) {
        return keep(required().next(wanted));
    }

    private RoomRecord keep(RoomRecord kept) {
        record = kept;
        keepHead(kept);
        tell(RoomDirectory.recordChanged(kept.version()));
        return kept;
    }

    private void keepHead(RoomRecord kept) {
        byte[] head = FormWriter.of(KIND)
                .bytes(RoomForm.of(kept))
                .number(owners)
                .number(members)
                .toBytes();
        transaction.put(Keys.record(roomId), head, null);
    }

    void delete() {
        if (record == null) {
            return;
        }
        String all = Keys.roomMembers(roomId);
        List<StoreTransaction.Entry> chunk;
        do {
            chunk = transaction.scan(all, Keys.end(all), CHUNK, false);
            chunk.forEach(each -> transaction.delete(each.key()));
        } while (chunk.size() == CHUNK);
        transaction.delete(Keys.record(roomId));
        record = null;
        tell(RoomDirectory.recordChanged(0));
    }

    RoomMember put(UserId userId, RoomRole role, int most) {
        RoomRecord kept = required();
        RoomMember before = find(userId);
        if (before == null && members >= most) {
            throw RoomDirectory.full();
        }
        RoomMember after = new RoomMember(userId, role, before == null ? now() : before.since());
        if (!after.equals(before)) {
            recount(kept, before, after);
            keep(after);
            tell(RoomDirectory.memberChanged(userId, role));
        }
        return after;
    }

    void remove(UserId userId) {
        RoomMember before = find(userId);
        if (record != null && before != null) {
            recount(record, before, null);
            transaction.delete(Keys.roomMember(roomId, userId));
            tell(RoomDirectory.memberChanged(userId, null));
        }
    }

    private void recount(RoomRecord kept, @Nullable RoomMember before, @Nullable RoomMember after) {
        int was = before != null && before.role() == RoomRole.OWNER ? 1 : 0;
        int is = after != null && after.role() == RoomRole.OWNER ? 1 : 0;
        if (was > is && owners == 1) {
            throw RoomDirectory.lastOwner();
        }
        owners += is - was;
        members += (after == null ? 0 : 1) - (before == null ? 0 : 1);
        keepHead(kept);
    }

    Optional<RoomMember> member(UserId userId) {
        return Optional.ofNullable(find(userId));
    }

    RoomMemberPage page(int limit, @Nullable UserId after) {
        String all = Keys.roomMembers(roomId);
        String from = after == null ? all : Keys.roomMember(roomId, after) + "!"; // the least key after this one
        List<RoomMember> found = transaction.scan(from, Keys.end(all), limit + 1, false).stream()
                .map(each -> RoomForm.member(each.value()))
                .toList();
        boolean hasMore = found.size() > limit;
        return new RoomMemberPage(hasMore ? found.subList(0, limit) : found, hasMore);
    }

    private RoomRecord required() {
        if (record == null) {
            throw RoomDirectory.noRecord();
        }
        return record;
    }

    private @Nullable RoomMember find(UserId userId) {
        byte[] kept = transaction.get(Keys.roomMember(roomId, userId));
        return kept == null ? null : RoomForm.member(kept);
    }

    private void keep(RoomMember member) {
        transaction.put(Keys.roomMember(roomId, member.userId()), RoomForm.of(member), null);
    }

    private Instant now() {
        return transaction.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private void tell(Signal signal) {
        Notification.signal(transaction, Keys.room(roomId), signal);
    }
}
