/**
 * One node's life: what it is made of, how it starts and ends, what the broker tells it, what nodes call one another, and whether it works. Knows all
 * packages of the engine; only {@code dev.parlance} knows it.
 *
 * <p>Not exported. What is public here is so for the packages above: the face of the engine.
 */
@NullMarked
package dev.parlance.node;

import org.jspecify.annotations.NullMarked;
