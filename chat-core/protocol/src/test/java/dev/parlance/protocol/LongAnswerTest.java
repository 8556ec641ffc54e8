package dev.parlance.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.HistoryPage;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.transport.AnswerFrame;
import dev.parlance.transport.FrameEncoder;
import dev.parlance.transport.OwnReactions;
import dev.parlance.transport.ServerReply;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Long histories are written when they are sent, and are the same bytes then. */
class LongAnswerTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final User ADA = User.of("ada", "Ada");
    private static final byte[] HEADER = {'#', '!', ' '};

    private static final Framing WHOLE = (payload, length) -> {
        byte[] frame = new byte[HEADER.length + length];
        System.arraycopy(HEADER, 0, frame, 0, HEADER.length);
        System.arraycopy(payload, 0, frame, HEADER.length, length);
        return frame;
    };

    private static final Framing IN_PARTS = new Framing() {
        @Override
        public byte[] frame(byte[] payload, int length) {
            return WHOLE.frame(payload, length);
        }

        @Override
        public byte @Nullable [] header(int length) {
            return HEADER.clone();
        }
    };

    private final FrameEncoder whole = NativeProtocol.encoder(WHOLE);
    private final FrameEncoder inParts = NativeProtocol.encoder(IN_PARTS);

    private static final OwnReactions OWN = new OwnReactions(Map.of(new Position("e", 14), Set.of("👍")));

    private static List<Message> messages(int count) {
        List<Message> messages = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            Message message = Message.posted(
                            MessageDraft.builder(
                                            TEA, ADA, i + " \"quoted\" \u0007 grüße 👍 " + "x".repeat(i * 37 % 500))
                                    .metadata(Map.of("n", "" + i))
                                    .build(),
                            new Position("e", i),
                            Instant.ofEpochMilli(1_790_000_000_000L + i))
                    .build();
            messages.add(
                    i % 7 == 0 ? message.toBuilder().changeOffset(1_000 + i).build() : message);
        }
        return messages;
    }

    private static ServerReply history(int count) {
        return new ServerReply.History(TEA, new HistoryPage(messages(count), true, new Position("e", 2_000)), OWN);
    }

    /** As a socket takes it that takes so much at a time. */
    private static byte[] sent(AnswerFrame frame, int atOnce) {
        ByteBuffer all = ByteBuffer.allocate(frame.size());
        for (int offset = 0; offset < frame.size(); ) {
            ByteBuffer part = ByteBuffer.allocate(atOnce);
            offset += frame.copyTo(offset, part);
            all.put(part.flip());
        }
        return all.array();
    }

    @Test
    void howeverLittleIsTakenAtATimeItIsTheSameAsTheWhole() {
        ServerReply reply = history(400);
        byte[] expected = sent(whole.reply(7, reply), 1 << 20);
        AnswerFrame answer = inParts.reply(7, reply);
        assertThat(expected.length).isGreaterThan(128 * 1024);
        for (int atOnce : new int[] {97, 1_000, 4_096, 65_536, expected.length}) {
            assertThat(sent(answer, atOnce)).as("%s bytes at once", atOnce).isEqualTo(expected);
        }
        assertThat(answer.size()).isEqualTo(expected.length);
        assertThat(answer.buffer()).isEqualTo(ByteBuffer.wrap(expected));
        assertThat(answer.text())
                .isEqualTo(
                        new String(expected, HEADER.length, expected.length - HEADER.length, StandardCharsets.UTF_8));
    }

    @Test
    void everyPlaceMayBeTheFirstThatIsAskedFor() {
        AnswerFrame answer = inParts.reply(7, history(300));
        ByteBuffer expected = answer.buffer();
        for (int offset = 0; offset <= answer.size(); offset += 31) {
            ByteBuffer part = ByteBuffer.allocate(10);
            int copied = answer.copyTo(offset, part);
            assertThat(part.flip()).isEqualTo(expected.slice(offset, copied));
        }
        assertThat(answer.copyTo(answer.size(), ByteBuffer.allocate(10))).isZero();
    }

    @Test
    void whoJoinsALongRoomIsAnsweredThusToo() {
        ServerReply joined = new ServerReply.Joined(
                TEA, new Position("e", 2_000), messages(400), List.of(ADA, User.of("bo", "Bo")), false, false, OWN);
        AnswerFrame answer = inParts.reply(8, joined);
        assertThat(sent(answer, 1_000)).isEqualTo(sent(whole.reply(8, joined), 1_000));
        assertThat(answer.isMadeWhenSent()).isTrue();
    }

    @Test
    void shortAnswersAreEncodedOnce() {
        assertThat(inParts.reply(7, history(3)).isMadeWhenSent()).isFalse();
        assertThat(whole.reply(7, history(400)).isMadeWhenSent())
                .as("of a framing without headers")
                .isFalse();
    }
}
