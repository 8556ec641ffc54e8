/** The rules of {@link dev.parlance.broker.ChatBroker}, a class for each number and what belongs to it; {@link dev.parlance.tck.BrokerTck} has them run. */
@NullMarked
package dev.parlance.tck.rules;

import org.jspecify.annotations.NullMarked;
