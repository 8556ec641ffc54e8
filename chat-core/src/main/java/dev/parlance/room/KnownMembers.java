package dev.parlance.room;

import dev.parlance.model.Presence;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a node knows of who is in a room, and what follows from what it hears: decided by versions alone, without a lock, a clock or a store. For one thread
 * at a time: under its roster's lock.
 */
final class KnownMembers {
    private enum State {
        /** Nothing is known, and nobody is reading. */
        UNREAD,
        READING_FIRST,
        /** A copy, current or soon found not to be: whatever is missing shows by a version that jumps. */
        CURRENT,
        READING_ANEW
    }

    /** What a join or leave is for this node. */
    enum Heard {
        /** It is the next one. */
        NEWS,
        /** It is known already, or will be when the members have been read. */
        OLD,
        /** One before it was missed: the members are to be read anew. */
        AFTER_A_GAP
    }

    /**
     * What others are to be told.
     *
     * @param joined whether the user is in now
     * @param before as who the user was in before, or null
     */
    record Change(User user, boolean joined, @Nullable User before) {
        /** Whether the user was in before, under another name. */
        boolean isNewName() {
            return joined && before != null && !before.equals(user);
        }
    }

    private final Map<UserId, User> members = new LinkedHashMap<>();
    private State state = State.UNREAD;
    private long version;
    private long newest;
    /** What is being read may be older than what was missed. */
    private boolean again;

    int count() {
        return members.size();
    }

    long version() {
        return version;
    }

    @Nullable
    User find(UserId id) {
        return members.get(id);
    }

    Collection<User> all() {
        return Collections.unmodifiableCollection(members.values());
    }

    /** Whether they have not been read yet. */
    boolean isUnread() {
        return state == State.UNREAD || state == State.READING_FIRST;
    }

    /** Takes in a join or leave. */
    Heard hear(long next) {
        newest = Math.max(newest, next);
        if (state != State.CURRENT || next <= version) {
            return Heard.OLD;
        }
        if (next > version + 1) {
            return Heard.AFTER_A_GAP;
        }
        version = next;
        return Heard.NEWS;
    }

    /** A user is in, by a join that is {@linkplain Heard#NEWS news}. */
    Change joined(User user) {
        User before = members.put(user.id(), user);
        return new Change(user, true, before);
    }

    /** A user is no longer in, by a leave that is {@linkplain Heard#NEWS news}. */
    Change left(User user) {
        return new Change(user, false, members.remove(user.id()));
    }

    /** Something may have been missed, or the store has fallen back. Returns whether the members are to be read now: else whoever reads them reads again. */
    boolean suspect() {
        newest = 0;
        again = state != State.CURRENT;
        return !again;
    }

    /** The members are being read. */
    void reading() {
        switch (state) {
            case UNREAD -> state = State.READING_FIRST;
            case CURRENT -> state = State.READING_ANEW;
            case READING_FIRST, READING_ANEW -> {} // again
        }
    }

    /** The members could not be read. Returns whether it is to be tried again: the first reading fails those who wait for it. */
    boolean failed() {
        boolean anew = state == State.READING_ANEW || state == State.CURRENT;
        state = anew ? State.CURRENT : State.UNREAD;
        return anew;
    }

    /**
     * Takes what was read.
     *
     * @return what others are to be told; null if something newer was heard meanwhile, and the members are to be read again
     */
    @Nullable
    List<Change> adopt(Presence read) {
        if (again) {
            again = false;
            newest = 0;
            return null;
        }
        if (read.version() < newest) {
            return null;
        }
        List<Change> changes = isUnread() ? List.of() : difference(read.members());
        members.clear();
        read.members().forEach(user -> members.put(user.id(), user));
        version = read.version();
        newest = version;
        state = State.CURRENT;
        return changes;
    }

    private List<Change> difference(List<User> now) {
        Map<UserId, User> gone = new LinkedHashMap<>(members);
        List<Change> came = new ArrayList<>();
        for (User user : now) {
            @Nullable User before = gone.remove(user.id());
            if (before == null || !user.equals(before)) { // under another name is news too
                came.add(new Change(user, true, before));
            }
        }
        List<Change> changes = new ArrayList<>();
        gone.values().forEach(user -> changes.add(new Change(user, false, user)));
        changes.addAll(came);
        return changes;
    }
}
