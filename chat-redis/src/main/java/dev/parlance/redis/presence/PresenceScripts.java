package dev.parlance.redis.presence;

import dev.parlance.redis.link.Script;
import java.util.List;

/** The scripts of members and of the nodes that have entered them. */
public final class PresenceScripts {
    static final Script ENTER = script("enter");
    static final Script LEAVE = script("leave");
    static final Script ADMIT = script("admit");
    static final Script RENEW = script("renew");
    static final Script CONDEMN = script("condemn");
    static final Script COMPARE = script("compare");
    static final Script SETTLE = script("settle");

    /** All of them, which a connection loads first. */
    public static final List<Script> ALL = List.of(ENTER, LEAVE, ADMIT, RENEW, CONDEMN, COMPARE, SETTLE);

    private PresenceScripts() {}

    private static Script script(String name) {
        return Script.of(PresenceScripts.class, name);
    }
}
