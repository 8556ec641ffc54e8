package dev.parlance.broker;

import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.Presence;
import dev.parlance.model.Receipt;
import dev.parlance.model.Resumption;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A broker that does what another does: the base of one that adds to some operations, measures them, or breaks one in a test. */
public class ForwardingBroker implements ChatBroker {
    private final ChatBroker broker;

    /**
     * Stands before another.
     *
     * @param broker what does the work; whoever starts and stops this one starts and stops that
     */
    public ForwardingBroker(ChatBroker broker) {
        this.broker = broker;
    }

    @Override
    public CompletionStage<Void> start(BrokerListener listener) {
        return broker.start(listener);
    }

    @Override
    public CompletionStage<Void> stop() {
        return broker.stop();
    }

    @Override
    public CompletionStage<Void> subscribe(Topic topic) {
        return broker.subscribe(topic);
    }

    @Override
    public CompletionStage<Void> unsubscribe(Topic topic) {
        return broker.unsubscribe(topic);
    }

    @Override
    public CompletionStage<Receipt> publish(MessageDraft draft, Retention retention) {
        return broker.publish(draft, retention);
    }

    @Override
    public CompletionStage<Message> change(MessageChange change) {
        return broker.change(change);
    }

    @Override
    public CompletionStage<Void> signal(Topic topic, Signal signal) {
        return broker.signal(topic, signal);
    }

    @Override
    public CompletionStage<HistoryPage> history(RoomId roomId, HistoryQuery query) {
        return broker.history(roomId, query);
    }

    @Override
    public CompletionStage<Optional<Message>> message(RoomId roomId, Position position) {
        return broker.message(roomId, position);
    }

    @Override
    public CompletionStage<Resumption> resume(RoomId roomId, Position since) {
        return broker.resume(roomId, since);
    }

    @Override
    public CompletionStage<Long> enter(RoomId roomId, User user) {
        return broker.enter(roomId, user);
    }

    @Override
    public CompletionStage<Long> leave(RoomId roomId, UserId userId) {
        return broker.leave(roomId, userId);
    }

    @Override
    public CompletionStage<Presence> members(RoomId roomId) {
        return broker.members(roomId);
    }

    @Override
    public CompletionStage<Void> put(String key, String value, Duration timeToLive) {
        return broker.put(key, value, timeToLive);
    }

    @Override
    public CompletionStage<Optional<String>> get(String key) {
        return broker.get(key);
    }

    @Override
    public CompletionStage<Optional<String>> take(String key) {
        return broker.take(key);
    }
}
