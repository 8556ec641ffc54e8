/**
 * What the engine is lent and whom it asks, called so that no fault of theirs gets further than the call: policies, listener, broker, threads and timer. Each
 * question has a deadline, each failure is told as a {@code ChatException}.
 *
 * <p>Not exported. What is public here is so for the packages above: all packages of the engine.
 */
@NullMarked
package dev.parlance.host;

import org.jspecify.annotations.NullMarked;
