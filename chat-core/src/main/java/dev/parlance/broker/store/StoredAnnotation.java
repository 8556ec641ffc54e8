package dev.parlance.broker.store;

import dev.parlance.broker.form.FormReader;
import dev.parlance.broker.form.FormWriter;
import dev.parlance.model.Message;
import dev.parlance.model.MessageId;
import dev.parlance.model.Position;
import dev.parlance.model.Reaction;
import dev.parlance.model.ThreadSummary;
import dev.parlance.model.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What others have added to one message, but for the list of all who reacted and of all replies, and what of it was not told yet. For one thread. */
final class StoredAnnotation {
    private static final int KIND = 28;
    /** More reactions that changed than one are all the same: none is named. */
    private static final int SEVERAL = 2;

    private final String epoch;
    private final Map<String, Kind> kinds = new LinkedHashMap<>();
    private long replies;
    private @Nullable Reply last;
    private int changedReactions;
    private boolean changedReplies;
    private @Nullable Reaction only;

    /** Who reacted with one thing: how many, and those whom a message names. */
    private static final class Kind {
        int count;
        final List<UserId> first;

        Kind(int count, List<UserId> first) {
            this.count = count;
            this.first = new ArrayList<>(first);
        }
    }

    /** A message that answers this one. */
    record Reply(Position position, Instant at) {
        private static final int KIND = 30;

        static Reply read(byte[] bytes) {
            return FormReader.read(bytes, "a reply's place", form -> {
                form.expect("reply", KIND);
                return new Reply(form.position(), form.instant());
            });
        }

        byte[] toBytes() {
            return FormWriter.of(KIND).position(position).instant(at).toBytes();
        }
    }

    /** Nothing yet, of a message that was posted in an epoch. */
    StoredAnnotation(String epoch) {
        this.epoch = epoch;
    }

    /** All that is known of a message, and told. */
    static StoredAnnotation told(String epoch, Map<String, List<UserId>> reactors, long replies, @Nullable Reply last) {
        StoredAnnotation told = new StoredAnnotation(epoch);
        reactors.forEach((emoji, users) -> told.kinds.put(
                emoji, new Kind(users.size(), users.subList(0, Math.min(users.size(), Message.MAX_LISTED_REACTORS)))));
        told.replies = replies;
        told.last = last;
        return told;
    }

    static StoredAnnotation read(byte[] bytes) {
        return FormReader.read(bytes, "what others added to a message", form -> {
            form.expect("annotation", KIND);
            StoredAnnotation read = new StoredAnnotation(form.text());
            read.replies = form.number();
            read.last = form.flag() ? new Reply(form.position(), form.instant()) : null;
            read.changedReactions = form.octet();
            read.changedReplies = form.flag();
            read.only = form.flag() ? new Reaction(form.text(), new UserId(form.text()), form.flag()) : null;
            for (int i = form.count(); i > 0; i--) {
                read.kinds.put(form.text(), new Kind(Math.toIntExact(form.number()), form.userIds()));
            }
            return read;
        });
    }

    byte[] toBytes() {
        Reply newest = last;
        Reaction changed = only;
        FormWriter form = FormWriter.of(KIND).text(epoch).number(replies).flag(newest != null);
        if (newest != null) {
            form.position(newest.position()).instant(newest.at());
        }
        form.octet(changedReactions).flag(changedReplies).flag(changed != null);
        if (changed != null) {
            form.text(changed.emoji()).text(changed.userId().value()).flag(changed.on());
        }
        form.number(kinds.size());
        kinds.forEach((emoji, kind) -> form.text(emoji).number(kind.count).userIds(kind.first));
        return form.toBytes();
    }

    boolean isOf(Position post) {
        return epoch.equals(post.epoch());
    }

    int kinds() {
        return kinds.size();
    }

    /** How many reacted with that. */
    int count(String emoji) {
        Kind kind = kinds.get(emoji);
        return kind == null ? 0 : kind.count;
    }

    /** How many reactions there are in all. */
    int reactions() {
        return kinds.values().stream().mapToInt(kind -> kind.count).sum();
    }

    Iterable<String> emojis() {
        return kinds.keySet();
    }

    List<UserId> first(String emoji) {
        Kind kind = kinds.get(emoji);
        return kind == null ? List.of() : List.copyOf(kind.first);
    }

    /** A reaction that was not there came. */
    void add(Reaction reaction) {
        Kind kind = kinds.computeIfAbsent(reaction.emoji(), none -> new Kind(0, List.of()));
        kind.count++;
        if (kind.first.size() < Message.MAX_LISTED_REACTORS) {
            kind.first.add(reaction.userId());
        }
        changed(reaction);
    }

    /** A reaction that was there goes; whoever was named for it is followed by {@code next}, if there is one. */
    void remove(Reaction reaction, @Nullable UserId next) {
        Kind kind = kinds.get(reaction.emoji());
        if (kind == null) {
            return;
        }
        kind.count--;
        if (kind.first.remove(reaction.userId()) && next != null) {
            kind.first.add(next);
        }
        if (kind.count == 0) {
            kinds.remove(reaction.emoji());
        }
        changed(reaction);
    }

    private void changed(Reaction reaction) {
        only = changedReactions == 0 ? reaction : null;
        changedReactions = Math.min(SEVERAL, changedReactions + 1);
    }

    void addReply(Reply reply) {
        replies++;
        last = reply;
        changedReplies = true;
    }

    /** One reply fewer; this is the last of the others. */
    void removeReply(@Nullable Reply newest) {
        replies--;
        last = newest;
        changedReplies = true;
    }

    boolean hasReplies() {
        return replies > 0;
    }

    /** The message was deleted: nobody reacts to what is not there. */
    void silence() {
        kinds.clear();
        changedReactions = 0;
        only = null;
    }

    boolean isUntold() {
        return changedReactions > 0 || changedReplies;
    }

    /** Adds all of this to the message; from here on it is told. Returns the reaction that changed, if exactly one did. */
    @Nullable
    Reaction tell(Message.Builder message) {
        Reaction changed = only;
        Map<String, Integer> counts = new LinkedHashMap<>();
        Map<String, List<UserId>> listed = new LinkedHashMap<>();
        kinds.forEach((emoji, kind) -> {
            counts.put(emoji, kind.count);
            listed.put(emoji, kind.first);
        });
        Reply newest = last;
        message.reactions(counts, listed)
                .thread(
                        newest == null
                                ? null
                                : new ThreadSummary(replies, MessageId.at(newest.position()), newest.at()));
        changedReactions = 0;
        changedReplies = false;
        only = null;
        return changed;
    }

    boolean isEmpty() {
        return kinds.isEmpty() && replies == 0 && !isUntold();
    }
}
