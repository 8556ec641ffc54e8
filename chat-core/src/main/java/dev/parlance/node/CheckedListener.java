package dev.parlance.node;

import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.Topic;
import dev.parlance.complaint.Complaints;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;

/**
 * What the broker calls: nothing thrown here gets into the broker's thread, where it would end who knows what in silence. An event that could not be told
 * is a gap. On the broker's threads.
 */
final class CheckedListener implements BrokerListener {
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(CheckedListener.class.getName()));

    private final BrokerListener listener;

    CheckedListener(BrokerListener listener) {
        this.listener = listener;
    }

    @Override
    public void onEvent(RoomEvent event) {
        try {
            listener.onEvent(event);
        } catch (Throwable e) {
            failed("an event", e);
            onGap(event.roomId());
        }
    }

    @Override
    public void onSignal(Topic topic, Signal signal) {
        try {
            listener.onSignal(topic, signal);
        } catch (Throwable e) {
            failed("a signal", e);
        }
    }

    @Override
    public void onGap(RoomId roomId) {
        try {
            listener.onGap(roomId);
        } catch (Throwable e) {
            failed("a gap", e);
        }
    }

    @Override
    public void onSignalsLost(Topic topic) {
        try {
            listener.onSignalsLost(topic);
        } catch (Throwable e) {
            failed("lost signals", e);
        }
    }

    private static void failed(String what, Throwable e) {
        COMPLAINTS.error("something from the broker could not be told", what, e);
    }
}
