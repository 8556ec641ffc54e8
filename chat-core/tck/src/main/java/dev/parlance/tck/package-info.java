/**
 * The compatibility kit: {@link dev.parlance.tck.BrokerTck} holds a test for each rule of the contract, {@link
 * dev.parlance.tck.BrokerModelTck} plays random programs against a model of it. Both ask for a {@link dev.parlance.tck.BrokerStore}.
 */
@NullMarked
package dev.parlance.tck;

import org.jspecify.annotations.NullMarked;
