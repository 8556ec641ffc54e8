/**
 * One connection: the queue of its commands, its lane, who it is and which rooms it is in. It knows no command; what stands behind it is an interface
 * ({@code Requests}).
 *
 * <p>Not exported. What is public here is so for the packages above: commands and the node.
 */
@NullMarked
package dev.parlance.session;

import org.jspecify.annotations.NullMarked;
