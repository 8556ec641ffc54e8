package dev.parlance.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever goes in and is written, polled and shed: an outbox holds what a plain list of frames would. */
class OutboxModelTest {
    private static final int MAX = 12;

    enum Kind {
        ADD,
        /** What a connection could take a part of only. */
        ADD_REST,
        WRITE,
        POLL,
        ASK
    }

    record Step(Kind kind, FramePriority priority, int size) {}

    @Property
    void itHoldsWhatAListWould(@ForAll("programs") List<Step> program) {
        Run run = new Run();
        program.forEach(run::take);
        run.write(MAX);
        assertThat(run.outbox.takeCaughtUp()).isEqualTo(run.shed);
    }

    @Provide
    Arbitrary<List<Step>> programs() {
        return Combinators.combine(
                        Arbitraries.frequencyOf(
                                Tuple.of(4, Arbitraries.just(Kind.ADD)), Tuple.of(2, Arbitraries.of(Kind.class))),
                        Arbitraries.of(FramePriority.class),
                        Arbitraries.integers().between(1, 7))
                .as(Step::new)
                .list()
                .ofMaxSize(26);
    }

    /** An outbox, and the list: of each frame what is not sent. */
    private static final class Run {
        private final Outbox outbox = new Outbox(MAX);
        private final List<Waiting> list = new ArrayList<>();
        private boolean shed;
        private char next = 'a';

        private record Waiting(String rest, EncodedFrame frame) {
            boolean isBegun() {
                return rest.length() < frame.size();
            }

            boolean mayGoFor(FramePriority other) {
                return !isBegun()
                        && frame.priority() != FramePriority.ESSENTIAL
                        && ranks(frame.priority()) <= ranks(other);
            }

            /** What is shed first ranks lowest. */
            static int ranks(FramePriority priority) {
                return switch (priority) {
                    case TYPING -> 1;
                    case PRESENCE -> 2;
                    case ESSENTIAL -> 3;
                };
            }
        }

        void take(Step step) {
            switch (step.kind) {
                case ADD -> add(step, 0);
                case ADD_REST -> add(step, list.isEmpty() ? step.size / 2 : 0);
                case WRITE -> write(step.size);
                case POLL -> assertThat(outbox.poll()).isSameAs(list.isEmpty() ? null : list.remove(0).frame);
                case ASK -> {
                    boolean due = shed && list.isEmpty();
                    assertThat(outbox.takeCaughtUp()).isEqualTo(due);
                    shed &= !due;
                }
            }
            assertThat(seen(MAX + 1)).isEqualTo(held());
            assertThat(outbox.bytes()).isEqualTo(held().length()).isLessThanOrEqualTo(MAX);
            assertThat(outbox.isEmpty()).isEqualTo(list.isEmpty());
        }

        private void add(Step step, int sent) {
            String text = String.valueOf(next++).repeat(step.size);
            EncodedFrame frame = new EncodedFrame(text.getBytes(StandardCharsets.US_ASCII), 0, step.priority);
            for (FramePriority each : List.of(FramePriority.TYPING, FramePriority.PRESENCE)) {
                List<Waiting> those = list.stream()
                        .filter(it -> it.frame.priority() == each && it.mayGoFor(step.priority))
                        .toList();
                for (Waiting oldest : those) {
                    if (held().length() + step.size - sent > MAX) {
                        list.remove(oldest);
                        shed = true;
                    }
                }
            }
            boolean fits = held().length() + step.size - sent <= MAX;
            boolean slow = !fits && step.priority == FramePriority.ESSENTIAL;
            assertThat(outbox.add(frame, sent)).isEqualTo(!slow);
            if (fits) {
                list.add(new Waiting(text.substring(sent), frame));
            } else if (!slow) {
                shed = true;
            }
        }

        /** As much as a socket takes. */
        private void write(int most) {
            int count = Math.min(most, held().length());
            assertThat(seen(most)).isEqualTo(held().substring(0, count));
            outbox.advance(count);
            for (int left = count; left > 0; ) {
                Waiting head = list.remove(0);
                if (left < head.rest.length()) {
                    list.add(0, new Waiting(head.rest.substring(left), head.frame));
                }
                left -= head.rest.length();
            }
        }

        private String held() {
            StringBuilder all = new StringBuilder();
            list.forEach(each -> all.append(each.rest));
            return all.toString();
        }

        private String seen(int most) {
            ByteBuffer target = ByteBuffer.allocate(most);
            outbox.peek(target);
            return new String(target.array(), 0, target.position(), StandardCharsets.US_ASCII);
        }
    }
}
