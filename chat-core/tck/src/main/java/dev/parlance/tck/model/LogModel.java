package dev.parlance.tck.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.ChatBroker;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.Receipt;
import dev.parlance.model.Resumption;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomHead;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one room's log must be, told as plainly as the contract tells it: nothing is ever thrown away here, what a log forgets is marked, and
 * every answer is a search through all there was.
 */
final class LogModel {
    private static final class Entry {
        Message latest;
        boolean forgotten;

        Entry(Message posted) {
            this.latest = posted;
        }
    }

    private record Sent(MessageDraft draft, Receipt receipt, Duration at) {}

    private final Set<String> pastEpochs = new HashSet<>();
    private final List<Entry> entries = new ArrayList<>();
    private final List<Sent> sent = new ArrayList<>();
    private @Nullable String epoch;
    private long offset;
    private Duration lastEvent = Duration.ZERO;
    private Retention retention = Retention.DEFAULT;

    /** Takes notice of what time it is. */
    void pass(Duration now) {
        Duration silence = now.minus(lastEvent);
        if (silence.compareTo(retention.timeToLive()) >= 0) {
            entries.forEach(entry -> entry.forgotten = true);
        }
        String ended = epoch;
        if (ended != null && silence.compareTo(ChatBroker.POSITION_TIME_TO_LIVE) >= 0) {
            pastEpochs.add(ended);
            entries.clear();
            epoch = null;
            offset = 0;
        }
    }

    /** The first message of that author with that id, if the window still has it. */
    Optional<MessageDraft> earlier(MessageDraft draft, Duration now) {
        return find(draft, now).map(Sent::draft);
    }

    Receipt earlierReceipt(MessageDraft draft, Duration now) {
        return find(draft, now).orElseThrow().receipt();
    }

    Message posted(MessageDraft draft, Receipt receipt, Retention kept, Duration now) {
        offset++;
        learn(receipt.position());
        Message message = Message.posted(draft, receipt.position(), receipt.timestamp())
                .number(posts() + 1L)
                .build();
        assertThat(receipt.number()).as("the number").isEqualTo(message.number());
        if (!entries.isEmpty()) {
            assertThat(receipt.timestamp()).isAfterOrEqualTo(post(posts() - 1).timestamp());
        }
        entries.add(new Entry(message));
        sent.add(new Sent(draft, receipt, now));
        retention = kept;
        lastEvent = now;
        List<Entry> held = held().toList();
        held.subList(0, Math.max(0, held.size() - kept.maxMessages())).forEach(entry -> entry.forgotten = true);
        return message;
    }

    /** How many messages there were in this epoch. */
    int posts() {
        return entries.size();
    }

    /** A message in its latest state, remembered by the log or not. */
    Message post(int index) {
        return entries.get(index).latest;
    }

    boolean isHeld(Message message) {
        return held().anyMatch(entry -> entry.latest.position().equals(message.position()));
    }

    Message changed(Message next, Duration now) {
        Message changed = next.toBuilder().changeOffset(++offset).build();
        held().filter(entry -> entry.latest.position().equals(next.position()))
                .forEach(entry -> entry.latest = changed);
        lastEvent = now;
        return changed;
    }

    /** The reactions to a message are told. */
    Message told(Message latest, Map<String, List<UserId>> reactions, Duration now) {
        Message told = latest.toBuilder()
                .changeOffset(++offset)
                .contentOffset(latest.contentOffset())
                .reactions(reactions)
                .build();
        held().filter(entry -> entry.latest.position().equals(told.position())).forEach(entry -> entry.latest = told);
        lastEvent = now;
        return told;
    }

    /** The number of the newest post up to there; of what is forgotten nobody knows more than that it is not there. */
    long numberAt(long at) {
        List<Message> there = held().map(entry -> entry.latest).toList();
        return there.stream()
                .filter(message -> message.position().offset() <= at)
                .mapToLong(Message::number)
                .max()
                .orElse(there.isEmpty() ? posts() : there.get(0).number() - 1);
    }

    RoomHead head(RoomId room, Position since) {
        boolean isKnown = since.epoch().equals(epoch);
        long deletedBehind =
                deleted().filter(at -> !isKnown || at > since.offset()).count();
        return RoomHead.builder(room, position())
                .posts(posts(), deleted().count())
                .last(held().map(entry -> entry.latest)
                        .filter(message -> !message.deleted())
                        .reduce((one, later) -> later)
                        .orElse(null))
                .since(new RoomHead.Since(isKnown, isKnown ? numberAt(since.offset()) : 0, deletedBehind, 0))
                .build();
    }

    private LongStream deleted() {
        return entries.stream()
                .filter(entry -> entry.latest.deleted())
                .mapToLong(entry -> entry.latest.position().offset());
    }

    Optional<Message> message(long at) {
        return held().map(entry -> entry.latest)
                .filter(message -> message.position().offset() == at)
                .findFirst();
    }

    HistoryPage history(HistoryQuery query) {
        List<Message> all = held().map(entry -> entry.latest)
                .filter(message -> message.position().offset() < query.before().orElse(Long.MAX_VALUE))
                .filter(message -> message.position().offset() > query.after().orElse(-1))
                .toList();
        int count = Math.min(query.limit(), all.size());
        List<Message> page =
                query.after().isPresent() ? all.subList(0, count) : all.subList(all.size() - count, all.size());
        return new HistoryPage(page, all.size() > count, position());
    }

    Resumption resume(Position since) {
        if (!since.epoch().equals(epoch) || since.offset() > offset) {
            return new Resumption(List.of(), false, false, position());
        }
        boolean posts = forgotten(entry -> entry.latest.position().offset()).allMatch(at -> at <= since.offset());
        boolean changes = forgotten(entry ->
                        entry.latest.changeOffset() > entry.latest.position().offset()
                                ? entry.latest.changeOffset()
                                : 0)
                .allMatch(at -> at <= since.offset());
        Stream<Message> missed = held().map(entry -> entry.latest)
                .filter(message -> message.changeOffset() > since.offset())
                .sorted(Comparator.comparingLong(Message::changeOffset));
        return new Resumption(posts ? missed.toList() : List.of(), posts, changes, position());
    }

    /** Whether a log has begun, so that its epoch is known. */
    boolean hasBegun() {
        return epoch != null;
    }

    Position position() {
        return new Position(Objects.requireNonNull(epoch), offset);
    }

    /** Any epoch but this one: a past one if there was one. */
    String anotherEpoch() {
        return pastEpochs.stream().findFirst().orElse("another");
    }

    /** Checks where the log stands; before the first event any epoch will do that was not one of this room's before. */
    void learn(Position actual) {
        assertThat(actual.offset()).as("the offset").isEqualTo(offset);
        assertThat(pastEpochs).as("past epochs").doesNotContain(actual.epoch());
        if (epoch == null && offset > 0) {
            epoch = actual.epoch();
        }
        if (epoch != null) {
            assertThat(actual.epoch()).as("the epoch").isEqualTo(epoch);
        }
    }

    private Optional<Sent> find(MessageDraft draft, Duration now) {
        return sent.stream()
                .filter(each -> draft.clientMessageId().isPresent())
                .filter(each -> each.draft.clientMessageId().equals(draft.clientMessageId()))
                .filter(each -> each.draft.author().id().equals(draft.author().id()))
                .filter(each -> now.minus(each.at).compareTo(ChatBroker.IDEMPOTENCY_WINDOW) < 0)
                .findFirst();
    }

    private Stream<Entry> held() {
        return entries.stream().filter(entry -> !entry.forgotten);
    }

    private LongStream forgotten(ToLongFunction<Entry> what) {
        return entries.stream().filter(entry -> entry.forgotten).mapToLong(what);
    }
}
