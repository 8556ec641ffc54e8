package dev.parlance.redis;

import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.Topic;
import dev.parlance.model.ChatException;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A listener to which nothing matters, and how to wait for stages. */
final class Quiet implements BrokerListener {
    static ChatBroker start(RedisConfig config) {
        ChatBroker broker = RedisBroker.of(config);
        done(broker.start(new Quiet()));
        return broker;
    }

    static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }

    static ChatException failure(CompletionStage<?> stage) {
        try {
            throw new AssertionError("succeeded with " + done(stage));
        } catch (CompletionException e) {
            return (ChatException) e.getCause();
        }
    }

    @Override
    public void onEvent(RoomEvent event) {}

    @Override
    public void onSignal(Topic topic, Signal signal) {}

    @Override
    public void onGap(RoomId roomId) {}
}
