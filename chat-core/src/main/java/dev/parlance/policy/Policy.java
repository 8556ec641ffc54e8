package dev.parlance.policy;

/** What all policies have in common. Each must be safe for use by many threads at once. */
public sealed interface Policy permits Authenticator, Authorizer, MessageInterceptor {
    /**
     * Whether calling this policy may take long: a look-up, a lock, a slow computation.
     *
     * <p>If so it is called on the engine's executor. If not it is called on the I/O thread of the session, which saves two hand-overs for
     * each call; a policy that says so and blocks nevertheless stalls all connections of that thread.
     *
     * @return true unless overridden
     */
    default boolean mayBlock() {
        return true;
    }
}
