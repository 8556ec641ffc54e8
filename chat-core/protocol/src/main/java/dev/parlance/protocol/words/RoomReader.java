package dev.parlance.protocol.words;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomKind;
import dev.parlance.model.RoomMemberPage;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.UserId;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.RoomPatch;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads what a client asks of the records of rooms. A field that is not there stays as it was, one that is null goes. */
final class RoomReader {
    private static final int DEFAULT_PAGE = 50;
    private static final long DAY = RoomRecord.MAX_SLOW_MODE.toMillis();
    private static final long MONTH = Duration.ofDays(30).toMillis();

    private RoomReader() {}

    static ClientCommand create(RoomId roomId, Fields data) {
        RoomKind kind = data.isThere("kind") ? kind(data) : RoomKind.PRIVATE;
        return new ClientCommand.CreateRoom(roomId, kind, patch(data, false));
    }

    static ClientCommand update(RoomId roomId, Fields data) {
        long version = data.wholeNumber("version", 1, Fields.MAX_WHOLE_NUMBER);
        if (version < 0) {
            throw wrong("version", "a whole number");
        }
        return new ClientCommand.UpdateRoom(roomId, version, patch(data, true));
    }

    static ClientCommand addMember(RoomId roomId, Fields data) {
        RoomRole role = data.isThere("role") ? role(data) : RoomRole.MEMBER;
        return new ClientCommand.AddMember(roomId, new UserId(data.text("userId")), role);
    }

    static ClientCommand readMembers(RoomId roomId, Fields data) {
        long limit = data.wholeNumber("limit", 1, RoomMemberPage.MAX_LIMIT);
        String after = data.optionalText("after");
        return new ClientCommand.ReadMembers(
                roomId, limit < 0 ? DEFAULT_PAGE : (int) limit, after == null ? null : new UserId(after));
    }

    private static RoomPatch patch(Fields data, boolean kindToo) {
        List<UnaryOperator<RoomRecord.Builder>> changes = new ArrayList<>();
        if (kindToo && data.isThere("kind")) {
            RoomKind kind = kind(data);
            changes.add(room -> room.kind(kind));
        }
        long bytes = text(data, "name", changes, RoomRecord.Builder::name)
                + text(data, "topic", changes, RoomRecord.Builder::topic);
        bytes += text(data, "picture", changes, (room, picture) -> room.picture(address(picture)));
        if (data.isThere("readOnly")) {
            boolean readOnly = data.truth("readOnly");
            changes.add(room -> room.readOnly(readOnly));
        }
        if (data.isNamed("slowModeMillis")) {
            long millis = data.wholeNumber("slowModeMillis", 1_000, DAY);
            changes.add(room -> room.slowMode(millis < 0 ? null : Duration.ofMillis(millis)));
        }
        if (data.isNamed("retention")) {
            Retention retention = retention(data.object("retention"));
            changes.add(room -> room.retention(retention));
        }
        return RoomPatch.of(all(changes), bytes);
    }

    private static UnaryOperator<RoomRecord.Builder> all(List<UnaryOperator<RoomRecord.Builder>> changes) {
        return room -> {
            RoomRecord.Builder changed = room;
            for (UnaryOperator<RoomRecord.Builder> each : changes) {
                changed = each.apply(changed);
            }
            return changed;
        };
    }

    private static long text(
            Fields data,
            String name,
            List<UnaryOperator<RoomRecord.Builder>> changes,
            BiFunction<RoomRecord.Builder, @Nullable String, RoomRecord.Builder> change) {
        if (!data.isNamed(name)) {
            return 0;
        }
        String text = data.optionalText(name);
        changes.add(room -> change.apply(room, text));
        return text == null ? 0 : 2L * text.length();
    }

    private static @Nullable URI address(@Nullable String text) {
        try {
            return text == null ? null : new URI(text);
        } catch (URISyntaxException e) {
            throw new ChatException(ErrorCode.INVALID_ROOM, "picture must be an address");
        }
    }

    private static @Nullable Retention retention(@Nullable Fields fields) {
        if (fields == null) {
            return null;
        }
        long messages = fields.wholeNumber("maxMessages", 0, Retention.MAX_MESSAGES);
        long millis = fields.wholeNumber("timeToLiveMillis", 1_000, MONTH);
        if (messages < 0 || millis < 0) {
            throw wrong("retention", "an object with maxMessages and timeToLiveMillis");
        }
        return new Retention((int) messages, Duration.ofMillis(millis));
    }

    private static RoomKind kind(Fields data) {
        return switch (data.text("kind")) {
            case "open" -> RoomKind.OPEN;
            case "private" -> RoomKind.PRIVATE;
            case "direct" -> RoomKind.DIRECT;
            default -> throw wrong("kind", "open or private");
        };
    }

    private static RoomRole role(Fields data) {
        return switch (data.text("role")) {
            case "owner" -> RoomRole.OWNER;
            case "moderator" -> RoomRole.MODERATOR;
            case "member" -> RoomRole.MEMBER;
            case "guest" -> RoomRole.GUEST;
            default -> throw wrong("role", "owner, moderator, member or guest");
        };
    }

    private static ChatException wrong(String name, String right) {
        return new ChatException(ErrorCode.BAD_REQUEST, name + " must be " + right);
    }
}
