package dev.parlance.fanout;

import dev.parlance.model.Position;
import dev.parlance.model.UserId;
import dev.parlance.transport.EventFrame;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to a group of members. Immutable.
 *
 * @param frame as the group's protocol sends it
 * @param position where it is stored, or null
 * @param presenceOrder its place among the joins and leaves that this node told in the room, or 0
 * @param except who does not get it, or null
 */
record Delivery(
        EventFrame frame,
        @Nullable Position position,
        long presenceOrder,
        @Nullable UserId except) {}
