package dev.parlance.room;

import dev.parlance.fanout.MemberGroups;
import dev.parlance.host.EngineContext;
import dev.parlance.model.Message;
import dev.parlance.model.Profile;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.policy.RoomSettings;
import dev.parlance.transport.ServerEvent;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A room while someone of this node is in it: who is there, and what its members are told. What the broker tells of it comes one call at a time; who comes
 * and goes does so on the lane of a session.
 */
public final class LiveRoom implements ReadNotices.Audience {
    final RoomId id;
    final RoomSettings settings;
    final MemberGroups groups;
    final Roster roster;
    final LocalUsers localUsers;
    final RoomNews news;
    final EngineContext context;
    final Rooms rooms;
    /** How many sessions are in. */
    final AtomicInteger sessions = new AtomicInteger();

    final CompletableFuture<Void> ready = new CompletableFuture<>();
    /** How many sessions and users in their grace hold this room; guarded by {@link Rooms}. */
    int holders;
    /** Nobody holds it any more. */
    volatile boolean left;

    private final PresenceNotices notices;
    private volatile @Nullable Typists typists; // in most rooms nobody types

    LiveRoom(RoomId id, EngineContext context, Rooms rooms) {
        this.id = id;
        this.settings = context.rooms().apply(id);
        this.groups = new MemberGroups(id);
        this.notices = new PresenceNotices(id, groups, context);
        this.news = new RoomNews(id, groups, context, userId -> rooms.doubt(id, userId));
        this.roster = new Roster(id, notices, context, rooms.seen().of(this));
        this.localUsers = new LocalUsers(this, context, rooms);
        this.context = context;
        this.rooms = rooms;
    }

    @Override
    public RoomId id() {
        return id;
    }

    /** How many users are here over all nodes, as this one knows. */
    @Override
    public int present() {
        return roster.count();
    }

    @Override
    public void tell(ServerEvent event) {
        groups.deliver(event, null);
    }

    /** How many connections of this node are here. */
    public int connections() {
        return sessions.get();
    }

    /** How many notices it brings about, now and later, that a session comes, or is here, whose user goes by this name. */
    public int noticesOf(User user) {
        return localUsers.noticesOf(user);
    }

    /** How many groups its members make; for tests. */
    public int groupCount() {
        return groups.count();
    }

    /** Completes when the room is subscribed and its members are known. */
    public CompletionStage<Void> ready() {
        return ready;
    }

    /** Who types; null if nobody has yet. */
    @Nullable
    Typists typists() {
        return typists;
    }

    synchronized Typists firstTypists() {
        Typists known = typists;
        if (known == null) {
            known = new Typists(id, context);
            typists = known;
        }
        return known;
    }

    /** Something stored, or a join or leave. */
    public void happened(RoomEvent event) {
        if (event instanceof RoomEvent.Posted posted) {
            Message message = posted.message();
            notices.before(message.author().id());
            groups.deliver(new ServerEvent.MessagePosted(message), null);
            Duration slowMode = news.slowMode();
            if (slowMode != null) {
                context.slowMode().heard(id, message.author().id(), slowMode);
            }
        } else if (event instanceof RoomEvent.Changed changed) {
            groups.deliver(new ServerEvent.MessageUpdated(changed.message(), changed.reaction()), null);
        } else if (event instanceof RoomEvent.Joined joined) {
            roster.apply(joined);
        } else if (event instanceof RoomEvent.Left left) {
            roster.apply(left);
        } else {
            throw new AssertionError("a new kind of event: " + event);
        }
    }

    /** Someone types, the host says something in passing, or what the room is known for has changed; who says it is not told. */
    public void signalled(Signal signal) {
        if (news.heard(signal)) {
            return;
        }
        if (signal.name().equals(ReadNotices.NAME)) {
            rooms.readNotices().heard(this, signal);
            return;
        }
        User sender = signal.sender().orElse(null);
        UserId except = sender == null ? null : sender.id();
        if (except != null) {
            notices.before(except);
        }
        boolean typing = signal.name().equals(Typists.BEGINS);
        if (sender != null && (typing || signal.name().equals(Typists.ENDS))) {
            groups.deliver(new ServerEvent.UserTyping(id, sender, typing), except);
        } else if (!signal.name().startsWith("parlance.")) {
            groups.deliver(new ServerEvent.Signalled(id, signal), except);
        }
    }

    /** Someone is called otherwise now: told if that is one of those who are here, on whichever node. */
    void renamed(Profile profile) {
        if (roster.has(profile.userId())) {
            groups.deliver(new ServerEvent.ProfileUpdated(profile), null);
        }
    }

    /** Whose connection was lost does not stay any longer: one user, or everybody if null. */
    public void endGraces(@Nullable UserId only) {
        localUsers.endGraces(only);
    }

    /** Something of the room was lost on its way to this node. */
    public void gap() {
        groups.deliver(new ServerEvent.HistoryGap(id), null);
        roster.reload();
        news.gap();
    }
}
