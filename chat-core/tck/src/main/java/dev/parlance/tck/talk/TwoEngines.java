package dev.parlance.tck.talk;

import dev.parlance.ChatEngine;
import dev.parlance.broker.ChatBroker;
import dev.parlance.model.RoomId;
import dev.parlance.policy.ChatLimits;
import dev.parlance.tck.BrokerStore;
import dev.parlance.tck.harness.Race;
import dev.parlance.tck.harness.Stages;
import dev.parlance.tck.harness.Wait;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Two nodes of a chat over one store, as their hosts see them, for one test. Its thread. */
public final class TwoEngines implements AutoCloseable {
    private final BrokerStore store;
    private final Duration patience;
    private final ChatBroker broker;
    private final ChatEngine here;
    private final ChatEngine there;

    public TwoEngines(BrokerStore store, Duration patience) {
        this.store = store;
        this.patience = patience;
        this.broker = store.newNode();
        this.here = engine(broker);
        this.there = engine(store.newNode());
    }

    private static ChatEngine engine(ChatBroker broker) {
        return ChatEngine.builder()
                .broker(broker)
                .limits(ChatLimits.builder().unlimitedRates().build())
                .build();
    }

    void start() {
        done(here.start());
        done(there.start());
    }

    ChatEngine here() {
        return here;
    }

    ChatEngine there() {
        return there;
    }

    /** What the first of them stands on. */
    ChatBroker broker() {
        return broker;
    }

    /** Breaks what the first of them hears over. */
    void deafen() {
        store.breakSubscriptions(broker);
    }

    RoomId newRoom() {
        return new RoomId("talk-" + UUID.randomUUID());
    }

    String newUser() {
        return "user-" + UUID.randomUUID();
    }

    <T extends @Nullable Object> T done(CompletionStage<T> stage) {
        return Stages.done(stage, patience);
    }

    Throwable failure(CompletionStage<?> stage) {
        return Stages.failure(stage, patience);
    }

    void ended(CompletionStage<?> stage) {
        Stages.ended(stage, patience);
    }

    void until(String what, BooleanSupplier isSo) {
        Wait.until(() -> what, patience, isSo);
    }

    Duration patience() {
        return patience;
    }

    void together(Runnable... actions) {
        Race.run(patience, actions);
    }

    @Override
    public void close() {
        here.close();
        there.close();
        try {
            store.close();
        } catch (Exception e) {
            throw new AssertionError("the store did not close", e);
        }
    }
}
