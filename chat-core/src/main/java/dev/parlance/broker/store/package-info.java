/**
 * The second door for everyone else's store: {@link dev.parlance.broker.store.StoreBroker} keeps the whole contract of {@link dev.parlance.broker.ChatBroker} over a
 * {@link dev.parlance.broker.store.StorePort} of about eight primitives, whose line {@link dev.parlance.broker.store.StandingLine} keeps standing.
 */
@NullMarked
package dev.parlance.broker.store;

import org.jspecify.annotations.NullMarked;
