package dev.parlance.websocket.engineio;

import dev.parlance.complaint.Complaints;
import dev.parlance.websocket.address.AddressAccount;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All open sessions of a server, and how many of them are strangers'. Safe for use by many threads. */
final class EngineIoSessions {
    private static final Logger LOG = LoggerFactory.getLogger(EngineIoSessions.class);
    private static final Complaints COMPLAINTS = new Complaints(LOG::warn, LOG::error);

    private final EngineIoSettings settings;
    private final SessionIds ids = new SessionIds();
    private final Map<String, LiveSession> open = new ConcurrentHashMap<>();
    private final AtomicInteger strangers = new AtomicInteger();
    private final CompletableFuture<Void> emptied = new CompletableFuture<>();
    private volatile boolean stopping;

    private final class Place implements Registration {
        private final String id;
        private final AddressAccount account;
        private boolean letIn;

        Place(String id, AddressAccount account) {
            this.id = id;
            this.account = account;
        }

        @Override
        public void letIn() {
            if (!letIn && open.containsKey(id)) {
                letIn = true;
                strangers.decrementAndGet();
            }
        }

        @Override
        public void end() {
            if (open.remove(id) != null) {
                account.sessionClosed();
                if (!letIn) {
                    strangers.decrementAndGet();
                }
            }
            tellIfEmpty();
        }
    }

    /** What makes a session of an id and its place. */
    @FunctionalInterface
    interface Maker {
        LiveSession make(String id, Registration place);
    }

    EngineIoSessions(EngineIoSettings settings) {
        this.settings = settings;
    }

    LiveSession add(AddressAccount account, Maker maker) {
        String id = ids.next();
        LiveSession session = maker.make(id, new Place(id, account));
        open.put(id, session);
        account.sessionOpened();
        strangers.incrementAndGet();
        return session;
    }

    @Nullable
    LiveSession find(@Nullable String id) {
        return id == null ? null : open.get(id);
    }

    int count() {
        return open.size();
    }

    Collection<LiveSession> all() {
        return open.values();
    }

    /** Why no further session of an address is opened now, or null. */
    @Nullable
    EngineIoError refusal(AddressAccount account) {
        if (stopping) {
            return EngineIoError.STOPPING;
        }
        if (account.session() != null) {
            return EngineIoError.TOO_MANY_OF_ADDRESS;
        }
        return open.size() >= settings.maxSessions() || strangers.get() >= settings.maxStrangers()
                ? EngineIoError.TOO_MANY_SESSIONS
                : null;
    }

    /** What is wrong with an id that names no session. */
    EngineIoError unknown(String id) {
        if (ids.isOwn(id)) {
            return EngineIoError.UNKNOWN_SESSION;
        }
        COMPLAINTS.warn(
                "a request for a session of another node came here: behind a load balancer polling needs sticky"
                        + " sessions",
                null);
        return EngineIoError.SESSION_OF_ANOTHER_NODE;
    }

    /** Opens no more. */
    void stop() {
        stopping = true;
    }

    boolean isStopping() {
        return stopping;
    }

    /** Completes when none is open any more, after {@link #stop}. */
    CompletionStage<Void> emptied() {
        tellIfEmpty();
        return emptied.minimalCompletionStage();
    }

    private void tellIfEmpty() {
        if (stopping && open.isEmpty()) {
            emptied.complete(null);
        }
    }
}
