package dev.parlance.tck.archives;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.archive.ArchiveCursor;
import dev.parlance.archive.ArchiveStore;
import dev.parlance.archive.Erasure;
import dev.parlance.archive.SearchQuery;
import dev.parlance.broker.LogEnd;
import dev.parlance.broker.WholeMessage;
import dev.parlance.model.Message;
import dev.parlance.model.MessageId;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A9: who is erased has left nothing. */
public abstract class ArchiveErasureRules extends ArchiveRules {
    protected ArchiveErasureRules(Supplier<ArchiveStore> archives, Supplier<Duration> patience) {
        super(archives, patience);
    }

    private List<Message> everything() {
        return done(archive().page(room, ArchiveCursor.OLDEST, 1_000)).messages();
    }

    /** Ada says two things, Bo one that mentions her, to which she reacts. */
    private List<Message> talk() {
        List<Message> all = List.of(
                said(FIRST, 1, "ada's first words"),
                post(room, bo, at(FIRST, 2), "to whom it concerns")
                        .mentions(List.of(ada.id(), bo.id()))
                        .reactions(Map.of("👍", List.of(ada.id(), bo.id()), "🎈", List.of(ada.id())))
                        .build(),
                post(room, ada, at(FIRST, 3), "ada's answer")
                        .replyTo(MessageId.at(at(FIRST, 2)))
                        .metadata(Map.of("from", "ada"))
                        .build());
        save(FIRST, 0, all);
        return all;
    }

    private void assertNothingIsLeft() {
        List<Message> left = everything();
        assertThat(left).hasSize(3);
        assertThat(left.toString()).doesNotContain(ada.id().value()).doesNotContain("ada's");
        assertThat(left)
                .filteredOn(Message::deleted)
                .extracting(Message::position)
                .containsExactly(at(FIRST, 1), at(FIRST, 3));
        assertThat(left.get(1).mentions()).containsExactly(bo.id());
        assertThat(left.get(1).reactionCounts()).isEqualTo(Map.of("👍", 1));
        assertThat(done(archive().saidBy(ada.id(), null, 10)).messages()).isEmpty();
        assertThat(done(archive().reactionsOf(room, ada.id(), List.of(at(FIRST, 2)))))
                .isEmpty();
        assertThat(done(archive().search(new SearchQuery(room, "first", 10, null)))
                        .messages())
                .isEmpty();
    }

    @Test
    void required_a9_nothingOfAnErasedUserIsLeft() {
        talk();

        assertThat(done(archive().eraseUser(ada.id()))).isEqualTo(new Erasure(2, 2));

        assertNothingIsLeft();
    }

    @Test
    void required_a9_anOlderStateBringsNoUserBack() {
        List<Message> before = talk();
        done(archive().eraseUser(ada.id()));

        save(FIRST, 0, before);
        saveWhole(FIRST, 0, 3, new WholeMessage(before.get(1), before.get(1).reactions(), new TreeMap<>()));

        assertNothingIsLeft();
    }

    @Test
    void required_a9_erasingAgainFindsNothing() {
        talk();
        done(archive().eraseUser(ada.id()));

        assertThat(done(archive().eraseUser(ada.id()))).isEqualTo(new Erasure(0, 0));
    }

    @Test
    void required_a9_whoSaidMuchInManyRoomsIsErasedEverywhere() {
        RoomId other = new RoomId("other/" + nonce);
        save(FIRST, 0, run(FIRST, 1, 700));
        save(batch(
                other,
                0,
                1,
                FIRST,
                List.of(post(other, ada, at(FIRST, 1), "there").build())));

        assertThat(done(archive().eraseUser(ada.id())).messages()).isEqualTo(701);

        assertThat(everything()).hasSize(700).allMatch(Message::deleted);
        assertThat(done(archive().page(other, ArchiveCursor.NEWEST, 5)).messages())
                .allMatch(Message::deleted);
    }

    @Test
    void required_a9_ofReactionsThatAMessageDoesNotListNothingIsLeftEither() {
        List<UserId> many = new ArrayList<>(IntStream.range(0, 30)
                .mapToObj(each -> new UserId(nonce + " " + each))
                .toList());
        many.add(ada.id());
        Message message = post(room, bo, at(FIRST, 1), "much liked")
                .reactions(Map.of("👍", many))
                .build();
        saveWhole(FIRST, 0, 1, new WholeMessage(message, Map.of("👍", many), new TreeMap<>()));

        assertThat(done(archive().eraseUser(ada.id()))).isEqualTo(new Erasure(0, 1));

        WholeMessage left = done(archive().message(room, at(FIRST, 1))).orElseThrow();
        assertThat(left.message().reactionCounts()).isEqualTo(Map.of("👍", 30));
        assertThat(left.reactors()).isEqualTo(Map.of("👍", many.subList(0, 30)));
    }

    @Test
    void required_a9_anErasedRoomHasNothingButItsEnd() {
        List<Message> before = talk();

        assertThat(done(archive().eraseRoom(room))).isEqualTo(new Erasure(3, 3));

        save(FIRST, 0, before);
        saveWhole(FIRST, 0, 3, new WholeMessage(before.get(1), before.get(1).reactions(), new TreeMap<>()));
        assertThat(everything()).isEmpty();
        assertThat(done(archive().message(room, at(FIRST, 1)))).isEmpty();
        assertThat(done(archive().search(new SearchQuery(room, "words", 10, null)))
                        .messages())
                .isEmpty();
        assertThat(done(archive().end(room)).map(LogEnd::position)).contains(at(FIRST, 3));
        assertThat(save(FIRST, 3, said(FIRST, 4, "new"))).isEqualTo(at(FIRST, 4));
        assertThat(everything()).containsExactly(said(FIRST, 4, "new"));
    }
}
