/** Benchmarks of the engine's parts: what a command, a delivery and a look into the log cost, and what they allocate. */
@NullMarked
package dev.parlance.examples.bench.jmh;

import org.jspecify.annotations.NullMarked;
