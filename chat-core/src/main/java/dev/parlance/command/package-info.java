/**
 * What clients ask for: a class for each kind of command, all of one shape ({@code Command}), registered in {@code Commands}, behind one {@code Gate}
 * that asks whether the node is about to stop, how fast the session asks, who it is, and whether the host has something against it.
 *
 * <p>Not exported. What is public here is so for the packages above: the node and {@code Room}, which hosts publish through.
 */
@NullMarked
package dev.parlance.command;

import org.jspecify.annotations.NullMarked;
