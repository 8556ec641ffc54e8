package dev.parlance.redis.presence;

import dev.parlance.model.Presence;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.redis.form.Bodies;
import dev.parlance.redis.link.Call;
import dev.parlance.redis.link.Names;
import dev.parlance.redis.link.RedisCalls;
import dev.parlance.redis.link.Replies;
import dev.parlance.redis.link.WordReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/** Reads who is in a room: each field {@code u...} of its hash is {@code since nodes user}, {@code v} is the version. For any thread. */
public final class MemberReader {
    private final RedisCalls calls;
    private final Names names;

    private record Seat(long since, User user) {}

    /** Reads. */
    public MemberReader(RedisCalls calls, Names names) {
        this.calls = calls;
        this.names = names;
    }

    /** Reads who is in a room, in the order of their first entries. */
    public CompletionStage<Presence> members(RoomId room) {
        Call.Request request = (link, firstSent) ->
                new CommandArguments(Command.HGETALL).key(names.members(room).name());
        return calls.ask(request, reply -> presence(room, reply));
    }

    private static Presence presence(RoomId room, @Nullable Object reply) {
        List<?> parts = Replies.hash(reply);
        long version = 0;
        List<Seat> seats = new ArrayList<>(parts.size() / 2);
        for (int i = 0; i < parts.size(); i += 2) {
            byte[] field = (byte[]) parts.get(i);
            WordReader value = new WordReader((byte[]) parts.get(i + 1));
            if (field[0] == 'v') {
                version = value.number();
            } else if (field[0] == 'u') {
                long since = value.number();
                seats.add(new Seat(since, Bodies.user(value.skip().rest())));
            }
        }
        seats.sort(Comparator.comparingLong(Seat::since));
        return Presence.of(room, version, seats.stream().map(Seat::user).toList());
    }
}
