package dev.parlance.websocket.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parlance.Nodes;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.FileId;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Links to a file that are good for some minutes, for where a browser sends no token, as in {@code <img>}. A link is signed for one user, room and file, and says no more than who asks: whether
 * the user may still read there is asked for each time, so that one that others have come by ends when its user's right does. Each node signs with a key of its own, which it changes, and which all
 * nodes find among what they share. Any thread.
 */
final class FileLinks {
    /** In the query of an address. */
    static final String PARAMETER = "link";

    /** How long one is good. */
    static final Duration GOOD = Duration.ofMinutes(5);

    private static final Duration KEY_USED = Duration.ofHours(1);
    private static final Duration KEY_KEPT = KEY_USED.plus(GOOD).plusMinutes(5); // clocks differ a little
    private static final String KEPT = "parlance.link-key.";
    private static final int MOST_KEYS = 256;
    private static final int LONGEST = 4_096;
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final Nodes nodes;
    private final InstantSource clock;
    private final AtomicReference<@Nullable Signing> signing = new AtomicReference<>();
    private final Map<String, LinkKey> known = new ConcurrentHashMap<>();

    /** What this node signs with, once it is kept where all find it. */
    private record Signing(LinkKey key, Instant until, CompletableFuture<Void> kept) {}

    FileLinks(Nodes nodes, InstantSource clock) {
        this.nodes = nodes;
        this.clock = clock;
    }

    /** {@return until when a link of now is good: no longer than its user's login} */
    Instant goodUntil(User user) {
        Instant until = clock.instant().plus(GOOD);
        return user.expiresAt().filter(until::isAfter).orElse(until);
    }

    /** Signs one; what stands behind {@code ?}. */
    CompletionStage<String> sign(User user, RoomId room, FileId file, Instant until) {
        Signing now = signing();
        return now.kept().thenApply(done -> {
            byte[] said = LinkForm.write(now.key().id(), until, user).getBytes(UTF_8);
            return PARAMETER + "=" + TEXT.encodeToString(said) + "."
                    + TEXT.encodeToString(now.key().sign(said, room, file));
        });
    }

    /** {@return whose link it is; failed with {@link ErrorCode#AUTHENTICATION_FAILED} if it is nobody's, another file's, or its time is over} */
    CompletionStage<User> holder(String link, RoomId room, FileId file) {
        int dot = link.indexOf('.');
        if (dot < 0 || link.length() > LONGEST) {
            return CompletableFuture.failedFuture(nobodys());
        }
        try {
            byte[] said = Base64.getUrlDecoder().decode(link.substring(0, dot));
            byte[] signature = Base64.getUrlDecoder().decode(link.substring(dot + 1));
            LinkForm form = LinkForm.read(new String(said, UTF_8));
            return key(form.key()).thenApply(key -> {
                if (!MessageDigest.isEqual(signature, key.sign(said, room, file))
                        || !clock.instant().isBefore(form.until())) {
                    throw nobodys();
                }
                return form.user();
            });
        } catch (IllegalArgumentException | ChatException e) { // no link of ours says that
            return CompletableFuture.failedFuture(nobodys());
        }
    }

    private static ChatException nobodys() {
        return new ChatException(
                ErrorCode.AUTHENTICATION_FAILED, "this link is not good, or not any more: ask for another one");
    }

    private CompletionStage<LinkKey> key(String id) {
        LinkKey here = known.get(id);
        if (here != null) {
            return CompletableFuture.completedFuture(here);
        }
        return nodes.get(KEPT + id).thenApply(text -> {
            LinkKey key = LinkKey.read(id, text.orElseThrow(FileLinks::nobodys));
            if (known.size() >= MOST_KEYS) {
                known.clear(); // they are found again
            }
            known.put(id, key);
            return key;
        });
    }

    private Signing signing() {
        Signing before = signing.get();
        Instant now = clock.instant();
        if (before != null && now.isBefore(before.until()) && !before.kept().isCompletedExceptionally()) {
            return before;
        }
        LinkKey key = LinkKey.random();
        Signing next = new Signing(key, now.plus(KEY_USED), new CompletableFuture<>());
        if (!signing.compareAndSet(before, next)) {
            return signing(); // another thread was first
        }
        nodes.put(KEPT + key.id(), key.write(), KEY_KEPT).whenComplete((done, error) -> {
            if (error != null) {
                next.kept().completeExceptionally(error);
            } else {
                next.kept().complete(null);
            }
        });
        return next;
    }
}
