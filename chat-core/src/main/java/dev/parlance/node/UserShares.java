package dev.parlance.node;

import dev.parlance.complaint.Complaints;
import dev.parlance.host.EngineContext;
import dev.parlance.model.UserId;
import dev.parlance.room.Rooms;
import dev.parlance.session.KnownUsers;
import dev.parlance.session.UserBuckets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Asks the other nodes on how many of them users are active, and in how many rooms, so that a user has the limits of one over all nodes. It asks for those alone who do much, for many at once, one
 * question after the other and no more than one a second; so what that costs does not grow with what users do, but with more of them it takes longer until all are asked for. Any thread.
 */
final class UserShares {
    /** How long the others have to answer. */
    static final Duration PATIENCE = Duration.ofSeconds(2);
    /** From one answer to the next question. */
    static final Duration BETWEEN = Duration.ofSeconds(1);

    private static final String SHARES = "shares";
    private static final String ACTIVE = "1";
    private static final String QUIET = "0";

    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(UserShares.class.getName()));

    private final EngineContext context;
    private final NodeQuestions questions;
    private final KnownUsers users;
    private final Rooms rooms;
    private final AtomicBoolean asking = new AtomicBoolean();

    UserShares(EngineContext context, NodeQuestions questions, KnownUsers users, Rooms rooms) {
        this.context = context;
        this.questions = questions;
        this.users = users;
        this.rooms = rooms;
    }

    /** Answers, and asks; before the node starts. */
    void begin() {
        questions.answer(SHARES, this::here);
        users.askedBy(questions::nodes, this::soon);
    }

    private void soon() {
        if (asking.compareAndSet(false, true)) {
            later(this::ask, Duration.ZERO);
        }
    }

    private void ask() {
        Map<String, String> data = new HashMap<>();
        Lines lines = new Lines(data);
        List<UserBuckets> some = new ArrayList<>();
        for (UserBuckets next = users.nextToAsk();
                next != null && lines.add(next.id().value());
                next = users.nextToAsk()) {
            some.add(next);
            users.asked();
        }
        lines.end();
        Future<?> unused = questions
                .ask(SHARES, data, PATIENCE)
                .thenAccept(answers -> learn(some, answers.parts()))
                .whenComplete((done, error) -> {
                    if (error != null) { // what was known before holds, and they are asked for again
                        COMPLAINTS.warn("other nodes do not say what users do there", error.toString());
                    }
                    later(this::next, BETWEEN);
                })
                .toCompletableFuture();
    }

    private void next() {
        asking.set(false);
        if (users.nextToAsk() != null) {
            soon();
        }
    }

    private void learn(List<UserBuckets> some, List<Map<String, String>> parts) {
        Map<UserId, Integer> nodes = new HashMap<>();
        Map<UserId, Integer> inRooms = new HashMap<>();
        for (Map<String, String> part : parts) {
            Lines.of(part).forEach(line -> {
                String[] said = line.split(" ", 3); // an id may have spaces
                UserId user = new UserId(said[2]);
                nodes.merge(user, said[0].equals(ACTIVE) ? 1 : 0, Integer::sum);
                inRooms.merge(user, Integer.parseInt(said[1]), Integer::sum);
            });
        }
        long now = context.ticker().getAsLong();
        for (UserBuckets each : some) {
            int elsewhere = inRooms.getOrDefault(each.id(), 0) - rooms.countOf(each.id());
            each.learn(nodes.getOrDefault(each.id(), 1), elsewhere, now);
        }
    }

    /** What this node knows of some users. */
    private CompletionStage<List<Map<String, String>>> here(Map<String, String> asked) {
        return CompletableFuture.completedFuture(
                Lines.parts(Lines.of(asked).map(id -> line(new UserId(id))).filter(line -> !line.isEmpty())));
    }

    /** Empty if there is nothing to say. */
    private String line(UserId id) {
        UserBuckets own = users.find(id);
        boolean isActive = own != null && own.isActive(context.ticker().getAsLong());
        int in = rooms.countOf(id);
        return isActive || in > 0 ? (isActive ? ACTIVE : QUIET) + " " + in + " " + id.value() : "";
    }

    private void later(Runnable step, Duration delay) {
        try {
            Future<?> unused = context.scheduler().schedule(step, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // the engine has stopped, and nobody does anything any more
        }
    }
}
