package dev.parlance.node;

import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.Topic;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.UserId;
import dev.parlance.room.LiveRoom;
import dev.parlance.room.Rooms;
import dev.parlance.session.Sessions;
import dev.parlance.transport.CloseReason;

/** From the broker to the rooms, the sessions and the node itself. On the broker's threads; one call at a time per topic. */
final class Incoming implements BrokerListener {
    /** Called to end a user's sessions on all nodes. */
    static final String CLOSE_USER = "parlance.close-user";

    private final Rooms rooms;
    private final Sessions sessions;
    private final ReadinessProbe readiness;
    private final NodeCalls calls;

    Incoming(Rooms rooms, Sessions sessions, ReadinessProbe readiness, NodeCalls calls) {
        this.rooms = rooms;
        this.sessions = sessions;
        this.readiness = readiness;
        this.calls = calls;
    }

    @Override
    public void onEvent(RoomEvent event) {
        LiveRoom room = rooms.find(event.roomId());
        if (room != null) {
            room.happened(event);
        }
    }

    @Override
    public void onSignal(Topic topic, Signal signal) {
        if (topic instanceof Topic.Room inRoom) {
            LiveRoom room = rooms.find(inRoom.roomId());
            if (room != null) {
                room.signalled(signal);
            }
        } else if (topic.equals(NodeCalls.TOPIC)) {
            called(signal);
        } else if (!readiness.heard(topic, signal)) {
            throw new AssertionError("nobody listens to " + topic);
        }
    }

    private void called(Signal signal) {
        if (signal.name().equals(CLOSE_USER)) {
            sessions.close(CloseReason.CLOSED_BY_HOST, new UserId(signal.data().getOrDefault("userId", "")));
        } else {
            calls.called(signal);
        }
    }

    @Override
    public void onGap(RoomId roomId) {
        LiveRoom room = rooms.find(roomId);
        if (room != null) {
            room.gap();
        }
    }
}
