package dev.parlance.redis.user;

import dev.parlance.redis.link.Script;
import java.util.List;

/** The scripts of what is kept of users. */
public final class UserScripts {
    static final Script MARK = script("mark");
    static final Script MARKED = script("marked");
    static final Script MARKS = script("marks");
    static final Script UNMARK = script("unmark");
    static final Script MENTION = script("mention");
    static final Script PROFILE = script("profile");
    static final Script NAMED = script("named");
    static final Script SEEN = script("seen");

    /** All of them, which a connection loads first. */
    public static final List<Script> ALL = List.of(MARK, MARKED, MARKS, UNMARK, MENTION, PROFILE, NAMED, SEEN);

    private UserScripts() {}

    private static Script script(String name) {
        return Script.of(UserScripts.class, name);
    }
}
