package dev.parlance.tck.harness;

import dev.parlance.broker.LogArchiving;
import dev.parlance.broker.LogEnd;
import dev.parlance.broker.LogTail;
import dev.parlance.broker.WholeMessage;
import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.RoomHead;
import dev.parlance.model.RoomId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** A room in front of an archive, which a test keeps in its hand: it asks the log through one node, and holds what it was given. */
public final class HandArchive {
    private final BrokerNode node;
    private final RoomId roomId;
    private final Map<Position, WholeMessage> kept = new LinkedHashMap<>();

    /** Of a room through a node that can be archived; else the test is skipped. */
    public HandArchive(BrokerNode node, RoomId roomId) {
        if (!(node.broker() instanceof LogArchiving)) {
            throw Unsupported.hook("LogArchiving");
        }
        this.node = node;
        this.roomId = roomId;
    }

    public static LogArchiving of(BrokerNode node) {
        return (LogArchiving) node.broker();
    }

    private <T> T done(CompletionStage<T> stage) {
        return node.done(stage);
    }

    /** Has the room begin where nothing of it is archived. */
    public HandArchive begin() {
        node.done(of(node).begin(roomId, null));
        return this;
    }

    public HandArchive begin(LogEnd end) {
        node.done(of(node).begin(roomId, end));
        return this;
    }

    public LogTail tail() {
        return tail(1_000);
    }

    public LogTail tail(int limit) {
        return done(of(node).tail(roomId, limit));
    }

    public List<Position> archived(Position upTo, Message... whole) {
        return done(of(node).archived(roomId, upTo, List.of(whole)));
    }

    public Optional<WholeMessage> whole(Position message) {
        return done(of(node).whole(roomId, message));
    }

    public boolean restore(WholeMessage message, Position asOf) {
        return done(of(node).restore(roomId, message, asOf));
    }

    /** Takes all that is behind the mark, and tells the log so. */
    public HandArchive take() {
        LogTail tail;
        do {
            tail = tail();
            List<Message> whole = new ArrayList<>();
            for (Message each : tail.messages()) {
                whole(each.position()).ifPresent(held -> {
                    kept.put(each.position(), held);
                    whole.add(held.message());
                });
            }
            archived(tail.upTo(), whole.toArray(Message[]::new));
        } while (tail.hasMore());
        return this;
    }

    /** What it was given last of a message. */
    public WholeMessage get(Position message) {
        WholeMessage held = kept.get(message);
        if (held == null) {
            throw new AssertionError("nothing of " + message + " was archived");
        }
        return held;
    }

    /** Brings a message back as it was given last. */
    public Message bringBack(Position message) {
        Position asOf = tail(1).mark();
        WholeMessage held = get(message);
        if (!restore(held, asOf)) {
            throw new AssertionError(held + " was not brought back, as of " + asOf);
        }
        return held.message();
    }

    /** Where it ends, of a log that stands where all is archived. */
    public LogEnd end() {
        RoomHead head = node.head(roomId, null);
        return new LogEnd(
                tail().upTo(),
                head.posts(),
                head.deletions(),
                offsets(Message::deleted),
                offsets(Message::mentionsRoom));
    }

    private List<Long> offsets(Predicate<Message> what) {
        return kept.values().stream()
                .map(WholeMessage::message)
                .filter(what)
                .map(each -> each.position().offset())
                .sorted()
                .toList();
    }
}
