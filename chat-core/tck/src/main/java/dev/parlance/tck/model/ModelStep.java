package dev.parlance.tck.model;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One step of a random program. Its numbers mean something only where it is executed, modulo what there is: so every part of a program is
 * a program, and a smaller number is a simpler step.
 *
 * @param verb what to do
 * @param node which node does it
 * @param room where
 * @param first the verb's first choice
 * @param second the verb's second choice
 */
record ModelStep(Verb verb, int node, int room, int first, int second) {
    /** What can be done, with how often it is chosen. */
    enum Verb {
        PUBLISH(10),
        CHANGE(6),
        RESUME(6),
        HISTORY(5),
        MESSAGE(2),
        SUBSCRIBE(3),
        UNSUBSCRIBE(1),
        ENTER(4),
        LEAVE(3),
        MEMBERS(2),
        REACT(6),
        TELL(3),
        HEAD(2),
        COME(3),
        MARK(4),
        UNFOLLOW(1),
        MARKS(2),
        PUT(1),
        GET(1),
        TAKE(1),
        CREATE(2),
        UPDATE(3),
        DELETE(1),
        ENROL(4),
        EXPEL(3),
        RECORD(2),
        ROSTER(2),
        START(2),
        STOP(1),
        KILL(1),
        ADVANCE(3);

        private final int weight;

        Verb(int weight) {
            this.weight = weight;
        }

        /** Whether it can be done only if time passes at once. */
        boolean needsTime() {
            return this == KILL || this == ADVANCE;
        }
    }

    private static final List<Verb> ALL = weighted(true);
    private static final List<Verb> WITHOUT_TIME = weighted(false);

    static ModelStep random(SplittableRandom random, boolean time) {
        List<Verb> verbs = time ? ALL : WITHOUT_TIME;
        return new ModelStep(
                verbs.get(random.nextInt(verbs.size())),
                random.nextInt(3),
                random.nextInt(2),
                random.nextInt(60),
                random.nextInt(60));
    }

    /** The same with one number smaller, the simplest first. */
    Stream<ModelStep> simpler() {
        return Stream.of(
                        smaller(node).mapToObj(n -> new ModelStep(verb, n, room, first, second)),
                        smaller(room).mapToObj(n -> new ModelStep(verb, node, n, first, second)),
                        smaller(first).mapToObj(n -> new ModelStep(verb, node, room, n, second)),
                        smaller(second).mapToObj(n -> new ModelStep(verb, node, room, first, n)))
                .flatMap(each -> each);
    }

    private static IntStream smaller(int number) {
        return IntStream.of(0, 1, number / 2, number - 1).distinct().filter(less -> less >= 0 && less < number);
    }

    private static List<Verb> weighted(boolean time) {
        return Stream.of(Verb.values())
                .filter(verb -> time || !verb.needsTime())
                .flatMap(verb -> Stream.generate(() -> verb).limit(verb.weight))
                .toList();
    }
}
