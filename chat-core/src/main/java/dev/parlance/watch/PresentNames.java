package dev.parlance.watch;

import dev.parlance.complaint.Complaints;
import dev.parlance.host.BoundedTable;
import dev.parlance.host.Deadline;
import dev.parlance.host.EngineContext;
import dev.parlance.host.Pacing;
import dev.parlance.model.Profile;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.room.Rooms;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what users are called now, by the newest login, and when they were there last; tells those who see them. A login reads what is kept, and writes only if it says something else; the end of a connection
 * writes, of one user once a minute, so that it is known to a minute. A new name is told once in ten seconds at the most, the last for sure: one call to all nodes, each of which tells those of its rooms in which it sees the user. Nobody waits for any of it, and what a
 * store does not take is left to the next login. Any thread.
 */
public final class PresentNames {
    /** What nodes call one another. */
    public static final String CALL = "parlance.profile";

    /** Between two names of one user that this node keeps and tells. */
    static final Duration PAUSE = Duration.ofSeconds(10);
    /** Between two times at which this node notes that a user was there. */
    static final Duration SEEN_PAUSE = Duration.ofMinutes(1);
    /** Of how many users this node remembers each of both; beyond that it does so at once. */
    static final int MOST = 65_536;

    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(PresentNames.class.getName()));

    private final EngineContext context;
    private final Rooms rooms;
    private final Watchers watchers;
    private final Function<Map<String, String>, CompletionStage<Void>> call;
    private final BooleanSupplier stopping;
    private final Pacing<UserId, User, Void> names;
    /** Of whom it was noted, and until when it is not noted again. */
    private final BoundedTable<UserId, Long> seen;

    /**
     * Keeps from now on, unless the host does not want it.
     *
     * @param call tells all nodes, this one too, see {@link #called}
     * @param stopping whether the node is about to stop
     */
    public PresentNames(
            EngineContext context,
            Rooms rooms,
            Watchers watchers,
            Function<Map<String, String>, CompletionStage<Void>> call,
            BooleanSupplier stopping) {
        this.context = context;
        this.rooms = rooms;
        this.watchers = watchers;
        this.call = call;
        this.stopping = stopping;
        this.names = new Pacing<>(
                context.scheduler(),
                PAUSE,
                MOST,
                (earlier, later) -> later,
                (userId, user) -> keep(user),
                (userId, error, before) -> null);
        this.seen = new BoundedTable<>(
                MOST,
                "so many users come and go that it is noted of some more than once a minute that they were there",
                (until, now) -> now - until >= 0,
                context.ticker().getAsLong());
    }

    /**
     * The host has said who a client is, or said so anew.
     *
     * @param before who it was until then, under whichever name
     */
    public void known(@Nullable User before, User now) {
        if (context.presentNames() && (before == null || !isAs(before, now))) {
            quietly(within(context.broker().profiles(Set.of(now.id())))
                    .thenAccept(kept -> compare(kept.get(now.id()), now)));
        }
    }

    /** A connection of a user has ended. */
    public void gone(User user) {
        if (!context.presentNames()) {
            return;
        }
        long now = context.ticker().getAsLong();
        Long until = seen.find(user.id());
        if (until == null || now - until >= 0) {
            seen.update(user.id(), now, before -> now + SEEN_PAUSE.toNanos());
            quietly(within(context.broker().saw(user.id())));
        }
    }

    /** What some users are called, as far as that is kept; nobody if the host does not want it. */
    public CompletionStage<Map<UserId, Profile>> of(Set<UserId> users) {
        return context.presentNames() ? context.broker().profiles(users) : CompletableFuture.completedFuture(Map.of());
    }

    /** Some node says that a user is called otherwise now. */
    public void called(Map<String, String> data) {
        Profile profile = ProfileSignal.profile(data);
        try {
            context.executor().execute(() -> rooms.renamed(profile));
        } catch (RejectedExecutionException e) {
            COMPLAINTS.warn("nobody was told what a user is called now", profile.userId() + ": " + e);
        }
    }

    /** Keeps at once what waits, for the end of the engine; completes when all of it was tried. */
    public CompletableFuture<Void> flush() {
        return names.flush();
    }

    private void compare(@Nullable Profile kept, User now) {
        if (kept == null) {
            if (!now.name().equals(now.id().value()) || now.avatar().isPresent()) {
                quietly(keep(now)); // there is nobody yet who knew another name
            }
        } else if (!isAs(kept, now) || names.isKnown(now.id())) {
            quietly(names.want(now.id(), now)); // the last word counts, also if it is that of before
        }
    }

    private CompletionStage<Void> keep(User user) {
        return within(context.broker()
                        .putProfile(user.id(), user.name(), user.avatar().orElse(null)))
                .thenAccept(put -> {
                    if (put.isNews() && put.profile().version() > 1) {
                        tell(put.profile());
                    }
                });
    }

    private void tell(Profile profile) {
        Map<String, String> data = ProfileSignal.of(profile);
        quietly(call.apply(data));
        watchers.tell(profile.userId(), Signal.of(ProfileSignal.NAME, data));
    }

    private static boolean isAs(User before, User now) {
        return before.name().equals(now.name()) && before.avatar().equals(now.avatar());
    }

    private static boolean isAs(Profile kept, User now) {
        return kept.name().equals(now.name()) && kept.picture().equals(now.avatar());
    }

    private <T> CompletionStage<T> within(CompletionStage<T> broker) {
        return Deadline.within(context, broker);
    }

    /** The next login says it again. */
    private void quietly(CompletionStage<?> stage) {
        stage.whenComplete((done, error) -> {
            if (error != null && !stopping.getAsBoolean()) {
                COMPLAINTS.warn("what a user is called was not kept or told", error.toString());
            }
        });
    }
}
