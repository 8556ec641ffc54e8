package dev.parlance.redis.link;

import dev.parlance.broker.ReadMarks;
import dev.parlance.broker.RoomDirectory;
import dev.parlance.complaint.Complaints;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisDataException;

/** What it means when Redis does not do what it is told. For any thread. */
public final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final Complaints COMPLAINTS = new Complaints(LOG::warn, LOG::error);
    private static final byte[] STALE = "!STALE".getBytes(StandardCharsets.US_ASCII);

    /** Nothing was done, and another connection, or the same a little later, may reach a master that does it. */
    private static final List<String> PASSING = List.of("LOADING", "READONLY", "MASTERDOWN", "BUSY ");

    /** Nothing was done, and somebody has to see to that store. */
    private static final List<String> UNWILLING =
            List.of("OOM", "MISCONF", "NOREPLICAS", "NOAUTH", "NOPERM", "WRONGPASS", "ERR max number of clients");

    private static final String SCRIPT_FAILED = "ERR Error running script";
    private static final String WITHIN_SCRIPT = ": -";
    private static final String NOT_PERMITTED = "The user executing the script can't ";

    static final String STOPPED = "the broker has stopped";

    private Refusals() {}

    /** What is said to whoever asks too late. */
    public static ChatException stopped() {
        return new ChatException(ErrorCode.BROKER_UNAVAILABLE, STOPPED, false);
    }

    /** What Redis says first of a refusal: of a command within a script 6.2 says it last, behind where it stands. */
    static String reason(JedisDataException refused) {
        String text = String.valueOf(refused.getMessage());
        int within = text.startsWith(SCRIPT_FAILED) ? text.indexOf(WITHIN_SCRIPT) : -1;
        if (within >= 0) {
            return text.substring(within + WITHIN_SCRIPT.length());
        }
        return text.startsWith(SCRIPT_FAILED) && text.contains(NOT_PERMITTED) ? "NOPERM " + text : text;
    }

    static boolean passes(String refusal) {
        return PASSING.stream().anyMatch(refusal::startsWith);
    }

    /** Whether a script found that its connection speaks of a master that is no more. */
    static boolean isStale(@Nullable Object reply) {
        return reply instanceof byte[] bytes && Arrays.equals(bytes, STALE);
    }

    static ChatException error(JedisDataException refused) {
        String text = reason(refused);
        if (UNWILLING.stream().anyMatch(text::startsWith)) {
            COMPLAINTS.warn("the store refuses", text);
            return new ChatException(ErrorCode.BROKER_UNAVAILABLE, "the store refuses to store", true);
        }
        COMPLAINTS.error("the store does not understand", text, null);
        return new ChatException(ErrorCode.INTERNAL_ERROR, "the store does not understand");
    }

    /** Returns the words of a script's answer, or throws what its refusal means. */
    public static WordReader words(@Nullable Object reply) {
        if (!(reply instanceof byte[] bytes)) {
            throw new ChatException(ErrorCode.INTERNAL_ERROR, "the store answered nothing");
        }
        if (bytes.length > 0 && bytes[0] == '!') {
            throw refusal(new String(bytes, StandardCharsets.US_ASCII));
        }
        return new WordReader(bytes);
    }

    private static ChatException refusal(String name) {
        return switch (name) {
            case "!CONFLICT" ->
                new ChatException(ErrorCode.ID_CONFLICT, "this clientMessageId stands for another message already");
            case "!CHANGED" -> new ChatException(ErrorCode.EDIT_CONFLICT, "the message was changed meanwhile");
            case "!OTHER" ->
                new ChatException(
                        ErrorCode.INVALID_MESSAGE,
                        "a change must keep the message's author, timestamp, clientMessageId, number and replyTo, and say"
                                + " when another text was edited");
            case "!NOT_FOUND" ->
                new ChatException(ErrorCode.MESSAGE_NOT_FOUND, "the history does not have this message any more");
            case "!TOO_MANY_REACTIONS" ->
                new ChatException(ErrorCode.TOO_MANY_REACTIONS, "the message has as many reactions as it may have");
            case "!TOO_MANY_PINS" ->
                new ChatException(ErrorCode.TOO_MANY_PINS, "as many messages of the room are pinned as may be");
            case "!OVERLOADED" ->
                new ChatException(ErrorCode.OVERLOADED, "too much was said here that is not archived yet");
            case "!MARKED" -> ReadMarks.conflict();
            case "!EXISTS" -> RoomDirectory.exists();
            case "!NO_RECORD" -> RoomDirectory.noRecord();
            case "!FULL" -> RoomDirectory.full();
            case "!LAST_OWNER" -> RoomDirectory.lastOwner();
            case "!OUTDATED" -> new ChatException(ErrorCode.EDIT_CONFLICT, "the room's record has changed meanwhile");
            case "!UNSURE" ->
                new ChatException(
                        ErrorCode.BROKER_UNAVAILABLE,
                        "the connection broke, and this may have been done before others changed it: see how it stands",
                        false);
            case "!UNKNOWN" ->
                new ChatException(
                        ErrorCode.BROKER_UNAVAILABLE,
                        "the connection broke, and the message may have been stored",
                        false);
            default -> new ChatException(ErrorCode.INTERNAL_ERROR, "the store answered " + name);
        };
    }
}
