package dev.parlance.websocket.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.EventFrame;
import dev.parlance.transport.FramePriority;
import dev.parlance.transport.ServerEvent;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecoveryLogTest {
    private static final User ADA = User.of("ada", "Ada");
    private static final RoomId TEA = new RoomId("tea");
    private static final RoomId COFFEE = new RoomId("coffee \u2615");

    private final RecoverableEncoder encoder = new RecoverableEncoder();
    private final RecoveryLog log = new RecoveryLog();

    private EncodedFrame number(EventFrame event) {
        return RecoverableEncoder.with(RecoveryOffset.of("session of ada", log.number(event)), event);
    }

    private EncodedFrame post(RoomId room, String epoch, long offset) {
        Message message = Message.posted(
                        MessageDraft.builder(room, ADA, "Hello").build(), new Position(epoch, offset), Instant.EPOCH)
                .build();
        return number(encoder.event(new ServerEvent.MessagePosted(message)));
    }

    @Test
    void everyEventHasItsNumberAsTheLastArgument() {
        EventFrame typing = encoder.event(new ServerEvent.UserTyping(TEA, ADA, true));
        assertThat(number(typing).text()).endsWith(",\"isTyping\":true},\"sessio1\"]");
        assertThat(number(typing).text()).startsWith("42[\"user_typing\",{").endsWith("},\"sessio2\"]");
        assertThat(number(typing).priority()).isEqualTo(FramePriority.TYPING);
        assertThat(log.last()).isEqualTo(3);
    }

    @Test
    void aNumberSaysWhereTheClientStoodInAllItsRooms() {
        log.joined(TEA, new Position("t", 10));
        log.joined(COFFEE, new Position("c", 20));
        post(TEA, "t", 11);
        post(COFFEE, "c", 21);
        post(TEA, "t", 12);
        assertThat(log.positionsAt(0)).isEqualTo(Map.of(TEA, new Position("t", 10), COFFEE, new Position("c", 20)));
        assertThat(log.positionsAt(2)).isEqualTo(Map.of(TEA, new Position("t", 11), COFFEE, new Position("c", 21)));
        assertThat(log.positionsAt(3)).isEqualTo(Map.of(TEA, new Position("t", 12), COFFEE, new Position("c", 21)));
        assertThat(log.positionsAt(4)).isNull();
    }

    @Test
    void whatIsTooLongAgoIsNotKnown() {
        log.joined(TEA, new Position("t", 0));
        for (int i = 1; i <= 2 * RecoveryLog.CAPACITY; i++) {
            post(TEA, "t", i);
        }
        assertThat(log.positionsAt(RecoveryLog.CAPACITY - 1)).isNull();
        assertThat(log.positionsAt(RecoveryLog.CAPACITY))
                .isEqualTo(Map.of(TEA, new Position("t", RecoveryLog.CAPACITY)));
    }

    @Test
    void aLogThatWasLostIsABorderThatNoNumberCrosses() {
        log.joined(TEA, new Position("t", 1));
        post(TEA, "t", 2);
        post(TEA, "new", 1);
        assertThat(log.positionsAt(1)).isNull();
        assertThat(log.positionsAt(2)).isEqualTo(Map.of(TEA, new Position("new", 1)));
    }

    @Test
    void behindAGapAClientStaysWhereItWasUntilItHasJoinedAgain() {
        log.joined(TEA, new Position("t", 1));
        number(encoder.event(new ServerEvent.HistoryGap(TEA)));
        post(TEA, "t", 9);
        assertThat(log.positionsAt(2)).isEqualTo(Map.of(TEA, new Position("t", 1)));
        log.joined(TEA, new Position("t", 9));
        assertThat(log.positionsAt(2)).isEqualTo(Map.of(TEA, new Position("t", 9)));
    }

    @Test
    void inTheMiddleOfWhatItMissedAClientStaysWhereItWasIfThatIsNotInOrder() {
        log.joined(TEA, new Position("t", 1));
        log.unsure(TEA);
        post(TEA, "t", 6);
        post(TEA, "t", 5);
        assertThat(log.positionsAt(1)).isEqualTo(Map.of(TEA, new Position("t", 1)));
        log.joined(TEA, new Position("t", 9));
        assertThat(log.positionsAt(1)).isEqualTo(Map.of(TEA, new Position("t", 1)));
        assertThat(log.positionsAt(2)).isEqualTo(Map.of(TEA, new Position("t", 9)));
    }

    @Test
    void aRoomThatWasLeftIsForgotten() {
        log.joined(TEA, new Position("t", 1));
        log.joined(COFFEE, new Position("c", 1));
        post(TEA, "t", 2);
        log.left(TEA);
        assertThat(log.positionsAt(1)).isEqualTo(Map.of(COFFEE, new Position("c", 1)));
        assertThat(log.rooms()).containsExactly(COFFEE);
    }

    @Test
    void aStateComesBackFromItsTextAsItWas() {
        log.joined(TEA, new Position("t", 10));
        post(TEA, "t", 11);
        log.joined(COFFEE, new Position("c", 0));
        post(COFFEE, "c", 1);
        RecoveryState state = RecoveryState.read(
                new RecoveryState("sid", ADA.id(), new RecoveryState.Claim("ada", null), log).text());
        assertThat(state.socketId()).isEqualTo("sid");
        assertThat(state.userId()).isEqualTo(ADA.id());
        assertThat(state.claim()).isEqualTo(new RecoveryState.Claim("ada", null));
        assertThat(state.log().last()).isEqualTo(2);
        assertThat(state.log().rooms()).containsExactlyElementsOf(log.rooms());
        for (int number = 0; number <= 3; number++) {
            assertThat(state.log().positionsAt(number)).isEqualTo(log.positionsAt(number));
        }
    }

    @Test
    void aStateThatIsTooLongForAStoreForgetsTheOldestFirst() {
        for (int room = 0; room < 50; room++) {
            log.joined(
                    new RoomId("a room with a long name, number " + "x".repeat(60) + room), new Position("epoch", 1));
        }
        for (int i = 2; i < 500; i++) {
            post(
                    new RoomId("a room with a long name, number " + "x".repeat(60) + i % 50),
                    "epoch",
                    1_000_000_000_000_000L + i);
        }
        RecoveryState state = RecoveryState.read(new RecoveryState("sid", ADA.id(), null, log).text());
        assertThat(state.log().floor()).isPositive();
        assertThat(state.log().positionsAt(log.last())).isEqualTo(log.positionsAt(log.last()));
        assertThat(state.log().positionsAt(state.log().floor()))
                .isEqualTo(log.positionsAt(state.log().floor()));
    }

    @Test
    void aStateThatCannotFitIsNone() {
        for (int room = 0; room < 200; room++) {
            log.joined(new RoomId("\u2615".repeat(120) + room), new Position("epoch", 1));
        }
        assertThat(new RecoveryState("sid", ADA.id(), null, log).text()).isNull();
    }
}
