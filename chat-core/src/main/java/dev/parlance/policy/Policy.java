package dev.parlance.policy;

/**
 * What all policies have in common. Each must be safe for use by many threads at once.
 *
 * <p>A decision has a deadline ({@code ChatLimits.policyTimeout}, 10 s): then the client is told {@link dev.parlance.model.ErrorCode#HOST_UNAVAILABLE} and may
 * try again, an answer that comes later is ignored, and a thread that is still in the call is interrupted.
 */
public sealed interface Policy permits Authenticator, Authorizer, MessageInterceptor, UploadInterceptor {
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
