package dev.parlance.tck.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.ReadMarks.KeptMark;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Position;
import dev.parlance.model.ReadMark;
import dev.parlance.model.UserId;
import dev.parlance.model.UserPage;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The steps of a program in which users mark how far they have read, on a node and on the model, with all answers compared. */
final class ModelMarkSteps {
    private final MarkModel marks = new MarkModel();
    private final List<UserId> readers;
    private final Refused refused;
    private final List<String> transcript;

    /** Marks outlive rooms and nodes: each program has its own readers. */
    ModelMarkSteps(BrokerCluster cluster, List<String> transcript) {
        this.readers = List.of(new UserId(cluster.name("reader")), new UserId(cluster.name("reader")));
        this.refused = new Refused(cluster);
        this.transcript = transcript;
    }

    void play(ModelStep step, BrokerNode node, String name, RoomModel room) {
        if (!room.log.hasBegun()) {
            return; // there is nothing to read
        }
        int index = step.first() % readers.size();
        String call =
                "%s.%s(%s, reader %d".formatted(name, step.verb().name().toLowerCase(Locale.ROOT), room.name, index);
        UserId reader = readers.get(index);
        switch (step.verb()) {
            case MARK -> mark(step, node, call, room, reader);
            case UNFOLLOW -> {
                transcript.add(call + ")");
                node.removeMark(reader, room.id);
                marks.remove(reader, room.id);
            }
            case MARKS -> {
                transcript.add(call + ")");
                check(node, room, reader, place(step, room));
            }
            default -> throw new IllegalArgumentException(step.toString());
        }
    }

    private void mark(ModelStep step, BrokerNode node, String call, RoomModel room, UserId reader) {
        Position upTo = place(step, room);
        long version = marks.mark(reader, room.id).map(ReadMark::version).orElse(0L);
        boolean isStale = step.second() % 5 == 4;
        ReadMark next = ReadMark.builder(reader, room.id, upTo)
                .number(room.log.numberAt(upTo.offset()))
                .version(isStale ? (version == 0 ? 1 : version - 1) : version)
                .markedUnread(step.second() / 5 % 3 == 2)
                .build();
        int most = step.second() / 15 % 2 == 1 && !isStale ? 1 : Integer.MAX_VALUE;
        transcript.add("%s, %s, of at most %d rooms)".formatted(call, next, most));
        ErrorCode refusal = marks.refuses(next, most);
        if (refusal == null) {
            KeptMark kept = node.done(node.broker().putMark(next, most));
            assertThat(kept).as("the mark").isEqualTo(marks.put(next));
        } else {
            refused.expect(refusal, node.broker().putMark(next, most));
        }
    }

    /** Forward and back, whatever was marked before. */
    private static Position place(ModelStep step, RoomModel room) {
        Position end = room.log.position();
        return new Position(end.epoch(), step.first() / 2 % (end.offset() + 1));
    }

    private void check(BrokerNode node, RoomModel room, UserId reader, Position message) {
        checkMarks(node, room, reader);
        checkReaders(node, room, message);
        checkReaders(node, room, room.log.position());
    }

    private void checkMarks(BrokerNode node, RoomModel room, UserId reader) {
        assertThat(node.marks(reader)).as("the marks of %s", reader).isEqualTo(marks.of(reader));
        assertThat(node.mark(reader, room.id))
                .isEqualTo(marks.mark(reader, room.id).map(mark -> new KeptMark(mark, 0)));
    }

    private void checkReaders(BrokerNode node, RoomModel room, Position message) {
        List<UserId> met = new ArrayList<>();
        UserPage page;
        do {
            page = node.readers(room.id, message, 1, met.isEmpty() ? null : met.get(met.size() - 1));
            met.addAll(page.users());
        } while (page.hasMore());
        assertThat(met)
                .as("who has read up to %s", message)
                .containsExactlyInAnyOrderElementsOf(marks.readers(room.id, message));
    }

    /** All nodes have the same marks. */
    void checkAll(List<BrokerNode> nodes, RoomModel room) {
        for (BrokerNode node : nodes) {
            readers.forEach(reader -> checkMarks(node, room, reader));
            checkReaders(node, room, room.log.position());
        }
    }
}
