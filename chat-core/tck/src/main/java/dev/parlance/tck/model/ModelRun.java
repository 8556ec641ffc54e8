package dev.parlance.tck.model;

import dev.parlance.broker.ChatBroker;
import dev.parlance.model.User;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import dev.parlance.tck.harness.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Plays a program on a cluster and on the model at once, and fails at the first difference. */
public final class ModelRun {
    /** So long after the last has left a room may count its presence anew. */
    private static final Duration COUNTED_ANEW = Duration.ofMinutes(10);

    /** Sums of these never meet a time to live, the window or the lease exactly. */
    private static final List<Duration> LAPSES = List.of(
            Duration.ofMillis(1_001),
            Duration.ofMillis(4_001),
            Duration.ofMillis(1_001),
            Duration.ofMillis(9_001),
            Duration.ofMillis(25_001),
            Duration.ofMillis(65_001),
            Duration.ofMillis(125_001),
            Duration.ofDays(31).plusMillis(1));

    /** A node may have died just before it would have said that it lives, which it does every third of a lease. */
    private static final Duration SURELY_LEASED = ChatBroker.LEASE.dividedBy(2);

    private static final Duration SURELY_SWEPT = Duration.ofSeconds(21);

    private final BrokerCluster cluster;
    private final List<@Nullable BrokerNode> nodes = new ArrayList<>();
    private final List<RoomModel> rooms;
    private final Map<BrokerNode, Duration> dead = new LinkedHashMap<>();
    private final List<String> transcript;
    private final ModelRoomSteps roomSteps;
    private final ModelTalkSteps talkSteps;
    private final ModelMarkSteps markSteps;
    private final ModelStateSteps stateSteps;
    private final ModelDirectorySteps directorySteps;
    private Duration now = Duration.ZERO;

    /** Writes what is done into {@code transcript}, as lines of a program. */
    public ModelRun(BrokerCluster cluster, List<String> transcript) {
        this.cluster = cluster;
        this.transcript = transcript;
        this.rooms = List.of(new RoomModel("red", cluster.room()), new RoomModel("blue", cluster.room()));
        this.roomSteps = new ModelRoomSteps(cluster, transcript);
        this.talkSteps = new ModelTalkSteps(cluster, transcript);
        this.markSteps = new ModelMarkSteps(cluster, transcript);
        this.stateSteps = new ModelStateSteps(cluster, transcript);
        this.directorySteps = new ModelDirectorySteps(cluster, transcript);
    }

    public void play(ModelProgram program) {
        for (int i = 0; i < program.nodes(); i++) {
            nodes.add(cluster.node());
        }
        for (ModelStep step : program.steps()) {
            play(step);
            rooms.forEach(RoomModel::settle);
        }
        finish();
    }

    private void play(ModelStep step) {
        int index = step.node() % nodes.size();
        BrokerNode node = nodes.get(index);
        String name = Character.toString('a' + index);
        if (step.verb() == ModelStep.Verb.ADVANCE) {
            advance(LAPSES.get(step.first() % LAPSES.size()));
        } else if (step.verb() == ModelStep.Verb.START && node == null) {
            transcript.add(name + ".start()");
            nodes.set(index, cluster.node());
        } else if (node != null) {
            play(step, node, index, name);
        }
    }

    private void play(ModelStep step, BrokerNode node, int index, String name) {
        RoomModel room = rooms.get(step.room() % rooms.size());
        switch (step.verb()) {
            case SUBSCRIBE -> {
                transcript.add(name + ".subscribe(" + room.name + ")");
                node.subscribe(room.id);
                room.hearing.subscribe(node);
            }
            case UNSUBSCRIBE -> {
                transcript.add(name + ".unsubscribe(" + room.name + ")");
                room.hearing.unsubscribe(node);
                node.unsubscribe(room.id);
            }
            case START -> {} // it has
            case STOP -> stop(node, index, name);
            case KILL -> kill(node, index, name);
            case PUT, GET, TAKE -> stateSteps.play(step, node, name, now);
            case PUBLISH, CHANGE, RESUME, HISTORY, MESSAGE, ENTER, LEAVE, MEMBERS ->
                roomSteps.play(step, node, name, room, now);
            case REACT, TELL, HEAD, COME -> talkSteps.play(step, node, name, room, now);
            case MARK, UNFOLLOW, MARKS -> markSteps.play(step, node, name, room);
            case CREATE, UPDATE, DELETE, ENROL, EXPEL, RECORD, ROSTER -> directorySteps.play(step, node, name, room);
            default -> throw new IllegalArgumentException(step.toString());
        }
    }

    private void stop(BrokerNode node, int index, String name) {
        if (isLast()) {
            return;
        }
        tellAll();
        transcript.add(name + ".stop()");
        rooms.forEach(room -> room.hearing.unsubscribe(node));
        node.stop();
        nodes.set(index, null);
        rooms.forEach(room -> leave(room, List.of(node)));
    }

    private void kill(BrokerNode node, int index, String name) {
        if (isLast()) {
            return;
        }
        tellAll();
        transcript.add("kill(" + name + ")");
        rooms.forEach(room -> room.hearing.unsubscribe(node));
        cluster.kill(node);
        nodes.set(index, null);
        dead.put(node, now);
    }

    private void tellAll() {
        rooms.forEach(room -> talkSteps.tellAll(living(), room, now));
    }

    private boolean isLast() {
        return nodes.stream().filter(Objects::nonNull).count() == 1;
    }

    private void advance(Duration lapse) {
        Duration time = lapse;
        while (isAnyLeaseUncertain(now.plus(time))) {
            time = time.plusMillis(7_001);
        }
        tellAll();
        transcript.add("advance(" + time + ")");
        cluster.advance(time);
        now = now.plus(time);
        List<BrokerNode> swept = dead.entrySet().stream()
                .filter(each -> now.minus(each.getValue()).compareTo(SURELY_SWEPT) >= 0)
                .map(Map.Entry::getKey)
                .toList();
        dead.keySet().removeAll(swept);
        for (RoomModel room : rooms) {
            room.log.pass(now);
            if (time.compareTo(COUNTED_ANEW) >= 0) {
                room.presence.deserted();
            }
            leave(room, swept);
        }
    }

    private boolean isAnyLeaseUncertain(Duration then) {
        return dead.values().stream()
                .map(then::minus)
                .anyMatch(age -> age.compareTo(SURELY_LEASED) >= 0 && age.compareTo(SURELY_SWEPT) < 0);
    }

    private void leave(RoomModel room, List<BrokerNode> gone) {
        List<User> users = gone.stream()
                .flatMap(node -> room.presence.leaveAll(node).stream())
                .toList();
        if (!users.isEmpty()) {
            room.hearing.left(users, room.presence.version());
            Wait.untilEqual(
                    room.presence.members(),
                    cluster.patience(),
                    () -> living().members(room.id).members());
        }
    }

    private BrokerNode living() {
        return allLiving().get(0);
    }

    private List<BrokerNode> allLiving() {
        return nodes.stream().flatMap(Stream::ofNullable).toList();
    }

    /** Says a last word in each room, behind which nothing may be missing; then all nodes have the same, and so has whoever comes back. */
    private void finish() {
        ModelStep post = new ModelStep(ModelStep.Verb.PUBLISH, 0, 0, 0, 0);
        ModelStep enter = new ModelStep(ModelStep.Verb.ENTER, 0, 0, 3, 0);
        for (RoomModel room : rooms) {
            String name = Character.toString('a' + nodes.indexOf(living()));
            roomSteps.play(post, living(), name, room, now);
            roomSteps.play(enter, living(), name, room, now);
            transcript.add("all nodes and clients have the same of " + room.name);
            talkSteps.checkAll(allLiving(), room, now);
            markSteps.checkAll(allLiving(), room);
            room.hearing.checkAll();
        }
    }
}
