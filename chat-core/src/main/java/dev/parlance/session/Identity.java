package dev.parlance.session;

import dev.parlance.fanout.Peer;
import dev.parlance.host.EngineContext;
import dev.parlance.model.ChatException;
import dev.parlance.model.Credentials;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.User;
import dev.parlance.transport.CloseReason;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Who a session's client is: nobody for a time, then one user, whose name may change. For the session's lane. */
public final class Identity {
    private final EngineContext context;
    private final Peer peer;
    private final Map<String, String> attributes;
    private @Nullable User user;
    private @Nullable Future<?> deadline;
    private @Nullable CompletableFuture<?> asked;
    private int refusals;

    Identity(EngineContext context, Peer peer, Map<String, String> attributes) {
        this.context = context;
        this.peer = peer;
        this.attributes = attributes;
    }

    /**
     * Begins the time in which the client must say who it is; comes first.
     *
     * @param overdue runs on any thread
     * @return false if there is no timer any more, without which a stranger would stay for ever
     */
    boolean expect(Runnable overdue) {
        try {
            deadline = context.scheduler()
                    .schedule(overdue, context.limits().authenticationTimeout().toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** The time is over. */
    void overdue() {
        if (user == null) {
            peer.close(CloseReason.NOT_AUTHENTICATED);
        }
    }

    @Nullable
    User user() {
        return user;
    }

    /** Asks the host who has these credentials; null if they are nobody's. Completes on any thread. */
    public CompletableFuture<@Nullable User> ask(Credentials given) {
        Credentials credentials = new Credentials(given.userId(), given.username(), given.token(), attributes);
        CompletableFuture<@Nullable User> answer = context.policies()
                .<@Nullable User>login(
                        context.authenticator(), () -> context.authenticator().authenticate(credentials));
        asked = answer;
        return answer;
    }

    /** The host has answered. */
    public void answered() {
        asked = null;
    }

    /** Whoever tries one token after the other has a handful of tries; that the host itself fails is nobody's try. */
    public void refused(ChatException error) {
        if (error.code().httpStatus() < 500 && ++refusals >= context.limits().maxAuthenticationAttempts()) {
            peer.close(CloseReason.LOGIN_REFUSED);
        }
    }

    /**
     * The host knows who it is.
     *
     * @return who it was before, if anyone
     * @throws ChatException if it was someone else
     */
    @Nullable
    User become(User now) {
        User before = user;
        if (before != null && !before.id().equals(now.id())) {
            throw new ChatException(
                    ErrorCode.ALREADY_AUTHENTICATED, "this connection belongs to " + before.id() + " already");
        }
        user = now;
        cancelDeadline();
        return before;
    }

    /** The session has ended. */
    void end() {
        cancelDeadline();
        CompletableFuture<?> undecided = asked;
        if (undecided != null) {
            undecided.cancel(false); // gives its place to the next
        }
    }

    private void cancelDeadline() {
        Future<?> expected = deadline;
        if (expected != null) {
            expected.cancel(false);
            deadline = null;
        }
    }
}
