package dev.parlance.tck.archives;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.archive.ArchiveStore;
import dev.parlance.archive.ArchivedChanges;
import dev.parlance.model.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A5: what was posted or changed behind a position, in order of change. */
public abstract class ArchiveChangeRules extends ArchiveRules {
    protected ArchiveChangeRules(Supplier<ArchiveStore> archives, Supplier<Duration> patience) {
        super(archives, patience);
    }

    @Test
    void required_a5_changesComeInTheirOrderEachOnce() {
        save(FIRST, 0, run(FIRST, 1, 4));
        Message first = said(FIRST, 1, "text 1").toBuilder()
                .edited("later", when(6))
                .changeOffset(6)
                .build();
        Message third =
                said(FIRST, 3, "text 3").toBuilder().changeOffset(7).deleted().build();
        save(FIRST, 4, said(FIRST, 5, "text 5"), first, third);

        assertThat(done(archive().changed(room, at(FIRST, 3), 10)))
                .isEqualTo(new ArchivedChanges(
                        List.of(said(FIRST, 4, "text 4"), said(FIRST, 5, "text 5"), first, third),
                        at(FIRST, 7),
                        false));
    }

    @Test
    void required_a5_pagesOfChangesMeetAllOverAllLives() {
        List<Message> all = threeLives();
        List<Message> byChange = all.stream()
                .sorted(Comparator.comparingLong(Message::changeOffset))
                .toList();

        for (int limit = 1; limit <= 11; limit++) {
            List<Message> found = new ArrayList<>();
            ArchivedChanges page = new ArchivedChanges(List.of(), at(FIRST, 0), true);
            while (page.hasMore()) {
                page = done(archive().changed(room, page.upTo(), limit));
                found.addAll(page.messages());
            }
            assertThat(found).as("by %s", limit).isEqualTo(byChange);
            assertThat(page.upTo()).isEqualTo(at(THIRD, 11));
        }
    }

    @Test
    void required_a5_whoIsAtTheEndMissedNothing() {
        threeLives();

        assertThat(done(archive().changed(room, at(THIRD, 11), 5)))
                .isEqualTo(new ArchivedChanges(List.of(), at(THIRD, 11), false));
    }
}
