/**
 * The compatibility kit: {@link dev.parlance.tck.BrokerTck} holds a test for each rule of the contract, {@link
 * dev.parlance.tck.BrokerModelTck} plays random programs against a model of it. Both ask for a {@link dev.parlance.tck.BrokerStore}.
 *
 * <p>What is here is for authors of brokers and ports. The rest of the kit is not exported: {@code rules} and {@code ports} hold the tests, {@code model} what random programs are compared with, {@code
 * harness} what they all handle nodes with.
 */
@NullMarked
package dev.parlance.tck;

import org.jspecify.annotations.NullMarked;
