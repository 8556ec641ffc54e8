package dev.parlance.broker;

import dev.parlance.model.RoomId;
import java.time.Duration;

/** The store in memory with all that can happen to it: it has no connections that break and no process that pauses. */
final class InMemoryStore extends BareInMemoryStore {
    @Override
    public boolean hasManualTime() {
        return true;
    }

    @Override
    public void setBack(Duration time) {
        now = now.minus(time);
    }

    @Override
    public long size() {
        return hub.size();
    }

    @Override
    public void loseLog(RoomId roomId) {
        hub.lose(roomId);
    }
}
