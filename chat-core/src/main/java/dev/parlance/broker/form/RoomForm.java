package dev.parlance.broker.form;

import dev.parlance.model.Retention;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomKind;
import dev.parlance.model.RoomMember;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.UserId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/** The records of rooms and their members as bytes and back, as {@link StoredForm} has messages. */
public final class RoomForm {
    static final int RECORD = 7;
    static final int MEMBER = 8;

    private RoomForm() {}

    /**
     * Writes a record.
     *
     * @param room any
     * @return its bytes
     */
    public static byte[] of(RoomRecord room) {
        FormWriter form = FormWriter.of(RECORD)
                .text(room.id().value())
                .octet(number(room.kind()))
                .optionalText(room.name())
                .optionalText(room.topic())
                .optionalText(room.picture().map(URI::toString))
                .flag(room.retention().isPresent());
        room.retention()
                .ifPresent(kept ->
                        form.number(kept.maxMessages()).number(kept.timeToLive().toMillis()));
        form.flag(room.readOnly()).flag(room.slowMode().isPresent());
        room.slowMode().ifPresent(wait -> form.number(wait.toMillis()));
        return form.number(room.version()).instant(room.createdAt()).toBytes();
    }

    /**
     * Writes a member.
     *
     * @param member any
     * @return its bytes
     */
    public static byte[] of(RoomMember member) {
        return FormWriter.of(MEMBER)
                .text(member.userId().value())
                .octet(number(member.role()))
                .instant(member.since())
                .toBytes();
    }

    /**
     * Reads a record.
     *
     * @param bytes a whole form
     * @return what was written
     * @throws UnreadableFormException if it is none that this version reads
     */
    public static RoomRecord record(byte[] bytes) {
        return FormReader.read(bytes, "a stored record of a room", form -> {
            form.expect("record of a room", RECORD);
            RoomId id = new RoomId(form.text());
            RoomRecord.Builder room = RoomRecord.builder(id, kind(form))
                    .name(form.optionalText().orElse(null))
                    .topic(form.optionalText().orElse(null))
                    .picture(form.optionalText().map(URI::create).orElse(null));
            if (form.flag()) {
                room.retention(new Retention(Math.toIntExact(form.number()), Duration.ofMillis(form.number())));
            }
            room.readOnly(form.flag());
            if (form.flag()) {
                room.slowMode(Duration.ofMillis(form.number()));
            }
            long version = form.number();
            Instant createdAt = form.instant();
            return room.stored(version, createdAt).build();
        });
    }

    /**
     * Reads a member.
     *
     * @param bytes a whole form
     * @return what was written
     * @throws UnreadableFormException if it is none that this version reads
     */
    public static RoomMember member(byte[] bytes) {
        return FormReader.read(bytes, "a stored member of a room", form -> {
            form.expect("member of a room", MEMBER);
            return new RoomMember(new UserId(form.text()), role(form), form.instant());
        });
    }

    private static int number(RoomKind kind) {
        return switch (kind) {
            case OPEN -> 1;
            case PRIVATE -> 2;
            case DIRECT -> 3;
        };
    }

    private static RoomKind kind(FormReader form) {
        int number = form.octet();
        return switch (number) {
            case 1 -> RoomKind.OPEN;
            case 2 -> RoomKind.PRIVATE;
            case 3 -> RoomKind.DIRECT;
            default -> throw form.unknown("kind of room", number);
        };
    }

    private static int number(RoomRole role) {
        return switch (role) {
            case OWNER -> 1;
            case MODERATOR -> 2;
            case MEMBER -> 3;
            case GUEST -> 4;
        };
    }

    private static RoomRole role(FormReader form) {
        int number = form.octet();
        return switch (number) {
            case 1 -> RoomRole.OWNER;
            case 2 -> RoomRole.MODERATOR;
            case 3 -> RoomRole.MEMBER;
            case 4 -> RoomRole.GUEST;
            default -> throw form.unknown("role", number);
        };
    }
}
