package dev.parlance.broker.store;

import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.form.FormReader;
import dev.parlance.broker.form.FormWriter;
import dev.parlance.model.Presence;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Who is in one room, within one transaction that holds the room's lock. */
final class StoredPresence {
    static final int KIND = 23;
    private static final int CHUNK = 1_000;

    private final StoreTransaction transaction;
    private final RoomId roomId;
    private long version;
    private long members;

    private StoredPresence(StoreTransaction transaction, RoomId roomId) {
        this.transaction = transaction;
        this.roomId = roomId;
    }

    /**
     * What a member was entered as.
     *
     * @param version the room's presence version after it
     * @param named the version at which the entered name came to be
     */
    record Entry(long version, long named) {}

    /** Nobody was entered: the node is taken for dead. */
    static final Entry FENCED = new Entry(-1, -1);

    static StoredPresence open(StoreTransaction transaction, RoomId roomId) {
        transaction.lock(Keys.room(roomId));
        StoredPresence presence = new StoredPresence(transaction, roomId);
        byte[] kept = transaction.get(Keys.presence(roomId));
        if (kept != null) {
            FormReader.read(kept, "a room's presence", form -> {
                form.expect("presence", KIND);
                presence.version = form.number();
                presence.members = form.number();
                return presence;
            });
        }
        return presence;
    }

    long version() {
        return version;
    }

    /** Enters a user on a node: under a name that is new if {@code named} is 0, else under the name of that version, which a newer one stands above. */
    Entry enter(User user, String node, long named) {
        String key = Keys.member(roomId, user.id());
        byte[] kept = transaction.get(key);
        StoredMember member;
        if (kept == null) {
            members++;
            version++;
            member = new StoredMember(user, version, named == 0 ? version : named, new LinkedHashSet<>());
            tell(new RoomEvent.Joined(roomId, user, version));
        } else {
            member = StoredMember.read(kept);
            boolean newer = named == 0 || named > member.named();
            if (newer && !member.user().equals(user)) {
                version++;
                member = member.called(user, named == 0 ? version : named);
                tell(new RoomEvent.Joined(roomId, user, version));
            }
        }
        member.nodes().add(node);
        transaction.put(key, member.toBytes(), null);
        byte[] where =
                FormWriter.of(KIND).text(roomId.value()).text(user.id().value()).toBytes();
        transaction.put(Keys.entered(node, roomId, user.id()), where, null);
        return new Entry(version, member.named());
    }

    void leave(UserId userId, String node) {
        transaction.delete(Keys.entered(node, roomId, userId));
        String key = Keys.member(roomId, userId);
        byte[] kept = transaction.get(key);
        if (kept == null) {
            return;
        }
        StoredMember member = StoredMember.read(kept);
        Set<String> nodes = member.nodes();
        if (!nodes.remove(node)) {
            return;
        }
        if (nodes.isEmpty()) {
            transaction.delete(key);
            members--;
            version++;
            tell(new RoomEvent.Left(roomId, member.user(), version));
        } else {
            transaction.put(key, member.toBytes(), null);
        }
    }

    Presence all() {
        String from = Keys.members(roomId);
        String to = Keys.end(from);
        List<StoredMember> found = new ArrayList<>();
        List<StoreTransaction.Entry> chunk;
        do {
            chunk = transaction.scan(from, to, CHUNK, false);
            for (StoreTransaction.Entry each : chunk) {
                found.add(StoredMember.read(each.value()));
                from = each.key() + "!"; // the least key after this one
            }
        } while (chunk.size() == CHUNK);
        found.sort(Comparator.comparingLong(StoredMember::joined));
        return Presence.of(
                roomId, version, found.stream().map(StoredMember::user).toList());
    }

    private void tell(RoomEvent event) {
        byte[] kept = FormWriter.of(KIND).number(version).number(members).toBytes();
        // as long as someone is in, versions are comparable; a deserted room is remembered as long as its position
        Instant until = members > 0 ? null : transaction.now().plus(ChatBroker.POSITION_TIME_TO_LIVE);
        transaction.put(Keys.presence(roomId), kept, until);
        Notification.event(transaction, event, null);
    }
}
