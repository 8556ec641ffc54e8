package dev.parlance.policy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import dev.parlance.model.ChatException;
import dev.parlance.model.Credentials;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.User;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tickets for hosts with a login of their own: the host gives one to a client that it knows, and the client sends it as its token. Each is good once, on one of all nodes, for a short
 * time. Safe for use by many threads.
 *
 * <pre>{@code
 * Tickets tickets = new Tickets();
 * ChatEngine engine = ChatEngine.builder().authenticator(tickets).build();
 * CompletionStage<String> ticket = tickets.issue(user, Duration.ofSeconds(30)); // once the engine has started
 * }</pre>
 *
 * <p>Who the user is, with avatar, roles, attributes and the end of the login, lies in the store that the nodes share, under a hash: who reads the store cannot use the ticket. A client that
 * connects anew, or renews its login, needs another one.
 */
public final class Tickets implements Authenticator {
    /** The longest time that a ticket is good. */
    public static final Duration LONGEST = Duration.ofDays(1);

    private static final String BEGIN = "ticket-";
    private static final int RANDOM_BYTES = 24; // 192 bits, 32 characters
    private static final Pattern TICKET = Pattern.compile(BEGIN + "[A-Za-z0-9_-]{32}");
    private static final String KEY = "parlance.ticket.";
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final SecureRandom random = new SecureRandom();
    private final AtomicReference<@Nullable SharedValues> kept = new AtomicReference<>();

    /** Makes an authenticator for one engine, alone or in {@link Authenticator#anyOf}. */
    public Tickets() {}

    /**
     * Issues a ticket. The engine must have started.
     *
     * @param user who may come in with it
     * @param timeToLive how long it is good if nobody uses it, more than nothing and at most {@link #LONGEST}; has nothing to do with {@link User#expiresAt}
     * @return the ticket, of 39 characters of {@code A-Z a-z 0-9 - _}; failed with a {@link ChatException}: {@link ErrorCode#INVALID_USER} if there is more to say of the user than a
     *     store keeps ({@link SharedValues#MAX_VALUE_LENGTH}, encoded as a form), else the store's
     * @throws IllegalArgumentException for any other time
     * @throws IllegalStateException before the engine has been asked to start
     */
    public CompletionStage<String> issue(User user, Duration timeToLive) {
        requireNonNull(user, "user");
        requireNonNull(timeToLive, "timeToLive");
        if (timeToLive.isZero() || timeToLive.isNegative() || timeToLive.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a ticket is good for a time up to 24 hours, not for " + timeToLive);
        }
        String form = TicketForm.write(user);
        if (form.length() > SharedValues.MAX_VALUE_LENGTH) {
            return CompletableFuture.failedFuture(new ChatException(
                    ErrorCode.INVALID_USER,
                    "a ticket says at most " + SharedValues.MAX_VALUE_LENGTH + " characters of a user, not "
                            + form.length()));
        }
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        String ticket = BEGIN + TEXT.encodeToString(bytes);
        return values().put(key(ticket), form, timeToLive).thenApply(done -> ticket);
    }

    /**
     * Takes a ticket, wherever {@link Credentials#bearer} finds it.
     *
     * @param credentials what the client says
     * @return its user; null if there is no ticket in them; failed with {@link ErrorCode#AUTHENTICATION_FAILED} if it was used, or its time is over
     */
    @Override
    public CompletionStage<@Nullable User> authenticate(Credentials credentials) {
        String token = credentials.bearer().orElse("");
        if (!TICKET.matcher(token).matches()) {
            return CompletableFuture.completedFuture(null);
        }
        return values().take(key(token)).thenApply(Tickets::holder);
    }

    private static User holder(Optional<String> form) {
        return TicketForm.read(form.orElseThrow(() -> new ChatException(
                ErrorCode.AUTHENTICATION_FAILED, "this ticket was used, or its time is over: ask for another one")));
    }

    @Override
    public void begin(SharedValues values) {
        if (!kept.compareAndSet(null, values)) {
            throw new IllegalStateException("these tickets belong to another engine: each has its own");
        }
    }

    private SharedValues values() {
        SharedValues values = kept.get();
        if (values == null) {
            throw new IllegalStateException("tickets need an engine that has started with them as its authenticator");
        }
        return values;
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    private static String key(String ticket) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(ticket.getBytes(US_ASCII));
            return KEY + TEXT.encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
