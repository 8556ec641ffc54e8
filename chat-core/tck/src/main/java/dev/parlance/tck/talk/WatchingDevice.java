package dev.parlance.tck.talk;

import dev.parlance.ChatEngine;
import dev.parlance.model.FollowedRoom;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.tck.harness.Wait;
import dev.parlance.transport.AnswerFrame;
import dev.parlance.transport.ChatConnection;
import dev.parlance.transport.ChatSession;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.CloseReason;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.EventFrame;
import dev.parlance.transport.FrameEncoder;
import dev.parlance.transport.ServerEvent;
import dev.parlance.transport.ServerReply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A connection of a user to one of the nodes, and in words what it was told: an answer by its type, an event by its name. Its engine closes it. */
final class WatchingDevice implements ChatConnection {
    private final ExecutorService lane = Executors.newSingleThreadExecutor();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final Set<RoomId> active = ConcurrentHashMap.newKeySet();
    private final User user;
    private final Duration patience;
    private final ChatSession session;

    WatchingDevice(ChatEngine node, User user, Duration patience) {
        this.user = user;
        this.patience = patience;
        this.session = node.open(this, user, Map.of());
    }

    User user() {
        return user;
    }

    WatchingDevice says(ClientCommand command) {
        session.receive(command, 1, 0);
        return this;
    }

    /** Waits until that is told; answers with what was told before it. */
    List<String> hears(String what) {
        List<String> others = new ArrayList<>();
        for (String next = next(what, others); !next.equals(what); next = next(what, others)) {
            others.add(next);
        }
        return others;
    }

    /** Waits for the next that begins so; what is told before it is passed over. */
    String next(String beginning) {
        List<String> others = new ArrayList<>();
        for (String next = next(beginning, others); ; next = next(beginning, others)) {
            if (next.startsWith(beginning)) {
                return next;
            }
            others.add(next);
        }
    }

    /** Waits until all of these are told, in whichever order. */
    void hearsAll(String... what) {
        Set<String> awaited = new HashSet<>(Set.of(what));
        List<String> others = new ArrayList<>();
        while (!awaited.isEmpty()) {
            String next = next(awaited.toString(), others);
            awaited.remove(next);
            others.add(next);
        }
    }

    /** Waits until something is told to have happened in each of these rooms. */
    void hearsOf(List<RoomId> rooms) {
        Wait.until(
                () -> "activity in " + rooms.size() + " rooms, of which it was told in " + active.size(),
                patience,
                () -> active.containsAll(rooms));
    }

    private String next(String what, List<String> others) {
        try {
            String next = heard.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
            if (next == null) {
                throw new AssertionError("waited " + patience + " in vain for " + what + ", after " + others);
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public FrameEncoder encoder() {
        return new FrameEncoder() {
            @Override
            public EventFrame event(ServerEvent event) {
                return new EventFrame(words(event).getBytes(StandardCharsets.UTF_8), 0, event);
            }

            @Override
            public AnswerFrame reply(long requestId, ServerReply reply) {
                return new AnswerFrame(words(reply).getBytes(StandardCharsets.UTF_8), 0, requestId);
            }
        };
    }

    private static String words(ServerReply reply) {
        if (reply instanceof ServerReply.Followed rooms) {
            return "rooms "
                    + rooms.page().rooms().stream().map(WatchingDevice::words).toList();
        }
        if (reply instanceof ServerReply.Done done) {
            return "Done " + done.roomId();
        }
        return reply instanceof ServerReply.Failed failed
                ? "failed " + failed.error().code()
                : reply.getClass().getSimpleName();
    }

    private static String words(FollowedRoom room) {
        return room.roomId() + " " + room.unread().unread() + "/" + room.posts()
                + room.last().map(last -> " " + last.text()).orElse("");
    }

    private String words(ServerEvent event) {
        if (event instanceof ServerEvent.UserMentioned mentioned) {
            return "mention " + mentioned.mention().messageId().position().offset()
                    + (mentioned.removed() ? " no more" : "");
        }
        if (event instanceof ServerEvent.RoomActivity activity) {
            activity.rooms().forEach(each -> active.add(each.roomId()));
            return "posts " + activity.rooms().get(0).posts();
        }
        return event instanceof ServerEvent.MarkUpdated mark && mark.count() != null
                ? "unread " + mark.count().unread()
                : event.name();
    }

    @Override
    public Executor lane() {
        return lane;
    }

    @Override
    public void send(EncodedFrame frame) {
        heard.add(frame.text());
    }

    @Override
    public void close(CloseReason reason) {
        session.disconnected();
        lane.shutdown();
    }
}
