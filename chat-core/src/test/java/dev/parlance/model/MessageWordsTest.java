package dev.parlance.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessageWordsTest {
    private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
    private static final String LONG = "x".repeat(65_000);

    @Test
    void messagesThatDifferInAnythingReadDifferently() {
        Message plain = message("tea", "e1", 1, User.of("ada", "Ada"), "hello", null, NOON);
        List<Message> all = List.of(
                plain,
                message("cake", "e1", 1, User.of("ada", "Ada"), "hello", null, NOON),
                message("tea", "e2", 1, User.of("ada", "Ada"), "hello", null, NOON),
                message("tea", "e1", 2, User.of("ada", "Ada"), "hello", null, NOON),
                message("tea", "e1", 1, User.of("ada", "Adam"), "hello", null, NOON),
                message("tea", "e1", 1, User.of("ad", "Ada"), "hello", null, NOON),
                message("tea", "e1", 1, User.of("ada", "Ada"), "hullo", null, NOON),
                message("tea", "e1", 1, User.of("ada", "Ada"), LONG + "a", null, NOON),
                message("tea", "e1", 1, User.of("ada", "Ada"), LONG + "b", null, NOON),
                message("tea", "e1", 1, User.of("ada", "Ada"), "hello", "id", NOON),
                message("tea", "e1", 1, User.of("ada", "Ada"), "hello", null, NOON.plusMillis(1)),
                plain.toBuilder().changeOffset(2).build(),
                plain.toBuilder().edited("hello", NOON).build(),
                plain.toBuilder().edited("hello", NOON.plusMillis(1)).build(),
                plain.toBuilder().deleted().build(),
                plain.toBuilder().metadata(Map.of("lang", "de")).build(),
                plain.toBuilder().metadata(Map.of("lang", "en")).build(),
                plain.toBuilder()
                        .reactions(Map.of("+", List.of(new UserId("bo"))))
                        .build(),
                plain.toBuilder()
                        .reactions(Map.of("+", List.of(new UserId("cy"))))
                        .build(),
                plain.toBuilder()
                        .reactions(Map.of("+", 2), Map.of("+", List.of(new UserId("cy"))))
                        .build(),
                plain.toBuilder().number(1).build(),
                plain.toBuilder().changeOffset(2).contentOffset(1).build(),
                plain.toBuilder().replyTo(new MessageId("e1-9")).build(),
                plain.toBuilder().mentions(List.of(new UserId("bo"))).build(),
                plain.toBuilder().mentionsRoom(true).build(),
                plain.toBuilder().pinnedAt(NOON).build(),
                plain.toBuilder()
                        .thread(new ThreadSummary(1, new MessageId("e1-9"), NOON))
                        .build());

        assertThat(all).doesNotHaveDuplicates();
        assertThat(all.stream().map(Message::toString)).doesNotHaveDuplicates();
    }

    @Test
    void theWordsStayOnOneLineAndShortHoweverMuchIsSaid() {
        Stream.of(LONG, "two\nlines\r\u2028and a \u0000".repeat(100))
                .map(text -> message("tea", "e1", 1, User.of("ada", "Ada"), text, null, NOON).toBuilder()
                        .number(7)
                        .replyTo(new MessageId("e1-9"))
                        .mentions(IntStream.range(0, 25)
                                .mapToObj(i -> new UserId("u".repeat(100) + i))
                                .toList())
                        .reactions(Map.of("+", 20_000), Map.of("+", List.of(new UserId("u".repeat(128)))))
                        .thread(new ThreadSummary(1, new MessageId("e1-9"), NOON))
                        .build())
                .forEach(message -> {
                    assertThat(message.toString()).hasSizeLessThan(500);
                    assertThat(message.toString().lines()).hasSize(1);
                });
    }

    private static Message message(
            String room, String epoch, long offset, User author, String text, String id, Instant at) {
        MessageDraft draft = MessageDraft.builder(new RoomId(room), author, text)
                .clientMessageId(id)
                .build();
        return Message.posted(draft, new Position(epoch, offset), at).build();
    }
}
