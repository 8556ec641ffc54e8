package dev.parlance.fanout;

import dev.parlance.model.UserId;
import dev.parlance.transport.EventFrame;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to a group of members. Immutable.
 *
 * @param frame as the group's protocol sends it, with where the event is stored
 * @param presenceOrder to which of all that this node told of joins and leaves in the room it belongs, or 0
 * @param except who does not get it, or null
 * @param knownOfOld whether members get it who joined without wanting an answer
 * @param onlyOfOld whether nobody else gets it
 */
record Delivery(
        EventFrame frame, long presenceOrder, @Nullable UserId except, boolean knownOfOld, boolean onlyOfOld) {}
