package dev.parlance.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.fanout.Notice;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Users come, go and change their names, and what has changed is told all together or of one of them, at any moment. */
class HeldNoticesTest {
    /**
     * One step.
     *
     * @param name 0 for a leave, else which of the user's names
     * @param tells 0 for none, 1 for what is held of the user, 2 for all
     */
    record Step(int user, int name, int tells) {}

    private static final RoomId TEA = new RoomId("tea");

    @Property
    void whoKnowsWhomTheOthersWereToldOfAndHearsTheRestKnowsWhoIsThere(@ForAll("programs") List<Step> program) {
        KnownMembers known = new KnownMembers();
        HeldNotices held = new HeldNotices();
        Map<UserId, User> told = new LinkedHashMap<>();
        for (Step step : program) {
            UserId id = new UserId("user" + step.user);
            held.add(
                    step.name == 0
                            ? known.left(User.of(id.value(), "gone"))
                            : known.joined(User.of(id.value(), "name" + step.name)));
            assertThat(held.toldOf(known.all())).containsExactlyInAnyOrderElementsOf(told.values());
            List<Notice> now = step.tells == 2 ? held.takeAll(TEA) : List.of();
            Notice one = step.tells == 1 ? held.take(TEA, id) : null;
            (one == null ? now : List.of(one)).forEach(notice -> hear(notice, told));
            if (step.tells == 2) {
                assertThat(told.values()).containsExactlyInAnyOrderElementsOf(known.all());
            }
        }
        held.takeAll(TEA).forEach(notice -> hear(notice, told));
        assertThat(told.values()).containsExactlyInAnyOrderElementsOf(known.all());
    }

    private static void hear(Notice notice, Map<UserId, User> told) {
        UserId id = notice.user().id();
        User before = notice.joined() ? told.put(id, notice.user()) : told.remove(id);
        assertThat(notice.isNewName()).isEqualTo(notice.joined() && before != null);
        assertThat(before).as("nobody hears what is known").isNotEqualTo(notice.joined() ? notice.user() : null);
    }

    @Provide
    Arbitrary<List<Step>> programs() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 2))
                .as(Step::new)
                .list()
                .ofMaxSize(40);
    }
}
