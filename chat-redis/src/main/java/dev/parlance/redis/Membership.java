package dev.parlance.redis;

import dev.parlance.model.Presence;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * Whom this node has entered where, and under which incarnation. What the store knows follows what is wanted here: an operation without an answer is made good
 * later, and a node that finds itself fenced enters everyone anew under another incarnation.
 */
final class Membership {
    private static final Long FENCED = -1L;

    private final CommandLane lane;
    private final Calls calls;
    private final Names names;
    private final Timing timing;
    private final Supplier<String> incarnations;
    private final ReentrantLock lock = new ReentrantLock();
    private final Entered entered = new Entered();
    private final Set<Member> doubtful = new LinkedHashSet<>();
    private volatile String incarnation;
    private int renewals;
    private boolean ended;

    private record Member(RoomId room, UserId user) {}

    Membership(CommandLane lane, Calls calls, Names names, Timing timing, Supplier<String> incarnations) {
        this.lane = lane;
        this.calls = calls;
        this.names = names;
        this.timing = timing;
        this.incarnations = incarnations;
        this.incarnation = incarnations.get();
    }

    String incarnation() {
        return incarnation;
    }

    /** Begins the lease. */
    CompletionStage<Void> register() {
        return lane.insist(calls.own(renewal(incarnation, true), Calls::nothing));
    }

    /** Renews the lease; completes with whether this node has not been fenced. */
    CompletionStage<Boolean> renew() {
        return lane.submit(calls.limited(
                renewal(incarnation, false),
                reply -> reply instanceof Long alive && alive == 1,
                Call.Repeat.HARMLESS,
                100));
    }

    private Call.Request renewal(String of, boolean begin) {
        return (link, firstSent) -> Link.script(Script.RENEW, names.nodes())
                .add(link.shiftMillis())
                .add(of)
                .add(timing.lease().toMillis())
                .add(begin ? 1 : 0);
    }

    CompletionStage<Long> enter(RoomId room, User user) {
        Member member = new Member(room, user.id());
        CompletionStage<Long> stage;
        User before;
        int asOf;
        lock.lock();
        try {
            before = entered.put(room, user);
            asOf = renewals;
            stage = lane.submit(calls.limited(entry(room, user, true), Membership::version, Call.Repeat.HARMLESS, 500));
        } finally {
            lock.unlock();
        }
        CompletableFuture<Long> result = new CompletableFuture<>();
        stage.whenComplete((version, error) -> {
            if (error != null) {
                forget(member, user, before);
                result.completeExceptionally(error);
            } else if (FENCED.equals(version)) {
                renewIncarnation(asOf);
                enterByWord(room, user);
                members(room).whenComplete((present, late) -> complete(result, present, late));
            } else {
                result.complete(version);
            }
        });
        return result;
    }

    /** After a renewal, which brings no newer name: unless the user has left meanwhile, or has come under another name. */
    private void enterByWord(RoomId room, User user) {
        lock.lock();
        try {
            if (Objects.equals(entered.find(room, user.id()), user)) {
                makeGood(new Member(room, user.id()), entry(room, user, true));
            }
        } finally {
            lock.unlock();
        }
    }

    private static void complete(
            CompletableFuture<Long> result, @Nullable Presence present, @Nullable Throwable error) {
        if (present == null) {
            result.completeExceptionally(error == null ? new IllegalStateException("neither answer nor error") : error);
        } else {
            result.complete(present.version());
        }
    }

    CompletionStage<Long> leave(RoomId room, UserId userId) {
        Member member = new Member(room, userId);
        CompletionStage<Long> stage;
        lock.lock();
        try {
            entered.remove(room, userId);
            stage = lane.submit(calls.limited(exit(room, userId), Membership::version, Call.Repeat.HARMLESS, 500));
        } finally {
            lock.unlock();
        }
        return stage.whenComplete((version, error) -> {
            if (error != null) {
                doubt(member);
            }
        });
    }

    CompletionStage<Presence> members(RoomId room) {
        return lane.submit(
                calls.limited(hash(names.members(room)), reply -> presence(room, reply), Call.Repeat.HARMLESS, 100));
    }

    /** Makes good what had no answer. */
    void reconcile() {
        lock.lock();
        try {
            List<Member> unsettled = List.copyOf(doubtful);
            doubtful.clear();
            for (Member member : unsettled) {
                User user = entered.find(member.room(), member.user());
                makeGood(member, user == null ? exit(member.room(), member.user()) : entry(member.room(), user, false));
            }
        } finally {
            lock.unlock();
        }
    }

    /** How often there was another incarnation. */
    int renewals() {
        lock.lock();
        try {
            return renewals;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Begins another incarnation, enters everyone under it, and fences the one before: its members are then swept like those of a dead node.
     *
     * @param asOf what {@link #renewals} was when the present one was found wanting; if there is another one already, it stays
     * @return who is to be swept
     */
    CompletionStage<List<String>> renewIncarnation(int asOf) {
        lock.lock();
        try {
            if (ended || asOf != renewals) {
                return CompletableFuture.completedStage(List.of());
            }
            renewals++;
            String former = incarnation;
            incarnation = incarnations.get();
            register();
            entered.forEach(this::enterAnew);
            return condemn(former);
        } finally {
            lock.unlock();
        }
    }

    /** Fences this node: it enters nobody any more. */
    CompletionStage<List<String>> end() {
        lock.lock();
        try {
            ended = true;
            entered.clear();
            doubtful.clear();
            return condemn(incarnation);
        } finally {
            lock.unlock();
        }
    }

    /** In which rooms this node has members. */
    List<RoomId> rooms() {
        lock.lock();
        try {
            return entered.rooms();
        } finally {
            lock.unlock();
        }
    }

    /** Finds those of the rooms in which the store holds others, by their number, than this node has entered by now. */
    CompletionStage<List<RoomId>> differing(List<RoomId> rooms) {
        lock.lock(); // until it is on the lane: what is entered later is executed later
        try {
            String now = incarnation;
            List<RoomId> used =
                    rooms.stream().filter(room -> entered.count(room) > 0).toList();
            List<String> counts =
                    used.stream().map(room -> "" + entered.count(room)).toList();
            String[] keys = Stream.concat(
                            Stream.of(names.index(now)), used.stream().map(names::members))
                    .toArray(String[]::new);
            Call.Request request = (link, firstSent) -> {
                CommandArguments arguments = Link.script(Script.COMPARE, keys).add(now);
                for (int i = 0; i < used.size(); i++) {
                    arguments.add(used.get(i).value()).add(counts.get(i));
                }
                return arguments;
            };
            Call.Decoder<List<RoomId>> decoder = reply -> Link.list(reply).stream()
                    .map(number -> used.get(Math.toIntExact((Long) number) - 1))
                    .toList();
            return lane.submit(calls.limited(request, decoder, Call.Repeat.HARMLESS, 100 * keys.length));
        } finally {
            lock.unlock();
        }
    }

    /** Enters anew whom the store has lost of this node in a room, and has those leave whom it alone knows. */
    CompletionStage<Void> settle(RoomId room) {
        String asOf = incarnation;
        Call.Request request = (link, firstSent) -> Link.script(Script.SETTLE, names.members(room), names.index(asOf))
                .add(asOf)
                .add(room.value());
        return lane.submit(calls.limited(request, Sweeper::texts, Call.Repeat.HARMLESS, 100))
                .thenAccept(held -> settle(room, asOf, new HashSet<>(held)));
    }

    private void settle(RoomId room, String asOf, Set<String> held) {
        lock.lock();
        try {
            if (!asOf.equals(incarnation)) {
                return; // all have been entered anew
            }
            for (User user : entered.users(room)) {
                if (!held.remove(user.id().value())) {
                    enterAnew(room, user);
                }
            }
            for (String surplus : held) {
                UserId user = new UserId(surplus);
                makeGood(new Member(room, user), exit(room, user));
            }
        } finally {
            lock.unlock();
        }
    }

    private void enterAnew(RoomId room, User user) {
        makeGood(new Member(room, user.id()), entry(room, user, false));
    }

    private CompletionStage<List<String>> condemn(String former) {
        return lane.insist(calls.own(Sweeper.condemnation(names, former), Sweeper::dead));
    }

    private void makeGood(Member member, Call.Request request) {
        lane.insist(calls.own(request, Calls::nothing)).whenComplete((done, error) -> {
            if (error != null) {
                doubt(member); // the store refused
            }
        });
    }

    /** A caller that was told of a failure does not take the user for entered, or not under that name; the store may. */
    private void forget(Member member, User user, @Nullable User before) {
        lock.lock();
        try {
            entered.undo(member.room(), user, before);
            doubtful.add(member);
        } finally {
            lock.unlock();
        }
    }

    private void doubt(Member member) {
        lock.lock();
        try {
            doubtful.add(member);
        } finally {
            lock.unlock();
        }
    }

    /** An entry by word brings the newest name, one that is made good does not. */
    private Call.Request entry(RoomId room, User user, boolean newest) {
        String members = names.members(room);
        String channel = names.channel(room);
        byte[] json = MessageJson.write(user);
        return (link, firstSent) -> {
            String now = incarnation;
            return Link.script(Script.ENTER, members, names.nodes(), names.index(now))
                    .add(now)
                    .add(room.value())
                    .add(channel)
                    .add(user.id().value())
                    .add(json)
                    .add(newest ? 1 : 0);
        };
    }

    private Call.Request exit(RoomId room, UserId user) {
        return (link, firstSent) ->
                Sweeper.departure(names, incarnation, room.value()).add(user.value());
    }

    private static Long version(@Nullable Object reply) {
        return reply instanceof Long version ? version : FENCED;
    }

    private static Call.Request hash(String key) {
        return (link, firstSent) -> new CommandArguments(Command.HGETALL).key(key);
    }

    private record Seat(long since, User user) {}

    private static Presence presence(RoomId room, @Nullable Object reply) {
        List<?> parts = Link.hash(reply);
        long version = 0;
        List<Seat> seats = new ArrayList<>(parts.size() / 2);
        for (int i = 0; i < parts.size(); i += 2) {
            byte[] field = (byte[]) parts.get(i);
            Bytes value = new Bytes((byte[]) parts.get(i + 1));
            if (field[0] == 'v') {
                version = value.number();
            } else if (field[0] == 'u') {
                long since = value.number();
                value.word();
                seats.add(new Seat(since, MessageJson.user(value)));
            }
        }
        seats.sort(Comparator.comparingLong(Seat::since));
        return Presence.of(room, version, seats.stream().map(Seat::user).toList());
    }
}
