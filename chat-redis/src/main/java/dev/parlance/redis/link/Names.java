package dev.parlance.redis.link;

import dev.parlance.broker.Topic;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;

/**
 * What keys and channels are called. All keys of a room, and all of a user, carry that name as their hash tag, so that one script may touch them all: Redis reads a tag from
 * the first brace to the next closing one, which is why that one is written as {@code %7D}. A value, for any thread.
 *
 * @param prefix of all of them
 */
public record Names(String prefix) {
    /** How the room's log stands: epoch, offset, marks. */
    public Key meta(RoomId room) {
        return ofRoom("meta", room);
    }

    /** The posts of the room's log. */
    public Key history(RoomId room) {
        return ofRoom("history", room);
    }

    /** What changed the posts of the room's log. */
    public Key changes(RoomId room) {
        return ofRoom("changes", room);
    }

    /** What others added to the posts of the room's log. */
    public Key annotations(RoomId room) {
        return ofRoom("annotations", room);
    }

    /** Who reacted to them with what. */
    public Key reactors(RoomId room) {
        return ofRoom("reactors", room);
    }

    /** Which post answers which. */
    public Key replies(RoomId room) {
        return ofRoom("replies", room);
    }

    /** The posts that were deleted last. */
    public Key deleted(RoomId room) {
        return ofRoom("deleted", room);
    }

    /** The latest posts that mention the whole room. */
    public Key roomMentions(RoomId room) {
        return new Key("roomMentions", prefix + "room-mentions:" + tag(room.value()));
    }

    /** The posts that are pinned. */
    public Key pins(RoomId room) {
        return ofRoom("pins", room);
    }

    /** How far whoever follows the room has read. */
    public Key readers(RoomId room) {
        return ofRoom("readers", room);
    }

    /** Who follows the room, in an order. */
    public Key readerIds(RoomId room) {
        return new Key("readerIds", prefix + "reader-ids:" + tag(room.value()));
    }

    /** How far a user has read in which room. */
    public Key marks(UserId user) {
        return ofUser("marks", user);
    }

    /** What mentions a user. */
    public Key mentions(UserId user) {
        return ofUser("mentions", user);
    }

    /** What a user is called. */
    public Key profile(UserId user) {
        return ofUser("profile", user);
    }

    /** The latest client message ids of the room. */
    public Key ids(RoomId room) {
        return ofRoom("ids", room);
    }

    /** The client message ids before those. */
    public Key olderIds(RoomId room) {
        return new Key("olderIds", prefix + "older-ids:" + tag(room.value()));
    }

    /** Who is in the room. */
    public Key members(RoomId room) {
        return ofRoom("members", room);
    }

    /** What the room is known for. */
    public Key record(RoomId room) {
        return ofRoom("record", room);
    }

    /** Whom its record names, in an order. */
    public Key roster(RoomId room) {
        return ofRoom("roster", room);
    }

    /** As what its record names them. */
    public Key roles(RoomId room) {
        return ofRoom("roles", room);
    }

    /** Which messages stand behind the history. */
    public Key restored(RoomId room) {
        return ofRoom("restored", room);
    }

    /** The rooms of which something is to be archived. */
    public Key behindRooms() {
        return new Key("behindRooms", prefix + "behind-rooms");
    }

    /** Since when of which posts something was not told. */
    public Key untold() {
        return new Key("untold", prefix + "untold");
    }

    /** When whose lease runs out. */
    public Key nodes() {
        return new Key("nodes", prefix + "nodes");
    }

    /** Who is fenced and not yet swept. */
    public Key dead() {
        return new Key("dead", prefix + "nodes:dead");
    }

    /** In which rooms a node has members. */
    public Key index(String incarnation) {
        return new Key("index", prefix + "node:" + incarnation);
    }

    /** The epoch that rooms tell which hold nothing. */
    public Key epoch() {
        return new Key("epoch", prefix + "epoch");
    }

    /** The newest format that was ever written. */
    public Key format() {
        return new Key("format", prefix + "format");
    }

    /** A kept value. */
    public Key value(String key) {
        return new Key("value", prefix + "state:" + key);
    }

    /** Where a room is told. */
    public String channel(RoomId room) {
        return prefix + tag(room.value());
    }

    /** Where a node hears itself. */
    public String probe(String node) {
        return prefix + "node:" + node;
    }

    /** Where a topic is told. */
    public String channel(Topic topic) {
        if (topic instanceof Topic.Room room) {
            return channel(room.roomId());
        }
        if (topic instanceof Topic.Recipient recipient) {
            return prefix + "user:" + tag(recipient.userId().value());
        }
        if (topic instanceof Topic.Bell bell) {
            return prefix + "bell:" + tag(bell.roomId().value());
        }
        if (topic instanceof Topic.Cluster cluster) {
            return prefix + "cluster:" + tag(cluster.name());
        }
        throw new IllegalArgumentException("a topic without a channel: " + topic.getClass());
    }

    private Key ofRoom(String field, RoomId room) {
        return new Key(field, prefix + field + ":" + tag(room.value()));
    }

    private Key ofUser(String field, UserId user) {
        return new Key(field, prefix + field + ":" + tag(user.value()));
    }

    private static String tag(String name) {
        return "{" + name.replace("%", "%25").replace("}", "%7D") + "}";
    }
}
