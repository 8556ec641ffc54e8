package dev.parlance.redis;

import dev.parlance.broker.Topic;
import dev.parlance.model.RoomId;

/**
 * What keys and channels are called. All keys of a room carry its name as their hash tag, so that one script may touch them all: Redis reads a tag from
 * the first brace to the next closing one, which is why that one is written as {@code %7D}.
 */
record Names(String prefix) {
    /** The keys of a room's log, in the order in which scripts want them. */
    String[] log(RoomId room) {
        String tag = tag(room.value());
        return new String[] {prefix + "meta:" + tag, prefix + "history:" + tag, prefix + "changes:" + tag};
    }

    /** The same with the client message ids. */
    String[] logAndIds(RoomId room) {
        String tag = tag(room.value());
        return new String[] {
            prefix + "meta:" + tag,
            prefix + "history:" + tag,
            prefix + "changes:" + tag,
            prefix + "ids:" + tag,
            prefix + "older-ids:" + tag
        };
    }

    /** The same with the members. */
    String[] logAndMembers(RoomId room) {
        String tag = tag(room.value());
        return new String[] {
            prefix + "meta:" + tag, prefix + "history:" + tag, prefix + "changes:" + tag, prefix + "members:" + tag
        };
    }

    String members(RoomId room) {
        return prefix + "members:" + tag(room.value());
    }

    /** When whose lease runs out. */
    String nodes() {
        return prefix + "nodes";
    }

    /** Who is fenced and not yet swept. */
    String dead() {
        return prefix + "nodes:dead";
    }

    /** In which rooms a node has members. */
    String index(String incarnation) {
        return prefix + "node:" + incarnation;
    }

    /** The epoch that rooms tell which hold nothing. */
    String epoch() {
        return prefix + "epoch";
    }

    String kept(String key) {
        return prefix + "state:" + key;
    }

    String channel(RoomId room) {
        return prefix + tag(room.value());
    }

    /** Where a node hears itself. */
    String probe(String node) {
        return prefix + "node:" + node;
    }

    String channel(Topic topic) {
        if (topic instanceof Topic.Room room) {
            return channel(room.roomId());
        }
        if (topic instanceof Topic.Recipient recipient) {
            return prefix + "user:" + tag(recipient.userId().value());
        }
        return prefix + "cluster:" + tag(((Topic.Cluster) topic).name());
    }

    private static String tag(String name) {
        return "{" + name.replace("%", "%25").replace("}", "%7D") + "}";
    }
}
