/** The rules of {@link dev.parlance.broker.store.StorePort}, which {@link dev.parlance.tck.PortTck} has run, and what can happen between a broker and a port. */
@NullMarked
package dev.parlance.tck.ports;

import org.jspecify.annotations.NullMarked;
