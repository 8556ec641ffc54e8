package dev.parlance.redis.log;

import dev.parlance.redis.link.Key;
import dev.parlance.redis.link.Link;
import dev.parlance.redis.link.Script;
import dev.parlance.redis.link.ScriptCall;
import java.util.List;

/** The scripts of a room's log. */
public final class LogScripts {
    static final Script POST = script("post");
    static final Script POST_MORE = script("post_more");
    static final Script CHANGE = script("change");
    static final Script HISTORY = script("history");
    static final Script MESSAGE = script("message");
    static final Script RESUME = script("resume");
    static final Script REACT = script("react");
    static final Script TELL = script("tell");
    static final Script UNTOLD = script("untold");
    static final Script REACTORS = script("reactors");
    static final Script REACTIONS_OF = script("reactions_of");
    static final Script REPLIES = script("replies");
    static final Script PINS = script("pins");
    static final Script HEADS = script("heads");
    static final Script READER = script("reader");
    static final Script READERS = script("readers");
    static final Script POST_ARCHIVED = script("post_archived");
    static final Script LIVE = script("live");
    static final Script TAIL = script("tail");
    static final Script ARCHIVED = script("archived");
    static final Script EVERYTHING = script("everything");
    static final Script RESTORE = script("restore");
    static final Script BEHIND = script("behind");

    /** All of them, which a connection loads first. */
    public static final List<Script> ALL = List.of(
            POST,
            POST_MORE,
            CHANGE,
            HISTORY,
            MESSAGE,
            RESUME,
            REACT,
            TELL,
            UNTOLD,
            REACTORS,
            REACTIONS_OF,
            REPLIES,
            PINS,
            HEADS,
            READER,
            READERS,
            POST_ARCHIVED,
            LIVE,
            TAIL,
            ARCHIVED,
            EVERYTHING,
            RESTORE,
            BEHIND);

    private LogScripts() {}

    /** Begins a call of one that only reads. */
    static ScriptCall reading(Link link, Script script, Key... keys) {
        return script.on(keys)
                .with("shift", link.shiftMillis())
                .with("birth", link.facts().birth())
                .with("fresh", link.facts().freshEpoch());
    }

    private static Script script(String name) {
        return Script.of(LogScripts.class, name);
    }
}
