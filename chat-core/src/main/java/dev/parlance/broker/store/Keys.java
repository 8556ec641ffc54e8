package dev.parlance.broker.store;

import dev.parlance.broker.Topic;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Where things lie in a store. Names become the letters and digits that every store takes, percent-encoded where they can be read, a digest where that were too long. Offsets have 19
 * digits, so that they are ordered. Prefixes end with a slash; the character after it ends their range.
 */
final class Keys {
    static final String FORMAT = "format";
    static final String EPOCH = "epoch";
    static final String HEADS = "h/";
    static final String LEASES = "l/";
    static final String UNTOLD = "o/";
    static final String USERS = "j/";
    static final String BEHIND = "b/";

    private static final int READABLE = 48;
    private static final String PLAIN = "-_.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private Keys() {}

    static String name(String name) {
        StringBuilder key = new StringBuilder();
        for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
            if (each > 0 && PLAIN.indexOf(each) >= 0) {
                key.append((char) each);
            } else {
                key.append('%').append(HexFormat.of().withUpperCase().toHexDigits(each));
            }
            if (key.length() > READABLE) {
                return "~" + digest(name); // no readable one begins with this
            }
        }
        return key.toString();
    }

    static String end(String prefix) {
        return prefix.substring(0, prefix.length() - 1) + '0';
    }

    static String topic(Topic topic) {
        if (topic instanceof Topic.Room room) {
            return room(room.roomId());
        }
        if (topic instanceof Topic.Recipient recipient) {
            return user(recipient.userId());
        }
        if (topic instanceof Topic.Bell bell) {
            return "bell/" + name(bell.roomId().value());
        }
        if (topic instanceof Topic.Cluster cluster) {
            return "cluster/" + name(cluster.name());
        }
        throw new IllegalArgumentException("a topic without a key: " + topic.getClass());
    }

    /** The topic, and the lock, of a room. */
    static String room(RoomId roomId) {
        return "room/" + name(roomId.value());
    }

    static String head(RoomId roomId) {
        return HEADS + name(roomId.value());
    }

    /** All of a room's log but its head. */
    static String log(RoomId roomId) {
        return "r/" + name(roomId.value()) + "/";
    }

    static String posts(RoomId roomId) {
        return log(roomId) + "p/";
    }

    static String changes(RoomId roomId) {
        return log(roomId) + "c/";
    }

    /** What others added to messages. */
    static String annotations(RoomId roomId) {
        return log(roomId) + "a/";
    }

    /** Who reacted to a message with what. */
    static String reactors(RoomId roomId, long post) {
        return at(log(roomId) + "x/", post) + "/";
    }

    static String reactors(RoomId roomId, long post, String emoji) {
        return reactors(roomId, post) + name(emoji) + "/";
    }

    /** What answers a message. */
    static String replies(RoomId roomId, long root) {
        return at(log(roomId) + "t/", root) + "/";
    }

    static String deleted(RoomId roomId) {
        return log(roomId) + "d/";
    }

    static String roomMentions(RoomId roomId) {
        return log(roomId) + "m/";
    }

    static String pins(RoomId roomId) {
        return log(roomId) + "f/";
    }

    /** What was brought back, or is pinned, and stands behind the history. */
    static String restored(RoomId roomId) {
        return log(roomId) + "b/";
    }

    static String restoredInOrder(RoomId roomId) {
        return log(roomId) + "g/";
    }

    static String restoredWhole(RoomId roomId) {
        return log(roomId) + "e/";
    }

    /** A room of which something is to be archived. */
    static String behind(RoomId roomId) {
        return BEHIND + name(roomId.value());
    }

    /** A message of which something was not told. */
    static String untold(RoomId roomId, long post) {
        return at(untold(roomId), post);
    }

    static String untold(RoomId roomId) {
        return UNTOLD + name(roomId.value()) + "/";
    }

    static String at(String prefix, long offset) {
        return prefix + String.format("%019d", offset);
    }

    static long offset(String key) {
        return Long.parseLong(key, key.lastIndexOf('/') + 1, key.length(), 10);
    }

    static String published(RoomId roomId, UserId author, String clientMessageId) {
        return log(roomId) + "i/" + name(author.value()) + "/" + name(clientMessageId);
    }

    static String publishedAt(RoomId roomId, long number) {
        return at(log(roomId) + "q/", number);
    }

    static String presence(RoomId roomId) {
        return "v/" + name(roomId.value());
    }

    static String members(RoomId roomId) {
        return "m/" + name(roomId.value()) + "/";
    }

    static String member(RoomId roomId, UserId userId) {
        return members(roomId) + name(userId.value());
    }

    /** What a room is known for. */
    static String record(RoomId roomId) {
        return "d/" + name(roomId.value());
    }

    /** Whom its record names. */
    static String roomMembers(RoomId roomId) {
        return "w/" + name(roomId.value()) + "/";
    }

    static String roomMember(RoomId roomId, UserId userId) {
        return roomMembers(roomId) + name(userId.value());
    }

    /** The topic, and the lock, of a user. */
    static String user(UserId userId) {
        return "user/" + name(userId.value());
    }

    static String userHead(UserId userId) {
        return USERS + name(userId.value());
    }

    static String marks(UserId userId) {
        return "u/" + name(userId.value()) + "/m/";
    }

    static String mark(UserId userId, RoomId roomId) {
        return marks(userId) + name(roomId.value());
    }

    static String mentions(UserId userId) {
        return "u/" + name(userId.value()) + "/n/";
    }

    static String mentions(UserId userId, RoomId roomId) {
        return mentions(userId) + name(roomId.value()) + "/";
    }

    static String readers(RoomId roomId) {
        return "y/" + name(roomId.value()) + "/";
    }

    static String reader(RoomId roomId, UserId userId) {
        return readers(roomId) + name(userId.value());
    }

    static String profile(UserId userId) {
        return "p/" + name(userId.value());
    }

    static String lease(String node) {
        return LEASES + node;
    }

    static String entered(String node) {
        return "n/" + node + "/";
    }

    static String entered(String node, RoomId roomId, UserId userId) {
        return entered(node) + name(roomId.value()) + "/" + name(userId.value());
    }

    static String kept(String key) {
        return "k/" + name(key);
    }

    private static String digest(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
