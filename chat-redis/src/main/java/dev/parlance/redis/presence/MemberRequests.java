package dev.parlance.redis.presence;

import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.redis.form.Forms;
import dev.parlance.redis.link.Call;
import dev.parlance.redis.link.Key;
import dev.parlance.redis.link.Link;
import dev.parlance.redis.link.Names;
import dev.parlance.redis.link.Replies;
import dev.parlance.redis.link.Script;
import dev.parlance.redis.link.ScriptCall;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;

/** What the store is asked about members and nodes. For any thread. */
record MemberRequests(Names names, Forms forms) {
    /**
     * Counts a user in: by word, which brings the newest name, or to make something good, which does not.
     *
     * @param by which life of this node is the present one, when it is sent
     */
    Call.Request entry(Supplier<String> by, RoomId room, User user, boolean newest) {
        Key members = names.members(room);
        String channel = names.channel(room);
        byte[] form = forms.of(user);
        int identity = Forms.identity(user);
        return (link, firstSent) -> {
            String now = by.get();
            return PresenceScripts.ENTER
                    .on(members, names.nodes(), names.index(now))
                    .with("incarnation", now)
                    .with("room", room.value())
                    .with("channel", channel)
                    .with("userId", user.id().value())
                    .with("user", form)
                    .with("identity", identity)
                    .with("newest", newest ? 1 : 0)
                    .arguments();
        };
    }

    /** Counts a user out, of the present life of this node. */
    Call.Request exit(Supplier<String> by, RoomId room, UserId user) {
        return (link, firstSent) ->
                departure(by.get(), room).with("userId", user.value()).arguments();
    }

    /** Has up to 500 of an incarnation leave a room. */
    Call.Request exits(String of, RoomId room) {
        return (link, firstSent) -> departure(of, room).arguments();
    }

    private ScriptCall departure(String of, RoomId room) {
        return PresenceScripts.LEAVE
                .on(names.members(room), names.index(of))
                .with("incarnation", of)
                .with("room", room.value())
                .with("channel", names.channel(room));
    }

    /** Begins the lease of an incarnation, if it may be beside those that live. */
    Call.Request admission(String of, Duration lease) {
        return (link, firstSent) -> lease(PresenceScripts.ADMIT, link, of, lease);
    }

    /** Renews the lease of an incarnation. */
    Call.Request renewal(String of, Duration lease) {
        return (link, firstSent) -> lease(PresenceScripts.RENEW, link, of, lease);
    }

    private CommandArguments lease(Script script, Link link, String of, Duration lease) {
        return script.on(names.nodes(), names.format())
                .with("shift", link.shiftMillis())
                .with("incarnation", of)
                .with("lease", lease.toMillis())
                .with("written", forms.format())
                .arguments();
    }

    /** Fences an incarnation, or if none is named all whose lease has run out. */
    Call.Request condemnation(@Nullable String of) {
        return (link, firstSent) -> {
            ScriptCall call =
                    PresenceScripts.CONDEMN.on(names.nodes(), names.dead()).with("shift", link.shiftMillis());
            return (of == null ? call : call.with("incarnation", of)).arguments();
        };
    }

    /** Who is fenced and not yet swept, as condemnation answers. */
    static List<String> dead(@Nullable Object reply) {
        return Replies.texts(Replies.list(reply).get(0));
    }

    /** Who has a lease, as condemnation answers. */
    static List<String> leased(@Nullable Object reply) {
        return Replies.texts(Replies.list(reply).get(1));
    }

    /** Compares how many members of an incarnation are held. */
    Call.Request comparison(String of, List<RoomId> rooms, List<Integer> counts) {
        Key[] keys = Stream.concat(Stream.of(names.index(of)), rooms.stream().map(names::members))
                .toArray(Key[]::new);
        return (link, firstSent) -> {
            ScriptCall call = PresenceScripts.COMPARE.on(keys).with("incarnation", of);
            for (int i = 0; i < rooms.size(); i++) {
                call.with("roomAndCount", rooms.get(i).value()).with("roomAndCount", counts.get(i));
            }
            return call.arguments();
        };
    }

    /** Puts right what is counted of an incarnation in a room. */
    Call.Request settlement(String of, RoomId room) {
        return (link, firstSent) -> PresenceScripts.SETTLE
                .on(names.members(room), names.index(of))
                .with("incarnation", of)
                .with("room", room.value())
                .arguments();
    }
}
