package dev.parlance.redis.bus;

import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.Topic;
import dev.parlance.complaint.Complaints;
import dev.parlance.model.Position;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.redis.log.Missed;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a subscribed room hears, without a hole: lends a {@link FeedPosition} its lock, a listener to tell and a log to read. For any thread. */
final class RoomFeed extends Feed implements FeedPosition.Outlet {
    private static final Logger LOG = LoggerFactory.getLogger(RoomFeed.class);
    private static final Complaints COMPLAINTS = new Complaints(LOG::warn, LOG::error);

    private final RoomId room;
    private final Log log;
    private final Backlog backlog;
    private final FeedPosition position;

    /** Where what was missed is read. */
    interface Log {
        CompletionStage<Missed> missed(RoomId room, Position since);
    }

    RoomFeed(Topic.Room topic, BrokerListener listener, Log log, Backlog.Sum waiting) {
        super(topic, listener);
        this.room = topic.roomId();
        this.log = log;
        this.backlog = new Backlog(waiting);
        this.position = new FeedPosition(this, backlog);
    }

    @Override
    void confirmed() {
        locked(position::confirmed);
    }

    @Override
    void take(byte[] payload) {
        if (payload[0] == ChannelMessage.SIGNAL) {
            super.take(payload);
        } else {
            reading(() -> hear(ChannelMessage.read(payload)));
        }
    }

    private void hear(@Nullable ChannelMessage heard) {
        if (heard == null) {
            LOG.debug("words of a later version in {}", room);
        } else {
            position.heard(heard);
        }
    }

    @Override
    public void tell(ChannelMessage heard) {
        tell(heard.event(room));
    }

    @Override
    public void tell(RoomEvent event) {
        tell(each -> each.onEvent(event));
    }

    @Override
    public void gap() {
        tell(each -> each.onGap(room));
    }

    @Override
    public void read(int reading, Position since) {
        log.missed(room, since).whenComplete((missed, error) -> locked(() -> answered(reading, missed, error)));
    }

    private void answered(int reading, @Nullable Missed missed, @Nullable Throwable error) {
        if (missed == null) {
            COMPLAINTS.error("a room cannot be read: it has a hole", room, error);
            position.failed(reading);
        } else {
            reading(() -> position.read(reading, missed));
        }
    }

    /** What cannot be read, of another format say, is a hole, and that is told at once. */
    private void reading(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            COMPLAINTS.error("a room cannot be read: it has a hole", room, e);
            position.unreadable();
        }
    }

    @Override
    public void ready() {
        becomeReady();
    }

    /** What waited for the log to be read counts in the node's sum. */
    @Override
    void release() {
        backlog.clear();
    }

    /** Unless this is closed. */
    private void locked(Runnable step) {
        lock.lock();
        try {
            if (!isClosed()) {
                step.run();
            }
        } finally {
            lock.unlock();
        }
    }
}
