package dev.parlance.tck.rules;

import dev.parlance.model.Mention;
import dev.parlance.model.MessageId;
import dev.parlance.model.Position;
import dev.parlance.model.ReadMark;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.Drafts;
import java.util.function.Supplier;

/** What the tests of C11 to C14 share. No log is needed for it. */
abstract class UserRules extends Rules {
    private static final String EPOCH = "epoch";

    UserRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    UserId user() {
        return cluster.recipient().userId();
    }

    static Position at(long offset) {
        return new Position(EPOCH, offset);
    }

    /** One that was never kept. */
    static ReadMark mark(UserId userId, RoomId roomId, long offset) {
        return ReadMark.builder(userId, roomId, at(offset)).number(offset).build();
    }

    static ReadMark moved(ReadMark mark, long offset) {
        return mark.toBuilder().position(at(offset)).number(offset).build();
    }

    static Mention mention(RoomId roomId, long offset) {
        return new Mention(roomId, MessageId.at(at(offset)), Drafts.ADA.id());
    }
}
