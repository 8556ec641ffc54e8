package dev.parlance.redis.presence;

import dev.parlance.redis.link.Compatibility;
import dev.parlance.redis.link.RedisCalls;
import dev.parlance.redis.link.Replies;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The present life of a node, its incarnation, as the store knows it by a lease. For any thread; another incarnation is begun under its owner's lock. */
final class IncarnationLease {
    private final RedisCalls calls;
    private final MemberRequests requests;
    private final Compatibility compatibility;
    private final Duration length;
    private final Supplier<String> incarnations;
    private volatile String incarnation;
    private volatile boolean begun;

    IncarnationLease(
            RedisCalls calls,
            MemberRequests requests,
            Compatibility compatibility,
            Duration length,
            Supplier<String> incarnations) {
        this.calls = calls;
        this.requests = requests;
        this.compatibility = compatibility;
        this.length = length;
        this.incarnations = incarnations;
        this.incarnation = incarnations.get();
    }

    String incarnation() {
        return incarnation;
    }

    /** Whether the store may know of it: what is under way counts. */
    boolean hasBegun() {
        return begun;
    }

    /** Begins; fails if this node may not be beside another that lives. */
    CompletionStage<Void> register() {
        begun = true;
        return calls.insistInTurn(requests.admission(incarnation, length), this::admitted);
    }

    private Void admitted(@Nullable Object reply) {
        if (reply instanceof byte[] node) {
            begun = false; // a store that this node must not work on is left as it is
            throw compatibility.beside(Replies.text(node));
        }
        compatibility.alone();
        return RedisCalls.nothing(reply);
    }

    /** Completes with whether this node has not been fenced. */
    CompletionStage<Boolean> renew() {
        return calls.ask(requests.renewal(incarnation, length), reply -> reply instanceof Long alive && alive == 1);
    }

    /** Begins another incarnation, and returns the former, which is to be {@linkplain #condemn condemned} once all have entered under this one. */
    String another() {
        String former = incarnation;
        incarnation = incarnations.get();
        CompletionStage<Void> unused = register(); // what refuses it is told by every operation
        return former;
    }

    /** Fences an incarnation; completes with all that are fenced and not yet swept. */
    CompletionStage<List<String>> condemn(String of) {
        return calls.insistInTurn(requests.condemnation(of), MemberRequests::dead);
    }
}
