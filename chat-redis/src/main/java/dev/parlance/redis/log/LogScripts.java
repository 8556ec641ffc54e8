package dev.parlance.redis.log;

import dev.parlance.redis.link.Script;
import java.util.List;

/** The scripts of a room's log. */
public final class LogScripts {
    static final Script POST = script("post");
    static final Script CHANGE = script("change");
    static final Script HISTORY = script("history");
    static final Script MESSAGE = script("message");
    static final Script RESUME = script("resume");

    /** All of them, which a connection loads first. */
    public static final List<Script> ALL = List.of(POST, CHANGE, HISTORY, MESSAGE, RESUME);

    private LogScripts() {}

    private static Script script(String name) {
        return Script.of(LogScripts.class, name);
    }
}
