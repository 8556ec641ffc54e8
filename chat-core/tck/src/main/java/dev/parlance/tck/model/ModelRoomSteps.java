package dev.parlance.tck.model;

import static dev.parlance.tck.harness.Drafts.ADA;
import static dev.parlance.tck.harness.Drafts.BO;
import static dev.parlance.tck.harness.Drafts.CY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.MessageChange;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.Presence;
import dev.parlance.model.Receipt;
import dev.parlance.model.Resumption;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.User;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import dev.parlance.tck.harness.Drafts;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The steps of a program that use a room, on a node and on the model, with all answers compared. */
final class ModelRoomSteps {
    private static final List<User> USERS = List.of(ADA, BO, CY, User.of("last", "Last"));
    private static final List<Integer> CAPS = List.of(3, 2, 1, 0, 100);
    private static final List<Duration> TIMES = List.of(Duration.ofDays(7), Duration.ofMillis(8_500));

    private final Refused refused;
    private final List<String> transcript;

    ModelRoomSteps(BrokerCluster cluster, List<String> transcript) {
        this.refused = new Refused(cluster);
        this.transcript = transcript;
    }

    void play(ModelStep step, BrokerNode node, String name, RoomModel room, Duration now) {
        String call = name + "." + step.verb().name().toLowerCase(Locale.ROOT) + "(" + room.name;
        switch (step.verb()) {
            case PUBLISH -> publish(step, node, call, room, now);
            case CHANGE -> change(step, node, call, room, now);
            case RESUME -> resume(step, node, call, room);
            case HISTORY -> history(step, node, call, room);
            case MESSAGE -> message(step, node, call, room);
            case ENTER -> enter(step, node, call, room);
            case LEAVE -> leave(step, node, call, room);
            case MEMBERS -> members(node, call, room);
            default -> throw new IllegalArgumentException(step.toString());
        }
    }

    private void publish(ModelStep step, BrokerNode node, String call, RoomModel room, Duration now) {
        User author = USERS.get(step.first() % 3);
        int id = step.first() / 3 % 4;
        int cap = CAPS.get(step.first() / 12 % CAPS.size());
        MessageDraft draft = MessageDraft.builder(room.id, author, step.second() % 2 == 0 ? "this" : "that")
                .clientMessageId(id == 0 ? null : "id" + id)
                .metadata(step.second() / 2 % 6 == 5 ? Map.of("lang", "de") : Map.of())
                .build();
        Duration time = TIMES.get(step.second() / 12 % TIMES.size());
        Retention retention = new Retention(cap, time);
        transcript.add("%s, %s, %s, \"%s\"%s, keep %d for %s)"
                .formatted(
                        call,
                        author.id(),
                        id == 0 ? "no id" : "id" + id,
                        draft.text(),
                        draft.metadata().isEmpty() ? "" : " " + draft.metadata(),
                        cap,
                        time));
        Optional<MessageDraft> earlier = room.log.earlier(draft, now);
        if (earlier.isEmpty()) {
            Receipt receipt = node.post(draft, retention);
            Message posted = room.log.posted(draft, receipt, retention, now);
            room.hearing.stored(new RoomEvent.Posted(posted));
        } else if (earlier.get().fingerprint().equals(draft.fingerprint())) {
            assertThat(node.post(draft, retention))
                    .as("the receipt of a repeat")
                    .isEqualTo(room.log.earlierReceipt(draft, now));
        } else {
            refused.expect(ErrorCode.ID_CONFLICT, node.broker().publish(draft, retention));
        }
    }

    private void change(ModelStep step, BrokerNode node, String call, RoomModel room, Duration now) {
        if (room.log.posts() == 0 || step.second() >= 57) {
            transcript.add(call + ", a message that never was)");
            refused.expect(ErrorCode.MESSAGE_NOT_FOUND, node.broker().change(Drafts.changeOfNothing(room.id)));
            return;
        }
        Message latest = room.log.post(step.first() % room.log.posts());
        long from = step.second() % 4 == 1 ? notTheLastChange(latest) : latest.contentOffset();
        Message next = next(latest, step.second()).changeOffset(from).build();
        transcript.add("%s, post %d as of %d, %s)"
                .formatted(
                        call,
                        latest.position().offset(),
                        from,
                        next.deleted() ? "deleted" : "\"" + next.text() + "\""));
        if (!room.log.isHeld(latest)) {
            refused.expect(ErrorCode.MESSAGE_NOT_FOUND, node.broker().change(new MessageChange(next)));
        } else if (from != latest.contentOffset()) {
            refused.expect(ErrorCode.EDIT_CONFLICT, node.broker().change(new MessageChange(next)));
        } else {
            Message changed = node.change(next);
            assertThat(changed).as("the changed message").isEqualTo(room.log.changed(next, now));
            room.hearing.stored(new RoomEvent.Changed(changed));
            if (changed.deleted()) {
                room.reactions.silence(changed);
            }
        }
    }

    /** An earlier state of what it says if there was one, else one that is still to come. */
    private static long notTheLastChange(Message latest) {
        long posted = latest.position().offset();
        return latest.contentOffset() > posted ? posted : posted + 1;
    }

    private static Message.Builder next(Message latest, int choice) {
        if (latest.deleted()) {
            return latest.toBuilder(); // it stays so
        }
        return switch (choice % 4) {
            case 2 -> latest.toBuilder().deleted();
            case 3 -> latest.toBuilder().metadata(Map.of("choice", "" + choice));
            default -> latest.toBuilder().edited("edit " + choice, latest.timestamp()); // two of four
        };
    }

    private void resume(ModelStep step, BrokerNode node, String call, RoomModel room) {
        if (!room.log.hasBegun()) {
            Position beginning = node.history(room.id).position();
            transcript.add(call + ", since the beginning)");
            room.log.learn(beginning);
            assertThat(node.resume(room.id, beginning)).isEqualTo(new Resumption(List.of(), true, true, beginning));
            return;
        }
        Position since = place(step, room);
        transcript.add(call + ", since " + since.offset() + (isOfNow(since, room) ? ")" : " of another epoch)"));
        assertThat(node.resume(room.id, since)).isEqualTo(room.log.resume(since));
    }

    private void history(ModelStep step, BrokerNode node, String call, RoomModel room) {
        int limit = 1 + step.second() % 4;
        if (!room.log.hasBegun()) {
            transcript.add(call + ", newest " + limit + ")");
            HistoryPage page = node.history(room.id, HistoryQuery.newest(limit));
            room.log.learn(page.position());
            assertThat(page.messages()).isEmpty();
            assertThat(page.hasMore()).isFalse();
            return;
        }
        Position place = place(step, room);
        HistoryQuery query = switch (step.second() / 4 % 3) {
            case 0 -> HistoryQuery.newest(limit);
            case 1 -> HistoryQuery.before(place.offset(), limit);
            default -> HistoryQuery.after(place.offset(), limit); // one of three
        };
        transcript.add("%s, %s%d%s)"
                .formatted(
                        call,
                        query.before().isPresent()
                                ? "before " + place.offset() + ", "
                                : query.after().isPresent() ? "after " + place.offset() + ", " : "newest ",
                        limit,
                        isOfNow(place, room) ? "" : ", in another epoch"));
        if (isOfNow(place, room)) {
            assertThat(node.history(room.id, query)).isEqualTo(room.log.history(query));
            assertThat(node.history(room.id, query.inEpoch(place.epoch()))).isEqualTo(room.log.history(query));
        } else {
            refused.expect(ErrorCode.POSITION_LOST, node.broker().history(room.id, query.inEpoch(place.epoch())));
        }
    }

    private void message(ModelStep step, BrokerNode node, String call, RoomModel room) {
        Position place = room.log.hasBegun() ? place(step, room) : new Position("another", 1);
        transcript.add(call + ", " + place.offset() + (isOfNow(place, room) ? ")" : " of another epoch)"));
        assertThat(node.find(room.id, place))
                .isEqualTo(isOfNow(place, room) ? room.log.message(place.offset()) : Optional.empty());
    }

    private void enter(ModelStep step, BrokerNode node, String call, RoomModel room) {
        User known = USERS.get(step.first() % USERS.size());
        User user = step.second() % 4 == 3 ? User.of(known.id(), known.name() + " the " + step.second()) : known;
        transcript.add(call + ", " + user + ")");
        long version = node.enter(room.id, user);
        boolean news = room.presence.enter(node, user);
        room.presence.check(version);
        if (news) {
            room.hearing.joined(user, version);
        }
    }

    private void leave(ModelStep step, BrokerNode node, String call, RoomModel room) {
        User user = USERS.get(step.first() % USERS.size());
        transcript.add(call + ", " + user.id() + ")");
        long version = node.leave(room.id, user.id());
        Optional<User> left = room.presence.leave(node, user.id());
        room.presence.check(version);
        left.ifPresent(gone -> room.hearing.left(List.of(gone), version));
    }

    private void members(BrokerNode node, String call, RoomModel room) {
        transcript.add(call + ")");
        Presence presence = node.members(room.id);
        room.presence.check(presence.version());
        assertThat(presence.members()).as("the members").isEqualTo(room.presence.members());
    }

    /** Any place from the beginning to one beyond the end, now and then of another epoch. */
    private static Position place(ModelStep step, RoomModel room) {
        Position end = room.log.position();
        String epoch = step.second() >= 56 ? room.log.anotherEpoch() : end.epoch();
        return new Position(epoch, step.first() % (end.offset() + 2));
    }

    private static boolean isOfNow(Position place, RoomModel room) {
        return room.log.hasBegun() && room.log.position().epoch().equals(place.epoch());
    }
}
