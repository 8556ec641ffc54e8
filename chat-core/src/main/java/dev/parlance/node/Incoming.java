package dev.parlance.node;

import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.Topic;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.room.LiveRoom;
import dev.parlance.room.Rooms;
import dev.parlance.watch.Watchers;

/** From the broker to the rooms and the node itself. On the broker's threads; one call at a time per topic. */
final class Incoming implements BrokerListener {
    private static final System.Logger LOG = System.getLogger(Incoming.class.getName());

    private final Rooms rooms;
    private final Watchers watchers;
    private final ReadinessProbe readiness;
    private final NodeCalls calls;

    Incoming(Rooms rooms, Watchers watchers, ReadinessProbe readiness, NodeCalls calls) {
        this.rooms = rooms;
        this.watchers = watchers;
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
        } else if (topic instanceof Topic.Cluster) {
            signalledToNodes(topic, signal);
        } else if (topic instanceof Topic.Recipient user) {
            if (!watchers.heard(user.userId(), signal)) {
                unheard(topic);
            }
        } else if (topic instanceof Topic.Bell bell) {
            if (!watchers.heard(bell.roomId(), signal)) {
                unheard(topic);
            }
        }
    }

    private void signalledToNodes(Topic topic, Signal signal) {
        if (topic.equals(NodeCalls.TOPIC)) {
            calls.called(signal);
        } else if (!readiness.heard(topic, signal)) {
            unheard(topic);
        }
    }

    /** The last signals of a topic may come behind the end of a subscription, or a broker of the host's own tells what nobody asked for. */
    private static void unheard(Topic topic) {
        LOG.log(System.Logger.Level.DEBUG, "nobody listens to {0}", topic);
    }

    /** What goes to all nodes is asked for anew by whoever asked. */
    @Override
    public void onSignalsLost(Topic topic) {
        if (topic instanceof Topic.Recipient user) {
            watchers.lost(user.userId());
        } else if (topic instanceof Topic.Bell bell) {
            watchers.lost(bell.roomId());
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
