package dev.parlance.redis.room;

import dev.parlance.redis.link.Script;
import java.util.List;

/** The scripts of the records of rooms. */
public final class RoomScripts {
    static final Script RECORDS = script("records");
    static final Script CREATE = script("create");
    static final Script UPDATE = script("update");
    static final Script DELETE = script("delete");
    static final Script PUT = script("put");
    static final Script REMOVE = script("remove");
    static final Script MEMBER = script("member");
    static final Script PAGE = script("page");

    /** All of them, which a connection loads first. */
    public static final List<Script> ALL = List.of(RECORDS, CREATE, UPDATE, DELETE, PUT, REMOVE, MEMBER, PAGE);

    private RoomScripts() {}

    private static Script script(String name) {
        return Script.of(RoomScripts.class, name);
    }
}
