package dev.parlance.model;

import java.util.List;

/** The open connections of a user over all nodes that answered. Immutable. */
public final class UserSessions {
    private final List<SessionInfo> sessions;
    private final boolean hasMore;
    private final List<String> silentNodes;

    private UserSessions(List<SessionInfo> sessions, boolean hasMore, List<String> silentNodes) {
        this.sessions = List.copyOf(sessions);
        this.hasMore = hasMore;
        this.silentNodes = List.copyOf(silentNodes);
    }

    /**
     * Puts together what was told.
     *
     * @param sessions those that were told of
     * @param hasMore whether a node has more of them than it told
     * @param silentNodes the nodes that have not answered in time
     * @return all of it
     */
    public static UserSessions of(List<SessionInfo> sessions, boolean hasMore, List<String> silentNodes) {
        return new UserSessions(sessions, hasMore, silentNodes);
    }

    /** {@return the sessions, in no particular order} */
    public List<SessionInfo> sessions() {
        return sessions;
    }

    /** {@return whether a node has more sessions of the user than the 100 that it told} */
    public boolean hasMore() {
        return hasMore;
    }

    /** {@return the nodes that have not answered in time, whose sessions are missing here} */
    public List<String> silentNodes() {
        return silentNodes;
    }

    @Override
    public String toString() {
        return "UserSessions[" + sessions + (hasMore ? " and more" : "") + ", silent nodes " + silentNodes + "]";
    }
}
