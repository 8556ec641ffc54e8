/** A load on a node's broker alone, without sockets. {@link dev.parlance.examples.bench.store.StoreLoad} is the program. */
@NullMarked
package dev.parlance.examples.bench.store;

import org.jspecify.annotations.NullMarked;
