/**
 * A load generator for chat servers, one thread for thousands of connections. {@link dev.parlance.examples.bench.LoadTest} is the program.
 *
 * <p>Everything but the progress bar and the timer of an open loop happens on the thread that runs the {@link dev.parlance.examples.bench.Loop},
 * and nothing is allocated per delivery: frames are read where they lie.
 */
@NullMarked
package dev.parlance.examples.bench;

import org.jspecify.annotations.NullMarked;
