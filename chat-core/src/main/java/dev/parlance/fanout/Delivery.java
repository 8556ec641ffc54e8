package dev.parlance.fanout;

import dev.parlance.model.UserId;
import dev.parlance.transport.EventFrame;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to a group of members. Immutable.
 *
 * @param frame as the group's protocol sends it, with where the event is stored
 * @param presenceOrder its place among the joins and leaves that this node told in the room, or 0
 * @param except who does not get it, or null
 * @param knownOfOld whether members get it who joined without wanting an answer
 */
record Delivery(
        EventFrame frame, long presenceOrder, @Nullable UserId except, boolean knownOfOld) {}
