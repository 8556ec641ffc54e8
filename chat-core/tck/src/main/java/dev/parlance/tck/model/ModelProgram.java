package dev.parlance.tck.model;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A random program for a cluster.
 *
 * @param nodes how many nodes there are
 * @param steps what they do, one after the other
 */
public record ModelProgram(int nodes, List<ModelStep> steps) {
    private static final int LONGEST = 60;

    public ModelProgram {
        steps = List.copyOf(steps);
    }

    public static ModelProgram random(long seed, boolean time) {
        SplittableRandom random = new SplittableRandom(seed);
        int nodes = random.nextInt(1, 4);
        int length = random.nextInt(5, LONGEST);
        return new ModelProgram(
                nodes,
                Stream.generate(() -> ModelStep.random(random, time))
                        .limit(length)
                        .toList());
    }
}
