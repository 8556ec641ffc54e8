package dev.parlance.model;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that whoever guards a service wants to know of: who was turned away, and what was taken from whom. No token, cookie or text of a message is in it.
 *
 * <p>What strangers bring about is told at once when it first happens, and then at most every ten seconds with a number, see {@link #count}. What the host does is told each time.
 */
public final class SecurityEvent {
    /** How long {@link #detail} may be, in UTF-16 characters; what is beyond is cut. */
    public static final int MAX_DETAIL = 200;

    private final Kind kind;
    private final String code;
    private final Instant at;
    private final @Nullable UserId userId;
    private final @Nullable String remoteAddress;
    private final @Nullable RoomId roomId;
    private final String detail;
    private final long count;

    private SecurityEvent(
            Kind kind,
            String code,
            Instant at,
            @Nullable UserId userId,
            @Nullable String remoteAddress,
            @Nullable RoomId roomId,
            String detail,
            long count) {
        this.kind = kind;
        this.code = code;
        this.at = at;
        this.userId = userId;
        this.remoteAddress = remoteAddress;
        this.roomId = roomId;
        this.detail = detail;
        this.count = count;
    }

    /** What has happened. */
    public enum Kind {
        /** Credentials were refused, or at the port of operators a request that brought none or never got to its door. */
        LOGIN_FAILED(false),
        /** A user may not do what they asked for. */
        ACCESS_DENIED(false),
        /** Something was refused because a limit was reached. */
        LIMIT_REACHED(false),
        /** A connection was ended because its client went on beyond a limit, did not read, or tried too many credentials. */
        CUT_OFF(false),
        /** The host, or its policy, took a user, or everybody, out of a room. */
        REMOVED(true),
        /** The host ended connections. */
        SESSIONS_CLOSED(true),
        /** A call of the administration's interface was let in. */
        ADMIN_CALL(true);

        private final boolean isHosts;

        Kind(boolean isHosts) {
            this.isHosts = isHosts;
        }

        /**
         * Who brings it about.
         *
         * @return true for the host, of whose acts each is told; false for strangers, whose acts are told with their number
         */
        public boolean isHosts() {
            return isHosts;
        }
    }

    /**
     * Begins with what is always known.
     *
     * @param kind what has happened
     * @param code the {@link ErrorCode}, the host's own code, the reason of the end or the name of the call; the same word for the same thing
     * @param at when
     * @return an event of one occurrence of nobody nowhere
     */
    public static SecurityEvent of(Kind kind, String code, Instant at) {
        return new SecurityEvent(kind, code, at, null, null, null, "", 1);
    }

    /**
     * Says who was concerned.
     *
     * @param value a user that is known, not one that was only claimed; null if nobody has said so
     * @return the same of that user
     */
    public SecurityEvent user(@Nullable UserId value) {
        return new SecurityEvent(kind, code, at, value, remoteAddress, roomId, detail, count);
    }

    /**
     * Says from where.
     *
     * @param value as a transport tells it; null if it does not
     * @return the same from there
     */
    public SecurityEvent remoteAddress(@Nullable String value) {
        return new SecurityEvent(kind, code, at, userId, value, roomId, detail, count);
    }

    /**
     * Says in which room.
     *
     * @param value a room, or null
     * @return the same there
     */
    public SecurityEvent room(@Nullable RoomId value) {
        return new SecurityEvent(kind, code, at, userId, remoteAddress, value, detail, count);
    }

    /**
     * Says more for people.
     *
     * @param value words without secrets
     * @return the same with these words
     */
    public SecurityEvent detail(String value) {
        String cut = value.length() <= MAX_DETAIL ? value : value.substring(0, MAX_DETAIL);
        return new SecurityEvent(kind, code, at, userId, remoteAddress, roomId, cut, count);
    }

    /**
     * Says how often.
     *
     * @param value 1 or more
     * @return the same so many times
     */
    public SecurityEvent count(long value) {
        return new SecurityEvent(kind, code, at, userId, remoteAddress, roomId, detail, value);
    }

    /**
     * What this and a later one of the same kind and code have in common: who, from where, in which room, and what more is said, each if it is the same of both.
     *
     * @param later it happened last
     * @return of its time, once
     */
    public SecurityEvent inCommonWith(SecurityEvent later) {
        return of(kind, code, later.at)
                .user(same(userId, later.userId))
                .remoteAddress(same(remoteAddress, later.remoteAddress))
                .room(same(roomId, later.roomId))
                .detail(detail.equals(later.detail) ? detail : "");
    }

    private static <T> @Nullable T same(@Nullable T one, @Nullable T other) {
        return Objects.equals(one, other) ? one : null;
    }

    /** {@return what has happened} */
    public Kind kind() {
        return kind;
    }

    /** {@return an {@link ErrorCode}, a code of the host's, the reason of an end or the name of a call} */
    public String code() {
        return code;
    }

    /** {@return when; of several the last} */
    public Instant at() {
        return at;
    }

    /** {@return who was concerned, if that is known; of several, if it was always the same} */
    public Optional<UserId> userId() {
        return Optional.ofNullable(userId);
    }

    /** {@return from where, if that is known; of several, if it was always the same} */
    public Optional<String> remoteAddress() {
        return Optional.ofNullable(remoteAddress);
    }

    /** {@return in which room, if it was in one; of several, if it was always the same} */
    public Optional<RoomId> roomId() {
        return Optional.ofNullable(roomId);
    }

    /** {@return more for people, at most {@value #MAX_DETAIL} characters; may be empty, as of several of which different things are to be said} */
    public String detail() {
        return detail;
    }

    /** {@return how often the like happened since it was told the last time, this time included} */
    public long count() {
        return count;
    }

    /** One line: {@code kind=LOGIN_FAILED code=AUTHENTICATION_FAILED count=3 address="203.0.113.7"}, whatever anyone has put into a name. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder("kind=").append(kind);
        add(line, "code", code);
        if (count > 1) {
            line.append(" count=").append(count);
        }
        add(line, "user", userId == null ? null : userId.value());
        add(line, "address", remoteAddress);
        add(line, "room", roomId == null ? null : roomId.value());
        add(line, "detail", detail.isEmpty() ? null : detail);
        return line.toString();
    }

    private static void add(StringBuilder line, String name, @Nullable String value) {
        if (value == null) {
            return;
        }
        line.append(' ').append(name).append('=');
        if (isPlain(value)) {
            line.append(value);
            return;
        }
        line.append('"');
        value.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                line.append('\\').appendCodePoint(c);
            } else if (isVisible(c)) {
                line.appendCodePoint(c);
            } else {
                line.append(String.format("\\u{%x}", c));
            }
        });
        line.append('"');
    }

    private static boolean isPlain(String value) {
        return !value.isEmpty()
                && value.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "._:-/".indexOf(c) >= 0));
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true; // letters, marks, numbers, signs and blanks
        };
    }
}
