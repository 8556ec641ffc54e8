package dev.parlance.redis.presence;

import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.redis.form.Forms;
import dev.parlance.redis.link.Call;
import dev.parlance.redis.link.Compatibility;
import dev.parlance.redis.link.Names;
import dev.parlance.redis.link.RedisCalls;
import dev.parlance.redis.link.Refusals;
import dev.parlance.redis.link.Replies;
import dev.parlance.redis.link.Timing;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whom this node has entered where, and under which incarnation. What the store knows follows what is wanted here: an operation without an answer is made good
 * later, and a node that finds itself fenced enters everyone anew under another incarnation. For any thread; a lock, which is not held while anything is waited for.
 */
public final class NodeMembers {
    private static final Long FENCED = -1L;
    private static final int OVERHEAD = 500;

    private final RedisCalls calls;
    private final MemberReader reader;
    private final MemberRequests requests;
    private final IncarnationLease lease;
    private final ReentrantLock lock = new ReentrantLock();
    private final EnteredUsers entered = new EnteredUsers();
    private final Doubts doubts = new Doubts();
    private int renewals;
    private boolean ended;

    /**
     * Has entered nobody yet.
     *
     * @param incarnations names that no life of any node has had, which begin with the number of the format that this node writes and a line
     */
    public NodeMembers(
            RedisCalls calls,
            MemberReader reader,
            Names names,
            Forms forms,
            Compatibility compatibility,
            Timing timing,
            Supplier<String> incarnations) {
        this.calls = calls;
        this.reader = reader;
        this.requests = new MemberRequests(names, forms);
        this.lease = new IncarnationLease(calls, requests, compatibility, timing.lease(), incarnations);
    }

    /** Begins the lease; fails if this node may not be beside another that lives, or has {@linkplain #end ended}. */
    public CompletionStage<Void> register() {
        lock.lock();
        try {
            return ended ? CompletableFuture.failedFuture(Refusals.stopped()) : lease.register();
        } finally {
            lock.unlock();
        }
    }

    /** Renews the lease; completes with whether this node has not been fenced. */
    CompletionStage<Boolean> renew() {
        return lease.renew();
    }

    /** Enters a user, by word. */
    public CompletionStage<Long> enter(RoomId room, User user) {
        UserInRoom member = new UserInRoom(room, user.id());
        CompletionStage<Long> stage;
        User before;
        int asOf;
        lock.lock();
        try {
            before = entered.put(room, user);
            asOf = renewals;
            stage = ask(requests.entry(lease::incarnation, room, user, true));
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
                reader.members(room).whenComplete((present, late) -> {
                    if (late == null) {
                        result.complete(present.version());
                    } else {
                        result.completeExceptionally(late);
                    }
                });
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
                makeGood(new UserInRoom(room, user.id()), requests.entry(lease::incarnation, room, user, true));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Has a user leave. */
    public CompletionStage<Long> leave(RoomId room, UserId userId) {
        CompletionStage<Long> stage;
        lock.lock();
        try {
            entered.remove(room, userId);
            stage = ask(requests.exit(lease::incarnation, room, userId));
        } finally {
            lock.unlock();
        }
        return stage.whenComplete((version, error) -> {
            if (error != null) {
                doubt(new UserInRoom(room, userId));
            }
        });
    }

    private CompletionStage<Long> ask(Call.Request request) {
        return calls.ask(
                request, reply -> reply instanceof Long version ? version : FENCED, Call.Repeat.HARMLESS, OVERHEAD);
    }

    /** Makes good what had no answer; returns false if that is too much to be remembered one by one, and takes another incarnation. */
    boolean reconcile() {
        lock.lock();
        try {
            if (doubts.areTooMany()) {
                return false;
            }
            for (UserInRoom member : doubts.take()) {
                User user = entered.find(member.room(), member.user());
                makeGood(
                        member,
                        user == null
                                ? requests.exit(lease::incarnation, member.room(), member.user())
                                : requests.entry(lease::incarnation, member.room(), user, false));
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** How often there was another incarnation. */
    public int renewals() {
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
    public CompletionStage<List<String>> renewIncarnation(int asOf) {
        lock.lock();
        try {
            if (ended || asOf != renewals) {
                return CompletableFuture.completedStage(List.of());
            }
            renewals++;
            doubts.take(); // who should have left goes with the former
            String former = lease.another();
            entered.forEach(this::enterAnew);
            return lease.condemn(former);
        } finally {
            lock.unlock();
        }
    }

    /** Fences this node, if the store may know it: it enters nobody any more. */
    public CompletionStage<List<String>> end() {
        lock.lock();
        try {
            ended = true;
            entered.clear();
            doubts.take();
            return lease.hasBegun() ? lease.condemn(lease.incarnation()) : CompletableFuture.completedStage(List.of());
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
        lock.lock(); // until it is queued: what is entered later is executed later
        try {
            List<RoomId> used =
                    rooms.stream().filter(room -> entered.count(room) > 0).toList();
            List<Integer> counts = used.stream().map(entered::count).toList();
            Call.Decoder<List<RoomId>> decoder = reply -> Replies.list(reply).stream()
                    .map(number -> used.get(Math.toIntExact((Long) number) - 1))
                    .toList();
            return calls.ask(
                    requests.comparison(lease.incarnation(), used, counts),
                    decoder,
                    Call.Repeat.ANY_TIME,
                    100 * (used.size() + 1));
        } finally {
            lock.unlock();
        }
    }

    /** Enters anew whom the store has lost of this node in a room, and has those leave whom it alone knows. */
    CompletionStage<Void> settle(RoomId room) {
        String asOf = lease.incarnation();
        return calls.ask(requests.settlement(asOf, room), Replies::texts)
                .thenAccept(held -> settle(room, asOf, new HashSet<>(held)));
    }

    private void settle(RoomId room, String asOf, Set<String> held) {
        lock.lock();
        try {
            if (!asOf.equals(lease.incarnation())) {
                return; // all have been entered anew
            }
            for (User user : entered.users(room)) {
                if (!held.remove(user.id().value())) {
                    enterAnew(room, user);
                }
            }
            for (String surplus : held) {
                UserId user = new UserId(surplus);
                makeGood(new UserInRoom(room, user), requests.exit(lease::incarnation, room, user));
            }
        } finally {
            lock.unlock();
        }
    }

    private void enterAnew(RoomId room, User user) {
        makeGood(new UserInRoom(room, user.id()), requests.entry(lease::incarnation, room, user, false));
    }

    private void makeGood(UserInRoom member, Call.Request request) {
        calls.insistInTurn(request, RedisCalls::nothing).whenComplete((done, error) -> {
            if (error != null) {
                doubt(member); // the store refused, or did something later of that room
            }
        });
    }

    /** A caller that was told of a failure does not take the user for entered, or not under that name; the store may. */
    private void forget(UserInRoom member, User user, @Nullable User before) {
        lock.lock();
        try {
            entered.undo(member.room(), user, before);
            doubts.add(member);
        } finally {
            lock.unlock();
        }
    }

    private void doubt(UserInRoom member) {
        lock.lock();
        try {
            doubts.add(member);
        } finally {
            lock.unlock();
        }
    }
}
