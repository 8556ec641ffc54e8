package dev.parlance.broker;

import dev.parlance.model.RoomMember;
import dev.parlance.model.RoomMemberPage;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A room's record with its members, as a hub holds it. Under its topic's lock. */
final class KnownRoom {
    /** What even the least record takes in memory, and a member beside its id, at two bytes a character. */
    private static final int RECORD = 512;

    private static final int MEMBER = 192;

    private RoomRecord record;
    private long memberBytes;
    private final NavigableMap<UserId, RoomMember> members = new TreeMap<>(Comparator.comparing(UserId::value));

    KnownRoom(RoomRecord record, Map<UserId, RoomRole> founders, Instant now) {
        this.record = record.toBuilder().stored(1, now).build();
        founders.forEach((userId, role) -> keep(new RoomMember(userId, role, now)));
    }

    /** What it takes in memory. */
    long bytes() {
        int characters = record.name().map(String::length).orElse(0)
                + record.topic().map(String::length).orElse(0)
                + record.picture().map(address -> address.toString().length()).orElse(0);
        return RECORD + 2L * characters + memberBytes;
    }

    RoomRecord record() {
        return record;
    }

    RoomRecord update(RoomRecord wanted) {
        record = record.next(wanted);
        return record;
    }

    @Nullable
    RoomMember member(UserId userId) {
        return members.get(userId);
    }

    RoomMember put(UserId userId, RoomRole role, int most, Instant now) {
        RoomMember known = members.get(userId);
        if (known == null && members.size() >= most) {
            throw RoomDirectory.full();
        }
        if (role != RoomRole.OWNER) {
            requireAnotherOwner(known);
        }
        RoomMember member = new RoomMember(userId, role, known == null ? now : known.since());
        keep(member);
        return member;
    }

    private void keep(RoomMember member) {
        if (members.put(member.userId(), member) == null) {
            memberBytes += bytes(member.userId());
        }
    }

    private static long bytes(UserId userId) {
        return MEMBER + 2L * userId.value().length();
    }

    /** Says whether there was one. */
    boolean remove(UserId userId) {
        requireAnotherOwner(members.get(userId));
        if (members.remove(userId) == null) {
            return false;
        }
        memberBytes -= bytes(userId);
        return true;
    }

    private void requireAnotherOwner(@Nullable RoomMember leaving) {
        if (leaving != null
                && leaving.role() == RoomRole.OWNER
                && members.values().stream()
                                .filter(each -> each.role() == RoomRole.OWNER)
                                .count()
                        == 1) {
            throw RoomDirectory.lastOwner();
        }
    }

    RoomMemberPage page(int limit, @Nullable UserId after) {
        List<RoomMember> page = new ArrayList<>();
        var behind = after == null ? members : members.tailMap(after, false);
        for (RoomMember each : behind.values()) {
            if (page.size() == limit) {
                return new RoomMemberPage(page, true);
            }
            page.add(each);
        }
        return new RoomMemberPage(page, false);
    }
}
