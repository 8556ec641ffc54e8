package dev.parlance.tck.archives;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.archive.ArchiveStore;
import dev.parlance.archive.FoundMessages;
import dev.parlance.archive.SearchQuery;
import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A8: what is said now is found, by parts of its words. */
public abstract class ArchiveSearchRules extends ArchiveRules {
    protected ArchiveSearchRules(Supplier<ArchiveStore> archives, Supplier<Duration> patience) {
        super(archives, patience);
    }

    private List<String> find(String words) {
        return find(room, words);
    }

    private List<String> find(RoomId where, String words) {
        return done(archive().search(new SearchQuery(where, words, 100, null))).messages().stream()
                .map(Message::text)
                .toList();
    }

    private void say(String... texts) {
        List<Message> all = new ArrayList<>();
        for (String text : texts) {
            all.add(said(FIRST, all.size() + 1, text));
        }
        save(FIRST, 0, all);
    }

    @Test
    void required_a8_partsOfWordsAreFoundNewestFirst() {
        say("the harbour at night", "nothing here", "Harbours and boats");

        assertThat(find("arbou")).containsExactly("Harbours and boats", "the harbour at night");
        assertThat(find("boats")).containsExactly("Harbours and boats");
        assertThat(find("nowhere")).isEmpty();
    }

    @Test
    void required_a8_allWordsMustBeThereInWhicheverOrder() {
        say("red and green", "green", "red");

        assertThat(find("green red")).containsExactly("red and green");
    }

    @Test
    void required_a8_caseAndAccentsDoNotCount() {
        say("Crème BRÛLÉE", "STRASSE", "Straße", "Ελλάδος", "ПРИВЕТ");

        assertThat(find("creme brulee")).containsExactly("Crème BRÛLÉE");
        assertThat(find("CRÈME")).containsExactly("Crème BRÛLÉE");
        assertThat(find("straße")).containsExactly("Straße", "STRASSE");
        assertThat(find("ΕΛΛΆΔΟΣ")).containsExactly("Ελλάδος");
        assertThat(find("привет")).containsExactly("ПРИВЕТ");
    }

    @Test
    void required_a8_twoCharactersOfChineseAndJapaneseAreEnough() {
        say("我们明天去北京大学", "東京タワーに行きました", "서울에서 만나요");

        assertThat(find("北京")).containsExactly("我们明天去北京大学");
        assertThat(find("行き")).containsExactly("東京タワーに行きました");
        assertThat(find("タワ")).containsExactly("東京タワーに行きました");
        assertThat(find("서울")).containsExactly("서울에서 만나요");
    }

    @Test
    void required_a8_presentTextsAloneAreFound() {
        say("a secret", "a mistake", "still there");
        save(
                FIRST,
                3,
                said(FIRST, 1, "x").toBuilder()
                        .edited("nothing to see", when(4))
                        .changeOffset(4)
                        .build(),
                said(FIRST, 2, "a mistake").toBuilder()
                        .changeOffset(5)
                        .deleted()
                        .build());

        assertThat(find("secret")).isEmpty();
        assertThat(find("mistake")).isEmpty();
        assertThat(find("nothing")).containsExactly("nothing to see");
    }

    @Test
    void required_a8_otherRoomsAreNotSearched() {
        RoomId other = new RoomId("other/" + nonce);
        say("lighthouse here");
        save(batch(
                other,
                0,
                1,
                FIRST,
                List.of(post(other, bo, at(FIRST, 1), "lighthouse there").build())));

        assertThat(find("lighthouse")).containsExactly("lighthouse here");
        assertThat(find(other, "lighthouse")).containsExactly("lighthouse there");
        assertThat(find(new RoomId("none/" + nonce), "lighthouse")).isEmpty();
    }

    @Test
    void required_a8_pagesOfHitsMeetEachOnceOverAllLives() {
        threeLives();
        List<String> found = new ArrayList<>();
        Position next = null;
        do {
            FoundMessages page = done(archive().search(new SearchQuery(room, "text", 3, next)));
            found.addAll(page.messages().stream().map(Message::text).toList());
            next = page.next();
        } while (next != null);

        assertThat(found)
                .containsExactly(
                        "text 11", "text 10", "text 9", "text 7", "text 6", "text 5", "text 4", "text 3", "text 1");
    }

    @Test
    void required_a8_oneOldPostAmongManyIsFound() {
        List<Message> all = new ArrayList<>(run(FIRST, 1, 6_000));
        all.set(10, said(FIRST, 11, "the only needle"));
        for (int from = 0; from < all.size(); from += 1_000) {
            save(FIRST, from, all.subList(from, from + 1_000));
        }
        List<String> found = new ArrayList<>();
        Position next = null;
        do {
            FoundMessages page = done(archive().search(new SearchQuery(room, "needle", 3, next)));
            found.addAll(page.messages().stream().map(Message::text).toList());
            next = page.next();
        } while (next != null);

        assertThat(found).containsExactly("the only needle");
    }
}
