package dev.parlance.broker.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomKind;
import dev.parlance.model.RoomMember;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatTest {
    private static final int JOINED = 4;
    private static final RoomId ROOM = new RoomId("röom");
    private static final User ADA = User.of("ada", "Ada");
    private static final Message MESSAGE = Message.stored(
                    ROOM, ADA, new Position("epoch", 7), Instant.EPOCH.plusMillis(1))
            .changeOffset(9)
            .edited("said again", Instant.EPOCH.plusMillis(2))
            .clientMessageId("mine")
            .metadata(Map.of("colour", "blue"))
            .reactions(Map.of("+1", List.of(new UserId("bo"))))
            .build();
    private static final RoomRecord ROOM_RECORD = RoomRecord.builder(ROOM, RoomKind.PRIVATE)
            .name("Röom")
            .topic("tea")
            .picture(URI.create("https://pictures.example/1"))
            .retention(new Retention(50, Duration.ofHours(2)))
            .readOnly(true)
            .slowMode(Duration.ofSeconds(5))
            .stored(3, Instant.EPOCH.plusMillis(2))
            .build();
    private static final Map<String, Object> SAMPLES = samples();

    private static Map<String, Object> samples() {
        Map<String, Object> samples = new LinkedHashMap<>();
        samples.put("message", MESSAGE);
        samples.put("posted", new RoomEvent.Posted(MESSAGE));
        samples.put(
                "deleted", new RoomEvent.Changed(MESSAGE.toBuilder().deleted().build()));
        samples.put("joined", new RoomEvent.Joined(ROOM, ADA, 300));
        samples.put("left", new RoomEvent.Left(ROOM, ADA, -1));
        samples.put("signal", Signal.from(ADA, "typing", Map.of("on", "yes")));
        samples.put("nobodysSignal", Signal.of("closing", Map.of()));
        samples.put("room", ROOM_RECORD);
        samples.put("plainRoom", RoomRecord.builder(ROOM, RoomKind.OPEN).build());
        samples.put("roomMember", new RoomMember(ADA.id(), RoomRole.MODERATOR, Instant.EPOCH.plusMillis(3)));
        return samples;
    }

    private static byte[] written(Object sample) {
        if (sample instanceof Message message) {
            return StoredForm.of(message);
        }
        if (sample instanceof RoomRecord room) {
            return RoomForm.of(room);
        }
        if (sample instanceof RoomMember member) {
            return RoomForm.of(member);
        }
        return sample instanceof RoomEvent event ? StoredForm.of(event) : StoredForm.of((Signal) sample);
    }

    private static Object read(Object sample, byte[] bytes) {
        if (sample instanceof Message) {
            return StoredForm.message(bytes);
        }
        if (sample instanceof RoomRecord) {
            return RoomForm.record(bytes);
        }
        if (sample instanceof RoomMember) {
            return RoomForm.member(bytes);
        }
        return sample instanceof RoomEvent ? StoredForm.event(bytes) : StoredForm.signal(bytes);
    }

    static IntStream formatsThatAreRead() {
        return IntStream.rangeClosed(Format.OLDEST, Format.WRITTEN);
    }

    @ParameterizedTest
    @MethodSource("formatsThatAreRead")
    void whatWasWrittenInAFormatIsReadByThisVersion(int format) throws IOException {
        Properties kept = kept(format);

        SAMPLES.forEach((name, sample) -> assertThat(read(sample, HexFormat.of().parseHex(kept.getProperty(name))))
                .usingRecursiveComparison()
                .isEqualTo(sample));
    }

    @Test
    void thisVersionWritesWhatItsFormatSays() throws IOException {
        Properties kept = kept(Format.WRITTEN);

        SAMPLES.forEach((name, sample) -> assertThat(HexFormat.of().formatHex(written(sample)))
                .as("the bytes of %s: if they are to change, so is the number of the format", name)
                .isEqualTo(kept.getProperty(name)));
    }

    private static Properties kept(int format) throws IOException {
        Properties kept = new Properties();
        try (InputStream file = FormatTest.class.getResourceAsStream("format-" + format + ".properties")) {
            kept.load(file);
        }
        return kept;
    }

    @Test
    void whatTheNextFormatAddsAtTheEndIsPassedOver() {
        SAMPLES.values().forEach(sample -> {
            byte[] next = longer(written(sample));
            next[0] = Format.NEWEST;

            assertThat(read(sample, next)).usingRecursiveComparison().isEqualTo(sample);
        });
    }

    @Test
    void whatTheNextFormatAddsToAUserIsPassedOver() {
        byte[] next = joined(user -> user.text("ada").text("Ada").text("a face"));
        next[0] = Format.NEWEST;

        assertThat(StoredForm.event(next)).isEqualTo(new RoomEvent.Joined(ROOM, ADA, 1));
    }

    @Test
    void inThisFormatNothingIsPassedOver() {
        byte[] longer = longer(written(MESSAGE));
        byte[] longerUser = joined(user -> user.text("ada").text("Ada").text("a face"));

        assertThatThrownBy(() -> StoredForm.message(longer))
                .isInstanceOf(UnreadableFormException.class)
                .hasMessage("a stored message goes on after its end");
        assertThatThrownBy(() -> StoredForm.event(longerUser))
                .isInstanceOf(UnreadableFormException.class)
                .hasMessage("a stored event goes on after its end");
    }

    private static byte[] longer(byte[] form) {
        byte[] longer = Arrays.copyOf(form, form.length + 3);
        longer[form.length] = 42;
        return longer;
    }

    private static byte[] joined(Consumer<FormWriter> user) {
        return FormWriter.of(JOINED).text(ROOM.value()).block(user).number(1).toBytes();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 255})
    void aFormatThatIsNotReadIsRefusedByItsNumber(int format) {
        byte[] odd = written(MESSAGE);
        odd[0] = (byte) format;

        assertThatThrownBy(() -> StoredForm.message(odd))
                .isInstanceOf(UnreadableFormException.class)
                .hasMessage("a stored message is of format " + format + ", this version of Parlance reads 1 to 4");
    }

    @Test
    void formatsNextToEachOtherRunSideBySide() {
        assertThat(IntStream.rangeClosed(0, 255).filter(Format::isNeighbour))
                .containsExactly(Format.WRITTEN - 1, Format.WRITTEN, Format.NEWEST);
    }
}
