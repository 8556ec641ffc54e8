package dev.parlance.tck.model;

import static dev.parlance.tck.harness.Drafts.ADA;
import static dev.parlance.tck.harness.Drafts.BO;
import static dev.parlance.tck.harness.Drafts.CY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.ErrorCode;
import dev.parlance.model.RoomKind;
import dev.parlance.model.RoomMember;
import dev.parlance.model.RoomMemberPage;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.UserId;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import dev.parlance.tck.harness.Stages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The steps of a program that use what rooms are known for, on a node and on the model, with all answers compared. */
final class ModelDirectorySteps {
    private static final List<UserId> USERS = List.of(ADA.id(), BO.id(), CY.id());
    private static final List<RoomRole> ROLES = List.of(RoomRole.values());
    private static final List<Map<UserId, RoomRole>> FOUNDERS = List.of(
            Map.of(ADA.id(), RoomRole.OWNER),
            Map.of(),
            Map.of(ADA.id(), RoomRole.OWNER, BO.id(), RoomRole.OWNER),
            Map.of(BO.id(), RoomRole.GUEST));
    private static final List<Integer> BOUNDS = List.of(2, 3, 1);
    private static final int FEW_STATES = 3;

    private final BrokerCluster cluster;
    private final List<String> transcript;

    ModelDirectorySteps(BrokerCluster cluster, List<String> transcript) {
        this.cluster = cluster;
        this.transcript = transcript;
    }

    void play(ModelStep step, BrokerNode node, String name, RoomModel room) {
        String call = name + "." + step.verb().name().toLowerCase(Locale.ROOT) + "(" + room.name;
        switch (step.verb()) {
            case CREATE -> create(step, node, call, room);
            case UPDATE -> update(step, node, call, room);
            case DELETE -> delete(node, call, room);
            case ENROL -> enrol(step, node, call, room);
            case EXPEL -> expel(step, node, call, room);
            case RECORD -> record(node, call, room);
            case ROSTER -> roster(step, node, call, room);
            default -> throw new IllegalArgumentException(step.toString());
        }
    }

    private void create(ModelStep step, BrokerNode node, String call, RoomModel room) {
        Map<UserId, RoomRole> founders = FOUNDERS.get(step.second() % FOUNDERS.size());
        RoomRecord wanted = RoomRecord.builder(room.id, step.first() % 2 == 0 ? RoomKind.OPEN : RoomKind.PRIVATE)
                .build();
        transcript.add("%s, %s, %s)".formatted(call, wanted.kind(), founders));
        compare(room.directory.refusesCreation(), node.broker().createRoom(wanted, founders), kept -> {
            assertThat(kept)
                    .isEqualTo(wanted.toBuilder().stored(1, kept.createdAt()).build());
            room.directory.created(kept, founders, room.hearing::told);
        });
    }

    private void update(ModelStep step, BrokerNode node, String call, RoomModel room) {
        RoomRecord seen = room.directory.state(step.first() % 4 < FEW_STATES ? 0 : step.first() / 4);
        RoomRecord next = (seen == null ? RoomRecord.builder(room.id, RoomKind.OPEN) : seen.toBuilder())
                .topic("topic " + step.second() % 3)
                .build();
        transcript.add("%s, from version %d, \"%s\")"
                .formatted(call, next.version(), next.topic().orElseThrow()));
        compare(room.directory.refusesUpdate(next), node.broker().updateRoom(next), kept -> {
            assertThat(kept)
                    .isEqualTo(next.toBuilder()
                            .stored(next.version() + 1, next.createdAt())
                            .build());
            room.directory.updated(kept, room.hearing::told);
        });
    }

    private void delete(BrokerNode node, String call, RoomModel room) {
        transcript.add(call + ")");
        node.deleteRoom(room.id);
        room.directory.delete(room.hearing::told);
    }

    private void enrol(ModelStep step, BrokerNode node, String call, RoomModel room) {
        UserId user = USERS.get(step.first() % USERS.size());
        RoomRole role = ROLES.get(step.second() % ROLES.size());
        int most = BOUNDS.get(step.second() / ROLES.size() % BOUNDS.size());
        transcript.add("%s, %s, %s, of at most %d)".formatted(call, user, role, most));
        compare(
                room.directory.refusesMember(user, role, most),
                node.broker().putMember(room.id, user, role, most),
                kept -> {
                    assertThat(kept).isEqualTo(new RoomMember(user, role, kept.since()));
                    room.directory.put(kept, room.hearing::told);
                });
    }

    private void expel(ModelStep step, BrokerNode node, String call, RoomModel room) {
        UserId user = USERS.get(step.first() % USERS.size());
        transcript.add("%s, %s)".formatted(call, user));
        compare(
                room.directory.refusesRemoval(user),
                node.broker().removeMember(room.id, user),
                gone -> room.directory.removed(user, room.hearing::told));
    }

    private void record(BrokerNode node, String call, RoomModel room) {
        transcript.add(call + ")");
        assertThat(node.room(room.id)).isEqualTo(room.directory.record());
    }

    private void roster(ModelStep step, BrokerNode node, String call, RoomModel room) {
        int limit = 1 + step.first() % 3;
        transcript.add("%s, in pages of %d)".formatted(call, limit));
        List<RoomMember> all = new ArrayList<>();
        RoomMemberPage page;
        do {
            page = node.roomMembers(
                    room.id,
                    limit,
                    all.isEmpty() ? null : all.get(all.size() - 1).userId());
            all.addAll(page.members());
        } while (page.hasMore());
        assertThat(all).containsExactlyInAnyOrderElementsOf(room.directory.members());
        for (UserId user : USERS) {
            assertThat(node.member(room.id, user)).isEqualTo(room.directory.member(user));
        }
    }

    private <T extends @Nullable Object> void compare(
            @Nullable ErrorCode refusal, CompletionStage<T> answer, Consumer<T> taken) {
        if (refusal == null) {
            taken.accept(Stages.done(answer, cluster.patience()));
        } else {
            assertThat(DirectoryModel.code(Stages.failure(answer, cluster.patience())))
                    .isEqualTo(refusal);
        }
    }
}
