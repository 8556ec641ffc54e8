package dev.parlance.watch;

import dev.parlance.model.Mention;
import java.util.LinkedHashMap;
import java.util.Map;

/** From which state of a message a session was told last whether it mentions its user: nodes tell of two in whichever order, and hosts answer so. Any thread, one lock. */
final class ToldMentions {
    /** Of how many messages that is known: those that were told of last. */
    private static final int MOST = 256;

    private final Map<Mention, Long> latest = new LinkedHashMap<>(0, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Mention, Long> eldest) {
            return size() > MOST;
        }
    };

    /** A state says so; returns whether none was told that is newer. */
    synchronized boolean isNews(Mention mention, long at) {
        return latest.merge(mention, at, Math::max) == at;
    }
}
