package dev.parlance.tck.model;

import static dev.parlance.tck.harness.Drafts.ADA;
import static dev.parlance.tck.harness.Drafts.BO;
import static dev.parlance.tck.harness.Drafts.CY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.Reaction;
import dev.parlance.model.Resumption;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomHead;
import dev.parlance.model.UserId;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import dev.parlance.tck.harness.Drafts;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The steps of a program in which people react to what was said, clients come back, and it is counted where a room stands, on a node and on the model, with all answers compared. */
final class ModelTalkSteps {
    private static final List<UserId> USERS = List.of(ADA.id(), BO.id(), CY.id());
    private static final List<String> KINDS = List.of("like", "tea");

    private final Refused refused;
    private final List<String> transcript;

    ModelTalkSteps(BrokerCluster cluster, List<String> transcript) {
        this.refused = new Refused(cluster);
        this.transcript = transcript;
    }

    void play(ModelStep step, BrokerNode node, String name, RoomModel room, Duration now) {
        String call = name + "." + step.verb().name().toLowerCase(Locale.ROOT) + "(" + room.name;
        switch (step.verb()) {
            case REACT -> react(step, node, call, room, now);
            case TELL -> tell(step, node, call, room, now);
            case HEAD -> head(step, node, call, room);
            case COME -> come(step, node, call, room);
            default -> throw new IllegalArgumentException(step.toString());
        }
    }

    private void react(ModelStep step, BrokerNode node, String call, RoomModel room, Duration now) {
        Reaction reaction = new Reaction(
                KINDS.get(step.second() / 3 % KINDS.size()),
                USERS.get(step.second() % USERS.size()),
                step.second() / 6 % 3 < 2);
        if (room.log.posts() == 0) {
            transcript.add(call + ", a message that never was)");
            Position nowhere = Drafts.changeOfNothing(room.id).message().position();
            refused.expect(ErrorCode.MESSAGE_NOT_FOUND, node.broker().react(room.id, nowhere, reaction));
            return;
        }
        Message latest = room.log.post(step.first() % room.log.posts());
        transcript.add("%s, post %d, %s)".formatted(call, latest.position().offset(), reaction));
        if (!room.log.isHeld(latest) || latest.deleted()) {
            refused.expect(ErrorCode.MESSAGE_NOT_FOUND, node.broker().react(room.id, latest.position(), reaction));
            return;
        }
        if (room.reactions.undoesWhatIsUntold(latest, reaction)) {
            tell(node, room, latest, now);
        }
        assertThat(node.react(latest, reaction))
                .as("whether a reaction changed anything")
                .isEqualTo(room.reactions.react(latest, reaction));
        check(node, room, latest, reaction.userId(), reaction.emoji());
    }

    private void tell(ModelStep step, BrokerNode node, String call, RoomModel room, Duration now) {
        if (room.log.posts() > 0) {
            Message latest = room.log.post(step.first() % room.log.posts());
            transcript.add("%s, post %d)".formatted(call, latest.position().offset()));
            tell(node, room, latest, now);
        }
    }

    private static void tell(BrokerNode node, RoomModel room, Message latest, Duration now) {
        Optional<Message> told = node.tell(latest);
        if (!room.log.isHeld(latest) || !room.reactions.isUntold(latest)) {
            assertThat(told).as("what was told").isEmpty();
            return;
        }
        Reaction only = room.reactions.only(latest);
        Message expected = room.log.told(latest, room.reactions.tell(latest), now);
        assertThat(told).as("what was told").contains(expected);
        room.hearing.stored(new RoomEvent.Changed(expected, only));
    }

    /** Who dies or lets time pass leaves the rest to others, who tell it whenever they come to it: so that goes before. */
    void tellAll(BrokerNode node, RoomModel room, Duration now) {
        for (int i = 0; i < room.log.posts(); i++) {
            Message latest = room.log.post(i);
            if (room.log.isHeld(latest) && room.reactions.isUntold(latest)) {
                transcript.add(
                        "tell all of post %d in %s".formatted(latest.position().offset(), room.name));
                tell(node, room, latest, now);
            }
        }
    }

    private static void check(BrokerNode node, RoomModel room, Message message, UserId user, String emoji) {
        assertThat(node.reactionsOf(message, user))
                .as("what %s reacted with", user)
                .isEqualTo(room.reactions.of(message, user));
        assertThat(node.reactors(message, emoji).users())
                .as("who reacted with %s", emoji)
                .containsExactlyInAnyOrderElementsOf(room.reactions.users(message, emoji));
    }

    private void head(ModelStep step, BrokerNode node, String call, RoomModel room) {
        if (!room.log.hasBegun()) {
            RoomHead head = node.head(room.id, null);
            transcript.add(call + ")");
            room.log.learn(head.position());
            assertThat(head)
                    .isEqualTo(RoomHead.builder(room.id, head.position()).build());
            return;
        }
        Position end = room.log.position();
        String epoch = step.second() >= 56 ? room.log.anotherEpoch() : end.epoch();
        Position since = new Position(epoch, step.first() % (end.offset() + 1));
        transcript.add(call + ", since " + since.offset() + (epoch.equals(end.epoch()) ? ")" : " of another epoch)"));
        assertThat(node.head(room.id, since)).isEqualTo(room.log.head(room.id, since));
    }

    private void come(ModelStep step, BrokerNode node, String call, RoomModel room) {
        ClientModel client = room.clients.get(step.first() % room.clients.size());
        transcript.add("%s, client %d)".formatted(call, step.first() % room.clients.size()));
        come(client, node, room);
    }

    private static void come(ClientModel client, BrokerNode node, RoomModel room) {
        Optional<Resumption> missed = client.seen().map(since -> resumed(since, node, room));
        HistoryPage all = node.history(room.id);
        missed.filter(Resumption::postsComplete).ifPresentOrElse(client::comes, () -> client.comes(all));
        client.check(all);
    }

    private static Resumption resumed(Position since, BrokerNode node, RoomModel room) {
        Resumption missed = node.resume(room.id, since);
        if (room.log.hasBegun()) {
            // the beginning of a room that nobody had used is good after its first post, or lost where such rooms are
            // named anew
            Position beginning = new Position(room.log.position().epoch(), 0);
            assertThat(missed)
                    .as("what a client has missed")
                    .isIn(room.log.resume(since), room.log.resume(since.offset() == 0 ? beginning : since));
        }
        return missed;
    }

    /** All nodes have the same of a room, and whoever comes back has it, too. */
    void checkAll(List<BrokerNode> nodes, RoomModel room, Duration now) {
        BrokerNode first = nodes.get(0);
        BrokerNode last = nodes.get(nodes.size() - 1);
        tellAll(first, room, now);
        Position end = room.log.position();
        Position middle = new Position(end.epoch(), end.offset() / 2);
        HistoryQuery all = HistoryQuery.newest(HistoryQuery.MAX_LIMIT);
        for (BrokerNode node : nodes) {
            assertThat(node.history(room.id, all)).isEqualTo(room.log.history(all));
            assertThat(node.head(room.id, middle)).isEqualTo(room.log.head(room.id, middle));
        }
        room.clients.forEach(client -> come(client, last, room));
        for (int i = 0; i < room.log.posts(); i++) {
            Message message = room.log.post(i);
            if (room.log.isHeld(message)) {
                assertThat(first.find(room.id, message.position())).contains(message);
                check(last, room, message, USERS.get(i % USERS.size()), KINDS.get(i % KINDS.size()));
            }
        }
    }
}
