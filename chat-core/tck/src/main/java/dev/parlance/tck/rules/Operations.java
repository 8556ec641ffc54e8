package dev.parlance.tck.rules;

import static dev.parlance.tck.harness.Drafts.ADA;
import static dev.parlance.tck.harness.Drafts.MUCH;
import static dev.parlance.tck.harness.Drafts.draft;

import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.Topic;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Mention;
import dev.parlance.model.MessageId;
import dev.parlance.model.Position;
import dev.parlance.model.Reaction;
import dev.parlance.model.ReadMark;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomKind;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.Signal;
import dev.parlance.model.UserId;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.Drafts;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Every operation of a broker but start and stop, each on what nobody else uses. */
final class Operations {
    private final ChatBroker broker;
    private final BrokerCluster cluster;
    private final RoomId room;
    private final Position position = new Position("epoch", 1);
    private final Map<String, Supplier<CompletionStage<?>>> all = new LinkedHashMap<>();

    private Operations(ChatBroker broker, BrokerCluster cluster) {
        this.broker = broker;
        this.cluster = cluster;
        this.room = cluster.room();
    }

    static Map<String, Supplier<CompletionStage<?>>> of(ChatBroker broker, BrokerCluster cluster) {
        Operations operations = new Operations(broker, cluster);
        operations.ofRooms();
        operations.ofRecords();
        operations.ofAnnotations();
        operations.ofUsers();
        return operations.all;
    }

    private void ofRooms() {
        Topic topic = new Topic.Room(cluster.room());
        String key = cluster.name("key");
        all.put("subscribe", () -> broker.subscribe(topic));
        all.put("unsubscribe", () -> broker.unsubscribe(topic));
        all.put("publish", () -> broker.publish(draft(room, "text"), MUCH));
        all.put("change", () -> broker.change(Drafts.changeOfNothing(room)));
        all.put("signal", () -> broker.signal(new Topic.Room(room), Signal.of("name", Map.of())));
        all.put("history", () -> broker.history(room, HistoryQuery.newest(1)));
        all.put("message", () -> broker.message(room, position));
        all.put("resume", () -> broker.resume(room, position));
        all.put("enter", () -> broker.enter(room, ADA));
        all.put("leave", () -> broker.leave(room, ADA.id()));
        all.put("members", () -> broker.members(room));
        all.put("put", () -> broker.put(key, "value", Duration.ofSeconds(10)));
        all.put("get", () -> broker.get(key));
        all.put("take", () -> broker.take(key));
    }

    private void ofRecords() {
        RoomRecord record = RoomRecord.builder(room, RoomKind.PRIVATE).build();
        all.put("createRoom", () -> broker.createRoom(record, Map.of()));
        all.put("room", () -> broker.room(room));
        all.put("rooms", () -> broker.rooms(Set.of(room)));
        all.put("updateRoom", () -> broker.updateRoom(record));
        all.put("deleteRoom", () -> broker.deleteRoom(room));
        all.put("putMember", () -> broker.putMember(room, ADA.id(), RoomRole.GUEST, Integer.MAX_VALUE));
        all.put("removeMember", () -> broker.removeMember(room, ADA.id()));
        all.put("member", () -> broker.member(room, ADA.id()));
        all.put("roomMembers", () -> broker.roomMembers(room, 1, null));
    }

    private void ofAnnotations() {
        all.put("react", () -> broker.react(room, position, new Reaction("+1", ADA.id(), true)));
        all.put("tell", () -> broker.tell(room, position));
        all.put("reactors", () -> broker.reactors(room, position, "+1", 1, null));
        all.put("reactionsOf", () -> broker.reactionsOf(room, ADA.id(), List.of(position)));
        all.put("replies", () -> broker.replies(room, position, 1, 0));
        all.put("pins", () -> broker.pins(room));
        all.put("head", () -> broker.head(room, position));
        all.put("heads", () -> broker.heads(Map.of(room, position)));
    }

    private void ofUsers() {
        UserId user = cluster.recipient().userId();
        Mention mention = new Mention(room, MessageId.at(position), ADA.id());
        all.put(
                "putMark",
                () -> broker.putMark(ReadMark.builder(user, room, position).build(), 1));
        all.put("mark", () -> broker.mark(user, room));
        all.put("marks", () -> broker.marks(user));
        all.put("readers", () -> broker.readers(room, position, 1, null));
        all.put("mention", () -> broker.mention(user, mention, true));
        all.put("forgetMentions", () -> broker.forgetMentions(user, room));
        all.put("removeMark", () -> broker.removeMark(user, room));
        all.put("putProfile", () -> broker.putProfile(user, "Name", null));
        all.put("saw", () -> broker.saw(user));
        all.put("profiles", () -> broker.profiles(Set.of(user)));
    }
}
