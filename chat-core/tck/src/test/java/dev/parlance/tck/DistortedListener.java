package dev.parlance.tck;

import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.Topic;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;

/** Hands on what it hears, unless a subclass does otherwise. */
class DistortedListener implements BrokerListener {
    final BrokerListener listener;

    DistortedListener(BrokerListener listener) {
        this.listener = listener;
    }

    @Override
    public void onEvent(RoomEvent event) {
        listener.onEvent(event);
    }

    @Override
    public void onSignal(Topic topic, Signal signal) {
        listener.onSignal(topic, signal);
    }

    @Override
    public void onGap(RoomId roomId) {
        listener.onGap(roomId);
    }

    @Override
    public void onSignalsLost(Topic topic) {
        listener.onSignalsLost(topic);
    }
}
