/**
 * The store and bus behind the engine: the {@link dev.parlance.broker.ChatBroker} contract, which is the sum of five ({@link dev.parlance.broker.MessageLog}, {@link dev.parlance.broker.TopicBus},
 * {@link dev.parlance.broker.RoomPresence}, {@link dev.parlance.broker.KeptValues}, {@link dev.parlance.broker.RoomDirectory}), what stands before one, and the one in memory.
 */
@NullMarked
package dev.parlance.broker;

import org.jspecify.annotations.NullMarked;
