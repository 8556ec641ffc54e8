package dev.parlance.host;

import dev.parlance.model.ActOnMessage;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Receipt;
import java.util.Arrays;

/**
 * Whom the last step of every road to the broker tells what was placed and what was changed, by users and host alike: the host's listener, and whatever of the engine registers when the node is made. So
 * no road forgets one of them. Any thread.
 */
public final class Placements {
    private final ListenerCalls listener;
    private volatile Observer[] observers = {};

    public Placements(ListenerCalls listener) {
        this.listener = listener;
    }

    /** Wants to know what this node has placed and changed. Called on any thread, in no order; neither waits nor throws. */
    public interface Observer {
        /** A message was placed, now or, if it is a repeat, before. Of each message: what does not concern it costs nothing. */
        void posted(MessageDraft draft, Receipt receipt);

        /** A message has become another. */
        void changed(Message before, Message after);
    }

    /** One more is told, of what comes from now on. */
    public synchronized void add(Observer observer) {
        Observer[] more = Arrays.copyOf(observers, observers.length + 1);
        more[observers.length] = observer;
        observers = more;
    }

    public void posted(MessageDraft draft, Receipt receipt) {
        listener.tell(host -> host.published(draft, receipt));
        for (Observer each : observers) {
            each.posted(draft, receipt);
        }
    }

    /** Somebody has changed what a message says, or whether it is pinned or there. */
    public void changed(Message before, ActOnMessage act) {
        acted(act);
        for (Observer each : observers) {
            each.changed(before, act.message());
        }
    }

    /** Somebody has added something to a message, which is no change of what it says. */
    public void acted(ActOnMessage act) {
        listener.tell(host -> host.acted(act));
    }
}
