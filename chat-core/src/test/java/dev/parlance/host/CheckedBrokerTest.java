package dev.parlance.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomKind;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.UserId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What a broker of the host's own may count on. */
class CheckedBrokerTest {
    private static final UserId ADA = new UserId("ada");

    @Test
    void aBrokerThatReadsTheFirstMembersLaterReadsThoseOfTheCall() {
        AtomicReference<Map<UserId, RoomRole>> kept = new AtomicReference<>(Map.of());
        CheckedBroker broker =
                new CheckedBroker(new ForwardingBroker(InMemoryBroker.builder().build()) {
                    @Override
                    public CompletionStage<RoomRecord> createRoom(RoomRecord record, Map<UserId, RoomRole> founders) {
                        kept.set(founders);
                        return CompletableFuture.completedStage(record);
                    }
                });
        Map<UserId, RoomRole> founders = new HashMap<>(Map.of(ADA, RoomRole.OWNER));
        CompletionStage<RoomRecord> unused = broker.createRoom(
                RoomRecord.builder(new RoomId("room"), RoomKind.PRIVATE).build(), founders);
        founders.clear();

        assertThat(kept.get()).containsOnlyKeys(ADA);
    }
}
