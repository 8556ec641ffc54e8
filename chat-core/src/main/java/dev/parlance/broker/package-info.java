/** The store and bus behind the engine: the {@link dev.parlance.broker.ChatBroker} contract, and the one in memory. */
@NullMarked
package dev.parlance.broker;

import org.jspecify.annotations.NullMarked;
