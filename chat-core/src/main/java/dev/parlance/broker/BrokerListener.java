package dev.parlance.broker;

import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;

/**
 * What a broker tells its node. Calls are serial per topic, on any thread, possibly while the broker holds that topic's lock; different topics
 * come at once. A listener returns quickly, never blocks, and throws nothing.
 */
public interface BrokerListener {
    /**
     * Something happened in a subscribed room: its {@link MessageLog} was posted to or changed, or its {@link RoomPresence} was. Stored events come in the order of their offsets, each one after the last unless {@link #onGap} was
     * told between; joins and leaves come in that of their versions.
     *
     * @param event what
     */
    void onEvent(RoomEvent event);

    /**
     * Someone said something in passing on a subscribed topic, through the {@link TopicBus}.
     *
     * @param topic where
     * @param signal what
     */
    void onSignal(Topic topic, Signal signal);

    /**
     * Events of a subscribed room were lost on the way to this node, as the {@link TopicBus} says, or its {@link MessageLog} was lost: whoever listens must read again.
     *
     * @param roomId the room
     */
    void onGap(RoomId roomId);

    /**
     * Signals on a subscribed topic that is no room's may have been lost on the way to this node, as the {@link TopicBus} says, which hears them again: whoever has another source reads that again. Of a room that is said
     * by {@link #onGap}. Does nothing unless overridden; who stands before another listener hands it on.
     *
     * @param topic where
     */
    default void onSignalsLost(Topic topic) {}
}
