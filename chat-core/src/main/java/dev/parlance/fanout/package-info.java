/**
 * How a frame gets to many: the members of a room in groups that share a lane and a protocol, what waits for a lane, the rounds in which it goes out, and
 * the connection at the end. Knows no session, and of a room its id.
 *
 * <p>Not exported. What is public here is so for the packages above: rooms and sessions.
 */
@NullMarked
package dev.parlance.fanout;

import org.jspecify.annotations.NullMarked;
