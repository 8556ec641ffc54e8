package dev.parlance.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.ChatBroker;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomKind;
import dev.parlance.model.RoomMember;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.User;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** A room's record is deleted alone, and those whom it named are nobody from there on: what docs/REDIS.md says of it. */
class DeletedRecordTest {
    private static final RoomId ROOM = new RoomId("room");
    private static final User ADA = User.of("ada", "Ada");
    private static final User BO = User.of("bo", "Bo");

    private final RedisProgram redis = RedisProgram.with();
    private final Jedis admin = new Jedis(URI.create(redis.url()));
    private final ChatBroker broker = Quiet.start(RedisConfig.of(redis.url()));

    @BeforeEach
    void deleteARecordAlone() {
        create(ADA);
        admin.del("chat:record:{room}");
    }

    @AfterEach
    void end() {
        Quiet.done(broker.stop());
        admin.close();
        redis.close();
    }

    @Test
    void nobodyIsAMemberOfARoomWhoseRecordWasDeletedAlone() {
        assertThat(Quiet.done(broker.member(ROOM, ADA.id()))).isEmpty();
        assertThat(Quiet.done(broker.roomMembers(ROOM, 10, null)).members()).isEmpty();
    }

    @Test
    void aRoomThatIsCreatedAgainKnowsNobodyOfOld() {
        create(BO);

        assertThat(Quiet.done(broker.member(ROOM, ADA.id()))).isEmpty();
        assertThat(Quiet.done(broker.roomMembers(ROOM, 10, null)).members())
                .extracting(RoomMember::userId)
                .containsExactly(BO.id());
    }

    @Test
    void takingAwayAMemberLeavesNoHalfOfARecordBehind() {
        Quiet.done(broker.removeMember(ROOM, ADA.id()));

        assertThat(admin.exists("chat:record:{room}")).isFalse();
    }

    @Test
    void deletingTheRoomTakesAwayWhatIsLeft() {
        Quiet.done(broker.deleteRoom(ROOM));

        assertThat(admin.keys("chat:ro*:{room}")).isEmpty();
    }

    private void create(User owner) {
        RoomRecord record = RoomRecord.builder(ROOM, RoomKind.PRIVATE).build();
        Quiet.done(broker.createRoom(record, Map.of(owner.id(), RoomRole.OWNER)));
    }
}
