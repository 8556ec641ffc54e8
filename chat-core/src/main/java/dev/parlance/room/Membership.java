package dev.parlance.room;

import dev.parlance.complaint.Complaints;
import dev.parlance.fanout.Member;
import dev.parlance.fanout.Peer;
import dev.parlance.model.Position;
import dev.parlance.model.Removal;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.policy.RoomSettings;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** One session's being in one room, from the moment it listens until it leaves or is lost. For the session's lane. */
public final class Membership {
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(Membership.class.getName()));

    private static final Duration NOT_FOLLOWING = Duration.ofMinutes(1);

    private final LiveRoom room;
    private final Member member;
    /** The presence version since which its user is in, under this name. */
    private long entered;
    /** The host has said that the user may show that it types. */
    private boolean allowedToType;
    /** Until when it is known that the user does not follow the room; 0 if that is not known. */
    private long notFollowing;
    /** The host could not say whether the user may stay, and will be asked again. */
    private boolean undecided;

    /** Listens: what the room tells from now on is held back for this session. The hold on the room becomes this one's. */
    public Membership(LiveRoom room, User user, Peer peer) {
        this.room = room;
        this.member = room.groups.add(user, peer);
        room.sessions.incrementAndGet();
        room.rooms.entered(user.id());
        room.context.listener().tell(listener -> listener.joined(room.id, user));
    }

    public RoomId roomId() {
        return room.id;
    }

    public RoomSettings settings() {
        return room.settings;
    }

    User user() {
        return member.user();
    }

    /** Whether the client has been told that it is in, and hears what happens. */
    public boolean isLive() {
        return member.isLive();
    }

    /** Counts the user in; completes, on any thread, with the presence version since which the user is in. */
    public CompletableFuture<Long> enter() {
        renameTypist(user());
        return room.localUsers.enter(user()).toCompletableFuture();
    }

    /** The user counts as present since then. */
    public void entered(long version) {
        entered = version;
    }

    /** How long its user has to wait between two messages, unless it keeps the room in order; null for not at all. Any thread. */
    @Nullable
    public Duration slowMode() {
        return room.news.slowMode();
    }

    /** The newest name counts, from the next word on. */
    public void rename(User now, Executor onLane) {
        member.rename(now);
        renameTypist(now);
        room.localUsers
                .rename(now)
                .whenCompleteAsync(
                        (version, error) -> {
                            if (error == null) {
                                entered = version;
                            } else {
                                COMPLAINTS.warn("a room was not told a new name", room.id + ": " + error);
                            }
                        },
                        onLane);
    }

    public boolean isAllowedToType() {
        return allowedToType && !room.news.isReadOnly();
    }

    /** The host has said so: it is not asked again during this stay. */
    public void allowTyping() {
        allowedToType = true;
    }

    /** What the host has said is asked anew when it matters. */
    public void forgetAnswers() {
        allowedToType = false;
    }

    /** Whether the client joined without wanting an answer: it is told in words that such clients have always known. */
    public void joinedBare(boolean now) {
        member.joinedBare(now);
    }

    public boolean isBare() {
        return member.isBare();
    }

    /** The host has not decided whether the user may stay. Returns whether that is new: whoever says so first asks again. */
    public boolean isUndecidedNow() {
        boolean first = !undecided;
        undecided = true;
        return first;
    }

    /** It is being asked again. */
    public void asksAgain() {
        undecided = false;
    }

    public void typing(boolean types) {
        Typists typists = room.typists();
        if (types) {
            (typists != null ? typists : room.firstTypists()).goesOn(room.localUsers.newest(user()));
        } else if (typists != null) {
            typists.ends(user().id());
        }
    }

    private void renameTypist(User now) {
        Typists typists = room.typists();
        if (typists != null) {
            typists.rename(now);
        }
    }

    /** Whether the user may follow the room, as far as is known here: what was learned counts for a minute. */
    public boolean mayFollow(long now) {
        return notFollowing == 0 || now - notFollowing >= 0;
    }

    /** The user does not. */
    public void followsNot(long now) {
        notFollowing = now + NOT_FOLLOWING.toNanos();
    }

    /** The user does now. */
    public void follows() {
        notFollowing = 0;
    }

    /** Begins to hold live events back. */
    public void hold() {
        member.hold();
    }

    /** Who is there now, this session's user among them. */
    public Roster.Snapshot present() {
        return room.roster.snapshot(user(), entered);
    }

    /** Lets live events through, but for what the client knows from a history up to {@code read} and from {@code present}. */
    public void goLive(Position read, Roster.Snapshot present) {
        member.goLive(read, present.announced());
    }

    /** How many are there, as far as this node knows. */
    public int presentCount() {
        return room.roster.count();
    }

    /** How many sessions of this node get what it says. */
    public int audience() {
        return room.sessions.get();
    }

    public boolean isOver() {
        return member.hasLeft();
    }

    /**
     * Ends it.
     *
     * @param lost whether the connection was lost, rather than the room left by word: then the user stays for a grace
     */
    public void leave(boolean lost) {
        end(lost, lost);
    }

    /** The host ends it: at once, without what may have come before, and without a grace. */
    public void takeOut(Removal removal) {
        User user = user();
        room.context.listener().tell(listener -> listener.removed(room.id, user, removal));
        end(true, false);
    }

    private void end(boolean atOnce, boolean lost) {
        User user = user();
        member.leave(atOnce);
        room.sessions.decrementAndGet();
        room.rooms.left(user.id());
        typing(false);
        if (!room.localUsers.leave(user.id(), lost)) {
            room.rooms.release(room);
        }
        room.context.listener().tell(listener -> listener.left(room.id, user));
    }
}
