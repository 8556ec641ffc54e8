package dev.parlance.host;

import dev.parlance.model.ChatException;
import dev.parlance.model.RoomId;
import dev.parlance.model.SecurityEvent;
import dev.parlance.model.UserId;
import dev.parlance.policy.ChatListener;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Tells what whoever guards this service wants to know, to the host's listener and to a log of its own name. What strangers bring about is gathered: the like of it, of the same user or else
 * from the same address, is told once in ten seconds, and more kinds of it than are told apart count together, so that nobody can fill a disk or hide behind a flood of their own. Any
 * thread.
 */
public final class Audit {
    /** The name of the log. */
    public static final String LOG_NAME = "dev.parlance.audit";

    /** How many are told apart within ten seconds. */
    static final int MOST = 500;

    static final long QUIET_SECONDS = 10;

    /** Of whom it is told: the user if one is known, else the address, else nobody. */
    private record Like(
            SecurityEvent.Kind kind,
            String code,
            @Nullable UserId user,
            @Nullable String address) {
        static Like of(SecurityEvent event) {
            UserId user = event.userId().orElse(null);
            return new Like(
                    event.kind(),
                    event.code(),
                    user,
                    user == null ? event.remoteAddress().orElse(null) : null);
        }

        Like ofAnyone() {
            return new Like(kind, code, null, null);
        }
    }

    /** What came of a kind since it was told. */
    private static final class Untold {
        /** Told since the last sweep, so that ten seconds have not passed. */
        boolean fresh = true;

        /** When the last one came, and what all of them have in common. */
        @Nullable
        SecurityEvent all;

        long count;

        void add(SecurityEvent event) {
            all = all == null ? event : all.inCommonWith(event);
            count += event.count();
        }
    }

    private final ListenerCalls listener;
    private final ListenerCalls log;
    private final InstantSource clock;
    private final EngineTimer timer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Like, Untold> told = new HashMap<>(); // this and the one below under the lock
    private boolean sweeping;

    public Audit(ListenerCalls listener, Executor executor, InstantSource clock, EngineTimer timer) {
        this(listener, new ListenerCalls(new Lines(System.getLogger(LOG_NAME)), executor), clock, timer);
    }

    Audit(ListenerCalls listener, ListenerCalls log, InstantSource clock, EngineTimer timer) {
        this.listener = listener;
        this.log = log;
        this.clock = clock;
        this.timer = timer;
    }

    private record Lines(System.Logger logger) implements ChatListener {
        @Override
        public void securityEvent(SecurityEvent event) {
            logger.log(System.Logger.Level.INFO, event.toString());
        }

        @Override
        public void missed(long calls) {
            logger.log(System.Logger.Level.WARNING, "{0} security events are missing here: the log is too slow", calls);
        }
    }

    /** The code that a client is told. */
    public static String word(ChatException refusal) {
        return refusal.hostCode().orElse(refusal.code().name());
    }

    /** Something happened to a user, or to somebody from an address. */
    public void tell(
            SecurityEvent.Kind kind,
            String code,
            @Nullable UserId user,
            @Nullable String remoteAddress,
            @Nullable RoomId room,
            String detail) {
        tell(SecurityEvent.of(kind, code, clock.instant())
                .user(user)
                .remoteAddress(remoteAddress)
                .room(room)
                .detail(detail));
    }

    /** Something happened. */
    public void tell(SecurityEvent event) {
        if (event.kind().isHosts() || isFirst(event)) {
            say(event);
        }
    }

    private boolean isFirst(SecurityEvent event) {
        lock.lock();
        try {
            Like like = Like.of(event);
            Untold known = told.get(like);
            if (known == null && told.size() >= MOST) {
                like = like.ofAnyone();
                known = told.get(like);
            }
            if (known == null) {
                told.put(like, new Untold());
                sweepLater();
                return true;
            }
            known.add(event);
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void say(SecurityEvent event) {
        listener.tell(each -> each.securityEvent(event));
        log.tell(each -> each.securityEvent(event));
    }

    private void sweepLater() {
        if (!sweeping) {
            try {
                Future<?> unused = timer.schedule(this::sweep, QUIET_SECONDS, TimeUnit.SECONDS);
                sweeping = true;
            } catch (RejectedExecutionException e) {
                sweeping = false; // the engine stops
            }
        }
    }

    /** Tells what was gathered, after the lock: a listener may be called at once, and report something itself. */
    private void sweep() {
        gathered().forEach(this::say);
    }

    /** What came again since it was told; what did not for ten seconds is forgotten. */
    private List<SecurityEvent> gathered() {
        List<SecurityEvent> gathered = new ArrayList<>();
        lock.lock();
        try {
            told.values().removeIf(untold -> untold.all == null && !untold.fresh);
            told.values().forEach(untold -> {
                SecurityEvent all = untold.all;
                if (all != null) {
                    gathered.add(all.count(untold.count));
                }
                untold.fresh = false;
                untold.all = null;
                untold.count = 0;
            });
            sweeping = false;
            if (!told.isEmpty()) {
                sweepLater();
            }
            return gathered;
        } finally {
            lock.unlock();
        }
    }

    /** Says what is left to say, the last there is, and ends the calls of the host's listener. */
    public CompletionStage<Void> end() {
        sweep();
        CompletionStage<Void> listenerEnded = listener.end(timer);
        return log.end(timer).thenCompose(done -> listenerEnded);
    }
}
