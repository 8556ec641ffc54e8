/**
 * What one user is told over all connections, whatever rooms these are in: how far the user has read, what is unread in the rooms followed, where the user was mentioned.
 *
 * <p>Not exported. What is public here is so for the packages above: {@code node} and {@code command}.
 */
@NullMarked
package dev.parlance.watch;

import org.jspecify.annotations.NullMarked;
