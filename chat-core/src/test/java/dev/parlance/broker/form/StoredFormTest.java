package dev.parlance.broker.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlance.model.Attachment;
import dev.parlance.model.FileId;
import dev.parlance.model.Message;
import dev.parlance.model.MessageId;
import dev.parlance.model.Position;
import dev.parlance.model.Reaction;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.ThreadSummary;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class StoredFormTest {
    @Property
    void aMessageComesBackAsItWas(@ForAll("messages") Message message) {
        Message back = StoredForm.message(StoredForm.of(message));

        assertThat(back).isEqualTo(message);
        // equality of maps says nothing of the order of the first reaction
        assertThat(new ArrayList<>(back.reactions().keySet()))
                .isEqualTo(new ArrayList<>(message.reactions().keySet()));
    }

    @Property
    void anEventComesBackAsItWas(@ForAll("events") RoomEvent event) {
        assertThat(StoredForm.event(StoredForm.of(event))).isEqualTo(event);
    }

    @Property
    void aSignalComesBackAsItWas(@ForAll("signals") Signal signal) {
        Signal back = StoredForm.signal(StoredForm.of(signal));

        assertThat(back.name()).isEqualTo(signal.name());
        assertThat(back.sender()).isEqualTo(signal.sender());
        assertThat(back.data()).isEqualTo(signal.data());
    }

    @Property
    void whatIsCutOffOrGoesOnIsRefused(@ForAll("messages") Message message) {
        byte[] whole = StoredForm.of(message);

        for (int length : List.of(0, 1, whole.length / 2, whole.length - 1, whole.length + 1)) {
            assertThatThrownBy(() -> StoredForm.message(Arrays.copyOf(whole, length)))
                    .isInstanceOf(UnreadableFormException.class);
        }
    }

    @Property
    void whateverTheBytesNothingButARefusalOrAMessageComesOfThem(
            @ForAll byte[] noise, @ForAll("messages") Message message) {
        byte[] bytes = StoredForm.of(message);
        System.arraycopy(noise, 0, bytes, 2, Math.min(noise.length, bytes.length - 2));

        try {
            StoredForm.message(bytes);
        } catch (UnreadableFormException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }

    @Example
    void anUnknownKindIsRefused() {
        byte[] odd = StoredForm.of(Signal.of("name", Map.of()));

        assertThatThrownBy(() -> StoredForm.event(odd))
                .isInstanceOf(UnreadableFormException.class)
                .hasMessage("this version of Parlance knows no event of kind 6");
    }

    @Example
    void anInstantThatCannotBeIsUnreadable() {
        byte[] odd =
                FormWriter.of(1).number(Long.MAX_VALUE).number(Long.MAX_VALUE).toBytes();

        assertThatThrownBy(() -> read(odd, FormReader::instant)).isInstanceOf(UnreadableFormException.class);
    }

    @Example
    void aReplacementCharacterThatWasWrittenComesBack() {
        assertThat(read(FormWriter.of(1).text("a\uFFFDb").toBytes(), FormReader::text))
                .isEqualTo("a\uFFFDb");
    }

    @Example
    void aTextThatIsNotUtf8IsRefused() {
        byte[] odd = FormWriter.of(1).bytes(new byte[] {(byte) 0xC3, 0x28}).toBytes();

        assertThatThrownBy(() -> read(odd, FormReader::text))
                .isInstanceOf(UnreadableFormException.class)
                .hasMessage("a form holds a text that is not UTF-8");
    }

    private static <T> T read(byte[] bytes, Function<FormReader, T> field) {
        return FormReader.read(bytes, "a form", form -> {
            form.expect("form", 1);
            return field.apply(form);
        });
    }

    @Example
    void everyKindOfEventHasAForm() {
        assertThat(RoomEvent.class.getPermittedSubclasses())
                .as("those that the property above makes")
                .containsExactlyInAnyOrder(
                        RoomEvent.Posted.class, RoomEvent.Changed.class, RoomEvent.Joined.class, RoomEvent.Left.class);
    }

    @Provide
    Arbitrary<Message> messages() {
        Arbitrary<Map<String, List<UserId>>> reactions = Arbitraries.maps(
                        names(),
                        names().map(UserId::new).set().ofMinSize(1).ofMaxSize(3).map(List::copyOf))
                .ofMaxSize(3);
        Arbitrary<Position> positions = Combinators.combine(
                        Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(64), offsets())
                .as(Position::new);
        return Combinators.combine(names(), positions, users(), instants(), texts(), data(), reactions, changes())
                .as((room, position, author, at, text, data, said, change) -> {
                    Message.Builder message = Message.stored(new RoomId(room), author, position, at)
                            .changeOffset(position.offset() + change)
                            .text(text)
                            .clientMessageId(change % 2 == 0 ? null : room.substring(0, Math.min(30, room.length())));
                    message.metadata(data).reactions(said);
                    added(message, position, change);
                    attached(message, change);
                    if (change % 3 == 1) {
                        message.edited(text, at.plusNanos(change));
                    }
                    return change % 5 == 1 ? message.deleted().build() : message.build();
                });
    }

    /** What format 2 added, some of it here and some there. */
    private static void added(Message.Builder message, Position position, int change) {
        message.number(change * 3L).contentOffset(position.offset() + change / 2);
        if (change % 2 == 0) {
            message.replyTo(MessageId.at(position)).mentions(List.of(new UserId("bo"), new UserId("部屋")));
        }
        if (change % 7 == 0) {
            message.mentionsRoom(true).pinnedAt(Instant.ofEpochSecond(change, 5));
        }
        if (change % 3 == 0) {
            message.thread(new ThreadSummary(change + 1, MessageId.at(position), Instant.ofEpochMilli(change)));
        }
    }

    /** What format 3 added, here and there. */
    private static void attached(Message.Builder message, int change) {
        if (change % 4 == 0) {
            message.attachments(List.of(
                    Attachment.builder(FileId.of(change, 7), "茶 ☕.png", "image/png", change * 1_000_000_000L)
                            .picture(change + 1, 7)
                            .thumbnail(true)
                            .build(),
                    Attachment.builder(FileId.of(change, 8), "b", "text/plain", 0)
                            .build()));
        }
    }

    @Example
    void reactionsBeyondThoseOfFormat1AndMoreThanAreListedComeBack() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        Map<String, List<UserId>> first = new LinkedHashMap<>();
        for (int i = 0; i < Message.MAX_REACTIONS; i++) {
            counts.put("kind " + (i * 7) % 50, 1 + i * 11);
            first.put("kind " + (i * 7) % 50, List.of(new UserId("user-" + i)));
        }
        Message message = Message.stored(
                        new RoomId("room"), User.of("ada", "Ada"), new Position("epoch", 7), Instant.EPOCH)
                .changeOffset(9)
                .text("said")
                .reactions(counts, first)
                .build();

        Message back = StoredForm.message(StoredForm.of(message));

        assertThat(back).isEqualTo(message);
        assertThat(back.reactionCounts()).containsExactlyEntriesOf(message.reactionCounts());
    }

    @Provide
    Arbitrary<RoomEvent> events() {
        Arbitrary<RoomEvent> stored = messages()
                .flatMap(message -> Arbitraries.of(
                        new RoomEvent.Posted(message),
                        new RoomEvent.Changed(message),
                        new RoomEvent.Changed(
                                message, new Reaction("+1", message.author().id(), message.deleted()))));
        Arbitrary<RoomEvent> presence = Combinators.combine(names().map(RoomId::new), users(), offsets())
                .flatAs((room, user, version) -> Arbitraries.of(
                        new RoomEvent.Joined(room, user, version), new RoomEvent.Left(room, user, version)));
        return Arbitraries.oneOf(stored, presence);
    }

    @Provide
    Arbitrary<Signal> signals() {
        return Combinators.combine(names().filter(name -> name.length() <= 64), users().injectNull(0.3), data())
                .as((name, sender, data) -> sender == null ? Signal.of(name, data) : Signal.from(sender, name, data));
    }

    private static Arbitrary<Integer> changes() {
        return Arbitraries.integers().between(0, 1_000);
    }

    private static Arbitrary<Long> offsets() {
        return Arbitraries.longs().between(1, 999_999_999_999_999_999L - 1_000);
    }

    private static Arbitrary<Instant> instants() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 253_402_300_799L),
                        Arbitraries.integers().between(0, 999_999_999))
                .as(Instant::ofEpochSecond);
    }

    private static Arbitrary<String> names() {
        return Arbitraries.of("room", "räume", "部屋", "😀", "a b", "%41", "x".repeat(64));
    }

    private static Arbitrary<User> users() {
        return Combinators.combine(names(), names()).as(User::of);
    }

    /** With zero, line ends and letters outside the basic plane, and without half a surrogate pair. */
    private static Arbitrary<String> texts() {
        return Arbitraries.of("a", "\u0000", "\r\n", "ß", "語", "😀", "x".repeat(200))
                .list()
                .ofMinSize(1)
                .ofMaxSize(20)
                .map(parts -> "said: " + String.join("", parts)); // what is blank alone is no message
    }

    private static Arbitrary<Map<String, String>> data() {
        return Arbitraries.maps(names(), Arbitraries.of("", "\u0000", "value", "😀"))
                .ofMaxSize(5);
    }
}
