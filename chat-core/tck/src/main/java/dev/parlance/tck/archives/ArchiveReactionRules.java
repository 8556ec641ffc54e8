package dev.parlance.tck.archives;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.archive.ArchiveStore;
import dev.parlance.broker.WholeMessage;
import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.UserId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A11, and what whole messages have: pins and reactions as they were saved last. */
public abstract class ArchiveReactionRules extends ArchiveRules {
    protected ArchiveReactionRules(Supplier<ArchiveStore> archives, Supplier<Duration> patience) {
        super(archives, patience);
    }

    @Test
    void required_a11_pinsComeLastFirst() {
        save(FIRST, 0, run(FIRST, 1, 3));
        Message second = said(FIRST, 2, "text 2").toBuilder()
                .changeOffset(4)
                .pinnedAt(when(4))
                .build();
        Message first = said(FIRST, 1, "text 1").toBuilder()
                .changeOffset(5)
                .pinnedAt(when(5))
                .build();
        save(FIRST, 3, second, first);

        assertThat(done(archive().pins(room)).messages()).containsExactly(first, second);

        save(FIRST, 5, first.toBuilder().changeOffset(6).pinnedAt(null).build());
        assertThat(done(archive().pins(room)).messages()).containsExactly(second);
    }

    @Test
    void required_a11_onesOwnReactionsAreThoseThatWereSavedLast() {
        Message first = post(room, bo, at(FIRST, 1), "one")
                .reactions(Map.of("👍", List.of(ada.id(), bo.id()), "🎈", List.of(ada.id())))
                .build();
        save(FIRST, 0, first, said(FIRST, 2, "two"));
        List<Position> asked = List.of(at(FIRST, 1), at(FIRST, 2), at(FIRST, 3), at(SECOND, 1));

        assertThat(done(archive().reactionsOf(room, ada.id(), asked)))
                .isEqualTo(Map.of(at(FIRST, 1), Set.of("👍", "🎈")));

        save(
                FIRST,
                2,
                first.toBuilder()
                        .changeOffset(3)
                        .reactions(Map.of("👍", List.of(bo.id())))
                        .build());
        assertThat(done(archive().reactionsOf(room, ada.id(), asked))).isEmpty();
        assertThat(done(archive().reactionsOf(room, bo.id(), asked))).isEqualTo(Map.of(at(FIRST, 1), Set.of("👍")));
    }

    @Test
    void required_a11_aWholeMessageHasEveryReactionThatItDoesNotList() {
        Map<String, List<UserId>> all = new LinkedHashMap<>();
        all.put("👍", users(25));
        all.put("🎈", users(3));
        Message message =
                post(room, bo, at(FIRST, 1), "much liked").reactions(all).build();
        save(FIRST, 0, message, said(FIRST, 2, "another"));

        saveWhole(FIRST, 2, 2, new WholeMessage(message, all, new TreeMap<>()));

        assertThat(done(archive().message(room, at(FIRST, 1))))
                .contains(new WholeMessage(message, all, new TreeMap<>()));
        assertThat(done(archive().reactionsOf(room, all.get("👍").get(20), List.of(at(FIRST, 1)))))
                .isEqualTo(Map.of(at(FIRST, 1), Set.of("👍")));
    }

    @Test
    void required_a11_wholeMessagesReplaceTheReactionsThatAreKept() {
        Message before = post(room, bo, at(FIRST, 1), "much liked")
                .reactions(Map.of("👍", users(25)))
                .build();
        saveWhole(FIRST, 0, 1, new WholeMessage(before, Map.of("👍", users(25)), new TreeMap<>()));
        List<UserId> fewer = users(25).subList(5, 25);
        Message after = before.toBuilder()
                .changeOffset(2)
                .reactions(Map.of("👍", fewer))
                .build();

        saveWhole(FIRST, 1, 2, new WholeMessage(after, Map.of("👍", fewer), new TreeMap<>()));

        assertThat(done(archive().message(room, at(FIRST, 1))))
                .contains(new WholeMessage(after, Map.of("👍", fewer), new TreeMap<>()));
    }

    private List<UserId> users(int count) {
        return IntStream.range(0, count)
                .mapToObj(each -> new UserId(nonce + " " + each))
                .toList();
    }
}
