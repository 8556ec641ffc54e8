package dev.parlance.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlance.broker.ReadMarks.KeptMark;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Position;
import dev.parlance.model.ReadMark;
import dev.parlance.model.RoomHead;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.watch.MarkRules.Present;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A room in which messages are posted, changed and deleted, and whose log is lost now and then; a user who reads on devices that know the newest mark or an old one. */
class MarkRulesTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final UserId ADA = new UserId("ada");
    private static final OptionalLong UNNAMED = OptionalLong.empty();

    enum What {
        POST,
        CHANGE,
        DELETE,
        LOSE,
        READ,
        UNREAD,
        SAY
    }

    /**
     * One step.
     *
     * @param where which of the offsets that there are
     * @param behind how many states of the mark the device is behind; -1 if it names none
     */
    record Step(What what, int where, int behind) {}

    /** The room and the mark as a plain program has them. */
    private static final class Run {
        private int epoch = 1;
        /** Of each event its post, or 0 for a change. */
        private final List<Integer> log = new ArrayList<>();

        private final List<Integer> deleted = new ArrayList<>();
        private @Nullable ReadMark mark;

        Position at(long offset) {
            return new Position("e" + epoch, offset);
        }

        long posts(long upTo) {
            return log.subList(0, (int) upTo).stream().filter(post -> post > 0).count();
        }

        long unread(long behind) {
            return log.stream()
                    .filter(post -> post > behind && !deleted.contains(post))
                    .count();
        }

        RoomHead head(Position since) {
            boolean known = since.epoch().equals("e" + epoch) && since.offset() <= log.size();
            long offset = known ? since.offset() : 0;
            return RoomHead.builder(TEA, at(log.size()))
                    .posts(posts(log.size()), deleted.size())
                    .since(new RoomHead.Since(
                            known,
                            posts(offset),
                            deleted.stream().filter(post -> post > offset).count(),
                            0))
                    .build();
        }

        Present present() {
            return new Present(mark, mark != null && !mark.position().epoch().equals("e" + epoch));
        }

        OptionalLong version(Step step) {
            return step.behind < 0
                    ? UNNAMED
                    : OptionalLong.of(Math.max(0, (mark == null ? 0 : mark.version()) - step.behind));
        }

        /** As a store does. */
        void keep(Optional<ReadMark> next) {
            next.ifPresent(each -> {
                assertThat(each.version()).isEqualTo(mark == null ? 0 : mark.version());
                mark = each.toBuilder().version(each.version() + 1).build();
            });
        }

        void happen(Step step) {
            int offset = log.isEmpty() ? 0 : step.where % (log.size() + 1);
            switch (step.what) {
                case POST -> log.add(log.size() + 1);
                case CHANGE -> log.add(0);
                case DELETE -> {
                    if (offset > 0 && log.get(offset - 1) > 0 && !deleted.contains(offset)) {
                        deleted.add(offset);
                        log.add(0);
                    }
                }
                case LOSE -> {
                    epoch++;
                    log.clear();
                    deleted.clear();
                }
                case READ -> read(step, at(offset));
                case UNREAD -> unread(step, at(offset));
                case SAY -> {
                    log.add(log.size() + 1);
                    boolean follows = mark != null;
                    keep(MarkRules.said(mark, at(log.size()), posts(log.size())));
                    assertThat(mark != null)
                            .as("who says something does not follow by that")
                            .isEqualTo(follows);
                    assertThat(mark == null || mark.position().equals(at(log.size())))
                            .isTrue();
                }
            }
        }

        private void read(Step step, Position wanted) {
            ReadMark before = mark;
            boolean lost = present().isLost();
            OptionalLong version = version(step);
            keep(MarkRules.read(ADA, present(), wanted, version, head(wanted)));
            assertThat(mark).isNotNull();
            if (before == null || lost) {
                return;
            }
            boolean stale = version.isPresent() && version.getAsLong() < before.version();
            if (before.markedUnread() && stale) {
                assertThat(mark).as("a stale device undoes no word").isEqualTo(before);
            } else {
                assertThat(mark.position().offset())
                        .as("forward only")
                        .isEqualTo(Math.max(before.position().offset(), wanted.offset()));
            }
        }

        private void unread(Step step, Position wanted) {
            ReadMark before = mark;
            boolean lost = present().isLost();
            OptionalLong version = version(step);
            if (version.isPresent() && version.getAsLong() != (before == null ? 0 : before.version())) {
                assertThatThrownBy(() -> MarkRules.unread(ADA, present(), wanted, version, head(wanted)))
                        .isInstanceOfSatisfying(
                                ChatException.class,
                                refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.EDIT_CONFLICT));
                return;
            }
            keep(MarkRules.unread(ADA, present(), wanted, version, head(wanted)));
            if (before != null && !lost) {
                assertThat(mark.position().offset())
                        .as("back only")
                        .isEqualTo(Math.min(before.position().offset(), wanted.offset()));
                assertThat(mark.markedUnread()
                                || wanted.offset() > before.position().offset())
                        .isTrue();
            }
        }
    }

    @Property
    void theCountIsThatOfThePostsBehindTheMarkThatWereNotDeleted(@ForAll("programs") List<Step> program) {
        Run run = new Run();
        for (Step step : program) {
            run.happen(step);
            ReadMark mark = run.mark;
            if (mark != null) {
                boolean lost = run.present().isLost();
                long from = lost ? 0 : mark.position().offset();
                assertThat(MarkRules.count(new KeptMark(mark, 0), run.head(mark.position()))
                                .unread())
                        .isEqualTo(run.unread(from));
            }
        }
    }

    @Provide
    Arbitrary<List<Step>> programs() {
        return Combinators.combine(
                        Arbitraries.of(What.class),
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.integers().between(-1, 2))
                .as(Step::new)
                .list()
                .ofMaxSize(40);
    }

    private static ReadMark mark(String epoch, long offset) {
        return ReadMark.builder(ADA, TEA, new Position(epoch, offset))
                .number(offset)
                .version(3)
                .build();
    }

    private static RoomHead head(String epoch, long posts, RoomHead.Since since) {
        return RoomHead.builder(TEA, new Position(epoch, posts))
                .posts(posts, 0)
                .since(since)
                .build();
    }

    @Test
    void aPlaceOfALostLogSaysNothing() {
        RoomHead head = head("e2", 5, new RoomHead.Since(false, 0, 0, 0));
        Present present = new Present(mark("e1", 3), true);
        assertThat(MarkRules.read(ADA, present, new Position("e1", 4), UNNAMED, head))
                .isEmpty();
        assertThat(MarkRules.unread(ADA, present, new Position("e1", 2), UNNAMED, head))
                .isEmpty();
    }

    @Test
    void aMarkOfALostLogIsOneBeforeAllAndItsMentionsAreGone() {
        var count = MarkRules.count(new KeptMark(mark("e1", 3), 7), head("e2", 5, new RoomHead.Since(false, 0, 1, 2)));
        assertThat(count.unread()).isEqualTo(4);
        assertThat(count.mentions()).isEqualTo(2);
        assertThat(count.mark().position()).isEqualTo(new Position("e2", 0));
        assertThat(count.mark().version()).isEqualTo(3);
    }

    @Test
    void aMarkOfALogThatWasCarriedOverGoesOn() {
        RoomHead head = head("e2", 9, new RoomHead.Since(true, 5, 0, 0));
        Present present = new Present(mark("e1", 3), false);
        assertThat(MarkRules.read(ADA, present, new Position("e2", 5), UNNAMED, head)
                        .orElseThrow()
                        .number())
                .isEqualTo(5);
        assertThat(MarkRules.read(ADA, present, new Position("e2", 2), UNNAMED, head))
                .isEmpty();
    }

    @Test
    void mentionsOfTheRoomAndOnesOwnAreCountedTogether() {
        var count = MarkRules.count(new KeptMark(mark("e1", 3), 2), head("e1", 5, new RoomHead.Since(true, 3, 0, 1)));
        assertThat(count.mentions()).isEqualTo(3);
        assertThat(count.unread()).isEqualTo(2);
    }
}
