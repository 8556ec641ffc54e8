package dev.parlance.session;

import dev.parlance.fanout.Peer;
import dev.parlance.host.EngineContext;
import dev.parlance.host.Login;
import dev.parlance.model.ChatException;
import dev.parlance.model.Credentials;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.SecurityEvent;
import dev.parlance.model.User;
import dev.parlance.transport.CloseReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Who a session's client is: nobody for a time, then one user, whose name may change. For the session's lane. */
public final class Identity {
    /** A clock that is set meanwhile is noticed by then. */
    private static final Duration LOOK_AGAIN = Duration.ofHours(1);

    private final EngineContext context;
    private final Peer peer;
    private final Map<String, String> attributes;
    private volatile @Nullable User user; // written on the lane; whoever looks for sessions of a user reads it
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

    /** A time is over: the one to authenticate in, or the login's, or a part of that. */
    void overdue(Runnable overdue) {
        User known = user;
        if (known == null) {
            cutOff(CloseReason.NOT_AUTHENTICATED);
        } else if (!isExpired(known)) {
            expectExpiry(known, overdue);
        } else if (asked == null) { // else the answer decides
            peer.close(CloseReason.LOGIN_EXPIRED);
        }
    }

    private boolean isExpired(User login) {
        return Login.isExpired(context, login);
    }

    /** Why the host's answer lets nobody in; null if it does. Any thread. */
    public @Nullable ChatException refusal(@Nullable User answer) {
        return Login.refusal(context, answer);
    }

    private void expectExpiry(User login, Runnable overdue) {
        Instant end = login.expiresAt().orElse(null);
        if (end == null) {
            return;
        }
        Duration left = Duration.between(context.clock().instant(), end);
        Duration next = left.compareTo(LOOK_AGAIN) < 0 ? left : LOOK_AGAIN;
        try {
            deadline = context.scheduler().schedule(overdue, Math.max(0, next.toNanos()), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            peer.close(CloseReason.SHUTDOWN);
        }
    }

    /** Who it is; null if nobody has said so yet. Any thread. */
    @Nullable
    public User user() {
        return user;
    }

    /** Where the client comes from, as its transport says; null if it does not. Any thread. */
    @Nullable
    String remoteAddress() {
        return attributes.get("remoteAddress");
    }

    /**
     * Looks whether the client may try to log in now. Whoever is known already may renew the login whatever others do where it comes from, as long as it does not guess itself.
     *
     * @throws ChatException if too many logins have failed where it comes from
     */
    public void checkMayTry() {
        Duration delay = user != null && refusals == 0 ? null : peer.loginDelay();
        if (delay != null) {
            throw ChatException.rateLimited("too many logins have failed from where you are", delay);
        }
    }

    /** Asks the host who has these credentials; null if they are nobody's. Completes on any thread. */
    public CompletableFuture<@Nullable User> ask(Credentials given) {
        Credentials credentials = given.withAttributes(attributes);
        CompletableFuture<@Nullable User> answer = Login.ask(context, credentials);
        asked = answer;
        return answer;
    }

    /** The host has answered. */
    public void answered() {
        asked = null;
    }

    /** Whoever tries one token after the other has a handful of tries; that the host itself fails is nobody's try. */
    public void refused(ChatException error) {
        if (error.code() == ErrorCode.AUTHENTICATION_FAILED) {
            peer.loginFailed();
        }
        if (error.code().httpStatus() < 500 && ++refusals >= context.limits().maxAuthenticationAttempts()) {
            cutOff(CloseReason.LOGIN_REFUSED);
        } else {
            notRenewed();
        }
    }

    /** The login is what it was before it was tried to renew it, and maybe over. */
    public void notRenewed() {
        if (isOver()) {
            peer.close(CloseReason.LOGIN_EXPIRED);
        }
    }

    /** Ends the connection of a client that went on beyond a limit; whoever guards the service hears of it. */
    public void cutOff(CloseReason reason) {
        reportCutOff(reason);
        peer.close(reason);
    }

    void reportCutOff(CloseReason reason) {
        report(SecurityEvent.Kind.CUT_OFF, reason.name(), "");
    }

    /** Tells whoever guards the service of this client. */
    void report(SecurityEvent.Kind kind, String code, String detail) {
        User known = user;
        context.audit().tell(kind, code, known == null ? null : known.id(), remoteAddress(), null, detail);
    }

    private boolean isOver() {
        User known = user;
        return known != null && isExpired(known);
    }

    /**
     * The host knows who it is, and until when.
     *
     * @param overdue runs, on any thread, when the login is over
     * @return who it was before, if anyone
     * @throws ChatException if it was someone else
     */
    @Nullable
    User become(User now, Runnable overdue) {
        User before = user;
        if (before != null && !before.id().equals(now.id())) {
            throw new ChatException(
                    ErrorCode.ALREADY_AUTHENTICATED, "this connection belongs to " + before.id() + " already");
        }
        user = now;
        cancelDeadline();
        expectExpiry(now, overdue);
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
