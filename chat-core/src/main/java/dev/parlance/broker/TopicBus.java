package dev.parlance.broker;

import dev.parlance.model.Signal;
import java.util.concurrent.CompletionStage;

/**
 * Who listens to what, and what is said in passing. A part of {@link ChatBroker}, whose numbered rules it is under; small enough to be wrapped alone. A subscribed room brings the events of its log
 * and of its presence, each topic its signals ({@link BrokerListener#onSignal}); where the way to this node lost something, it says {@link BrokerListener#onGap},
 * or {@link BrokerListener#onSignalsLost} of a topic that is no room's.
 */
public interface TopicBus {
    /**
     * Begins to listen. Subscribing twice is subscribing once.
     *
     * @param topic to what
     * @return completes when everything that happens from now on will be heard
     */
    CompletionStage<Void> subscribe(Topic topic);

    /**
     * Ends listening. B8.
     *
     * @param topic to what
     * @return completes when nothing more will be heard
     */
    CompletionStage<Void> unsubscribe(Topic topic);

    /**
     * Tells all subscribed nodes something in passing. At most once: a signal may be lost when the bus breaks, and is not on a healthy one.
     *
     * @param topic where
     * @param signal what
     * @return completes when handed to the bus
     */
    CompletionStage<Void> signal(Topic topic, Signal signal);
}
