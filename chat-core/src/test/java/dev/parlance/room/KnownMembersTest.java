package dev.parlance.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.Presence;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.room.KnownMembers.Change;
import dev.parlance.room.KnownMembers.Heard;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Joins, leaves and new names of a store, of which a node hears some; in between it reads, and what it reads may be old when it comes. */
class KnownMembersTest {
    enum Fate {
        HEARD,
        LOST,
        /** Lost, and the node is told that something was. */
        SUSPECTED
    }

    /**
     * One word of the store.
     *
     * @param name 0 for a leave, else which of the user's names
     * @param reads whether a reading that is due begins before this word
     * @param ends whether a reading that has begun ends after it
     */
    record Word(int user, int name, Fate fate, boolean reads, boolean ends) {}

    private static final RoomId TEA = new RoomId("tea");

    @Property
    void whatOthersWereToldAgreesWithTheStoreOnceAWordOrASuspicionHasComeThrough(
            @ForAll("programs") List<Word> program, @ForAll boolean heard) {
        Run run = new Run();
        run.readToTheEnd();
        program.forEach(run::happen);
        run.happen(new Word(0, 3, heard ? Fate.HEARD : Fate.SUSPECTED, true, true));
        run.readToTheEnd();
        assertThat(run.known.all()).containsExactlyInAnyOrderElementsOf(run.store.values());
        assertThat(run.told).isEqualTo(run.store);
        assertThat(run.known.version()).isEqualTo(run.version);
    }

    @Provide
    Arbitrary<List<Word>> programs() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.of(Fate.class),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false))
                .as(Word::new)
                .list()
                .ofMaxSize(40);
    }

    /** A store, a node, and those whom the node tells. */
    private static final class Run {
        private final Map<UserId, User> store = new LinkedHashMap<>();
        private final Map<UserId, User> told = new LinkedHashMap<>();
        private final KnownMembers known = new KnownMembers();
        private long version;
        private boolean due = true;
        private Presence read;

        private void happen(Word word) {
            if (word.reads) {
                begin();
            }
            UserId id = new UserId("user" + word.user);
            if (word.name == 0) {
                leave(id, word.fate);
            } else {
                join(User.of(id, "Name " + word.name), word.fate);
            }
            if (word.ends) {
                end();
            }
        }

        private void join(User user, Fate fate) {
            if (!user.equals(store.put(user.id(), user)) && isNews(fate)) {
                tell(known.joined(user));
            }
        }

        private void leave(UserId id, Fate fate) {
            User user = store.remove(id);
            if (user != null && isNews(fate)) {
                tell(known.left(user));
            }
        }

        private boolean isNews(Fate fate) {
            version++;
            Heard heard = switch (fate) {
                case HEARD -> known.hear(version);
                case LOST -> Heard.OLD;
                case SUSPECTED -> {
                    due |= known.suspect();
                    yield Heard.OLD;
                }
            };
            if (heard == Heard.AFTER_A_GAP) {
                known.reading();
                due = true;
            }
            return heard == Heard.NEWS;
        }

        private void tell(Change change) {
            assertThat(change.isNewName())
                    .isEqualTo(change.joined() && told.containsKey(change.user().id()));
            if (change.joined()) {
                told.put(change.user().id(), change.user());
            } else {
                assertThat(told.remove(change.user().id())).isNotNull();
            }
        }

        private void begin() {
            if (due && read == null) {
                known.reading();
                read = Presence.of(TEA, version, List.copyOf(store.values()));
            }
        }

        private void end() {
            if (read != null) {
                List<Change> changes = known.adopt(read);
                read = null;
                due = changes == null;
                if (changes != null) {
                    changes.forEach(this::tell);
                }
            }
        }

        private void readToTheEnd() {
            while (due) {
                begin();
                end();
            }
        }
    }
}
