package dev.parlance.broker.store;

import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.Topic;
import dev.parlance.model.Position;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Begins and ends listening: a node tells itself a token for it, which takes effect where it is heard. For use by any thread. */
final class Subscribing {
    private final StoreCalls calls;
    private final Transactions store;
    private final Epochs epochs;
    private volatile @Nullable Hearing hearing;

    Subscribing(StoreCalls calls, Transactions store, Epochs epochs) {
        this.calls = calls;
        this.store = store;
        this.epochs = epochs;
    }

    /** Makes the ear of a node, as which it knows its tokens. */
    StoreEar ear(String node, BrokerListener listener, Threads threads) {
        Hearing ear = new Hearing(node, listener, threads::insist, this::tellAgain);
        hearing = ear;
        return ear;
    }

    /** Nothing is heard from here on, and what waits for that fails. */
    void close() {
        Hearing ear = hearing;
        if (ear != null) {
            ear.close(StoreCalls.afterStop());
        }
    }

    CompletionStage<Void> token(Topic topic, boolean listening) {
        CompletableFuture<Void> heard = new CompletableFuture<>();
        CompletionStage<Long> told = calls.run(topic, Weight.LEAST, () -> {
            long number = heard().await(topic, listening, heard);
            tell(topic, number);
            return number;
        });
        told.whenComplete((number, failure) -> {
            if (failure != null) {
                heard.completeExceptionally(failure);
            }
        });
        return heard;
    }

    private void tell(Topic topic, long number) {
        try {
            store.harmless(transaction -> {
                Position position = topic instanceof Topic.Room room
                        ? StoredLog.open(transaction, room.roomId(), epochs).position()
                        : null;
                Notification.token(
                        transaction, Keys.topic(topic), new Notification.Token(heard().node(), number), position);
                return number;
            });
        } catch (RuntimeException e) {
            heard().fail(number, e);
            throw e;
        }
    }

    private void tellAgain(Topic topic) {
        calls.runOwn(topic, () -> heard().awaited(topic).forEach(number -> tell(topic, number)));
    }

    private Hearing heard() {
        Hearing ear = hearing;
        if (ear == null) {
            throw new IllegalStateException("start the broker first");
        }
        return ear;
    }
}
