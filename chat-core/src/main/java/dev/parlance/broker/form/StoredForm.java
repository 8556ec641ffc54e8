package dev.parlance.broker.form;

import dev.parlance.model.Message;
import dev.parlance.model.MessageId;
import dev.parlance.model.Position;
import dev.parlance.model.Reaction;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.ThreadSummary;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Messages, events and signals as bytes and back, for any store: the number of the {@link Format} in front, then a kind, then the fields. What goes in comes out, equal. A form of a format that this
 * version does not read, of an unknown kind, or one that is cut off or goes on, is refused by name and nothing is guessed; what a form of the next format adds is passed over.
 */
public final class StoredForm {
    static final int MESSAGE = 1;
    static final int POSTED = 2;
    static final int CHANGED = 3;
    static final int JOINED = 4;
    static final int LEFT = 5;
    static final int SIGNAL = 6;
    /** How many reactions of a message stand where format 1 has them, which refuses more. */
    private static final int FIRST_REACTIONS = 32;

    private StoredForm() {}

    /**
     * Writes a message.
     *
     * @param message any
     * @return its bytes
     */
    public static byte[] of(Message message) {
        return write(FormWriter.of(MESSAGE), message)
                .attachments(message.attachments())
                .toBytes();
    }

    /**
     * Writes an event.
     *
     * @param event any
     * @return its bytes
     */
    public static byte[] of(RoomEvent event) {
        if (event instanceof RoomEvent.Posted posted) {
            return write(FormWriter.of(POSTED), posted.message())
                    .attachments(posted.message().attachments())
                    .toBytes();
        }
        if (event instanceof RoomEvent.Changed changed) {
            FormWriter form = write(FormWriter.of(CHANGED), changed.message());
            Reaction reaction = changed.reaction();
            form.flag(reaction != null);
            return (reaction == null ? form : write(form, reaction))
                    .attachments(changed.message().attachments()) // of format 3, so behind what format 2 added
                    .toBytes();
        }
        if (event instanceof RoomEvent.Joined joined) {
            return presence(JOINED, joined.roomId(), joined.user(), joined.version());
        }
        if (event instanceof RoomEvent.Left left) {
            return presence(LEFT, left.roomId(), left.user(), left.version());
        }
        throw new IllegalArgumentException("an event without a stored form: " + event.getClass());
    }

    /**
     * Writes a signal.
     *
     * @param signal any
     * @return its bytes
     */
    public static byte[] of(Signal signal) {
        FormWriter form = FormWriter.of(SIGNAL).text(signal.name());
        form.flag(signal.sender().isPresent());
        signal.sender().ifPresent(form::user);
        return form.texts(signal.data()).toBytes();
    }

    /**
     * Reads a message.
     *
     * @param bytes a whole form
     * @return what was written
     * @throws UnreadableFormException if it is none that this version reads
     */
    public static Message message(byte[] bytes) {
        return FormReader.read(bytes, "a stored message", form -> {
            form.expect("message", MESSAGE);
            return whole(form, message(form));
        });
    }

    /**
     * Reads an event.
     *
     * @param bytes a whole form
     * @return what was written
     * @throws UnreadableFormException if it is none that this version reads
     */
    public static RoomEvent event(byte[] bytes) {
        return FormReader.read(bytes, "a stored event", form -> {
            int kind = form.octet();
            return switch (kind) {
                case POSTED -> new RoomEvent.Posted(whole(form, message(form)));
                case CHANGED -> {
                    Message.Builder message = message(form);
                    Reaction reaction = form.isFrom(2) && form.flag() ? reaction(form) : null;
                    yield new RoomEvent.Changed(whole(form, message), reaction);
                }
                case JOINED -> new RoomEvent.Joined(new RoomId(form.text()), form.user(), form.number());
                case LEFT -> new RoomEvent.Left(new RoomId(form.text()), form.user(), form.number());
                default -> throw form.unknown("event", kind);
            };
        });
    }

    /**
     * Reads a signal.
     *
     * @param bytes a whole form
     * @return what was written
     * @throws UnreadableFormException if it is none that this version reads
     */
    public static Signal signal(byte[] bytes) {
        return FormReader.read(bytes, "a stored signal", form -> {
            form.expect("signal", SIGNAL);
            String name = form.text();
            Optional<User> sender = form.flag() ? Optional.of(form.user()) : Optional.empty();
            Map<String, String> data = form.texts();
            return sender.map(user -> Signal.from(user, name, data)).orElseGet(() -> Signal.of(name, data));
        });
    }

    private static byte[] presence(int kind, RoomId roomId, User user, long version) {
        return FormWriter.of(kind)
                .text(roomId.value())
                .user(user)
                .number(version)
                .toBytes();
    }

    private static FormWriter write(FormWriter form, Message message) {
        form.text(message.roomId().value())
                .position(message.position())
                .number(message.changeOffset())
                .instant(message.timestamp())
                .user(message.author())
                .flag(message.deleted())
                .text(message.text())
                .optionalText(message.clientMessageId())
                .texts(message.metadata());
        form.flag(message.editedAt().isPresent());
        message.editedAt().ifPresent(form::instant);
        form.reactions(some(message.reactions(), 0, FIRST_REACTIONS));
        return added(form, message);
    }

    /** What format 2 added. */
    private static FormWriter added(FormWriter form, Message message) {
        form.number(message.number())
                .number(message.contentOffset())
                .optionalText(message.replyTo().map(MessageId::value))
                .userIds(message.mentions())
                .flag(message.mentionsRoom())
                .flag(message.pinnedAt().isPresent());
        message.pinnedAt().ifPresent(form::instant);
        form.reactions(some(message.reactions(), FIRST_REACTIONS, Message.MAX_REACTIONS));
        message.reactionCounts().values().forEach(form::number);
        form.flag(message.thread().isPresent());
        message.thread()
                .ifPresent(thread -> form.number(thread.replies())
                        .text(thread.last().value())
                        .instant(thread.lastAt()));
        return form;
    }

    private static Map<String, List<UserId>> some(Map<String, List<UserId>> reactions, int from, int to) {
        Map<String, List<UserId>> some = new LinkedHashMap<>();
        reactions.entrySet().stream()
                .skip(from)
                .limit(to - from)
                .forEach(each -> some.put(each.getKey(), each.getValue()));
        return some;
    }

    private static FormWriter write(FormWriter form, Reaction reaction) {
        return form.text(reaction.emoji()).text(reaction.userId().value()).flag(reaction.on());
    }

    private static Reaction reaction(FormReader form) {
        return new Reaction(form.text(), new UserId(form.text()), form.flag());
    }

    /** With what format 3 added, behind all else. */
    private static Message whole(FormReader form, Message.Builder message) {
        if (form.isFrom(3)) {
            message.attachments(form.attachments());
        }
        return message.build();
    }

    private static Message.Builder message(FormReader form) {
        RoomId roomId = new RoomId(form.text());
        Position position = form.position();
        long changeOffset = form.number();
        Instant timestamp = form.instant();
        Message.Builder message =
                Message.stored(roomId, form.user(), position, timestamp).changeOffset(changeOffset);
        boolean deleted = form.flag();
        String text = form.text();
        message.clientMessageId(form.optionalText().orElse(null));
        Map<String, String> metadata = form.texts();
        if (form.flag()) {
            message.edited(text, form.instant());
        } else {
            message.text(text);
        }
        Map<String, List<UserId>> reactions = form.reactions();
        message.metadata(metadata);
        if (form.isFrom(2)) {
            readAdded(form, message, reactions);
        } else {
            message.reactions(reactions);
        }
        // last: deleting takes away what a deleted message must not have
        return deleted ? message.deleted() : message;
    }

    private static void readAdded(FormReader form, Message.Builder message, Map<String, List<UserId>> reactions) {
        message.number(form.number())
                .contentOffset(form.number())
                .replyTo(form.optionalText().map(MessageId::new).orElse(null))
                .mentions(form.userIds())
                .mentionsRoom(form.flag())
                .pinnedAt(form.flag() ? form.instant() : null);
        reactions.putAll(form.reactions());
        Map<String, Integer> counts = new LinkedHashMap<>();
        reactions.keySet().forEach(emoji -> counts.put(emoji, Math.toIntExact(form.number())));
        message.reactions(counts, reactions);
        message.thread(
                form.flag() ? new ThreadSummary(form.number(), new MessageId(form.text()), form.instant()) : null);
    }
}
