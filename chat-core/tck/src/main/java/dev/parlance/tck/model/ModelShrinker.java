package dev.parlance.tck.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Makes a failing program as short and as simple as it can be and still fail: delta debugging, then smaller numbers. */
public final class ModelShrinker {
    private final Predicate<ModelProgram> fails;
    private ModelProgram smallest;
    private int triesLeft;

    private ModelShrinker(ModelProgram failing, Predicate<ModelProgram> fails, int tries) {
        this.smallest = failing;
        this.fails = fails;
        this.triesLeft = tries;
    }

    public static ModelProgram shrink(ModelProgram failing, Predicate<ModelProgram> fails, int tries) {
        ModelShrinker shrinker = new ModelShrinker(failing, fails, tries);
        ModelProgram before;
        do {
            before = shrinker.smallest;
            shrinker.removeNodes();
            shrinker.removeSteps();
            shrinker.simplifySteps();
        } while (!shrinker.smallest.equals(before));
        return shrinker.smallest;
    }

    private void removeNodes() {
        boolean fewer;
        do {
            fewer = smallest.nodes() > 1 && stillFails(new ModelProgram(smallest.nodes() - 1, smallest.steps()));
        } while (fewer);
    }

    private void removeSteps() {
        for (int size = smallest.steps().size(); size > 0; size /= 2) {
            for (int from = 0; from < smallest.steps().size(); ) {
                List<ModelStep> rest = new ArrayList<>(smallest.steps());
                rest.subList(from, Math.min(rest.size(), from + size)).clear();
                if (!stillFails(new ModelProgram(smallest.nodes(), rest))) {
                    from += size;
                }
            }
        }
    }

    private void simplifySteps() {
        for (int i = 0; i < smallest.steps().size(); i++) {
            int index = i;
            boolean simpler;
            do {
                simpler = smallest.steps().get(index).simpler().anyMatch(step -> {
                    List<ModelStep> steps = new ArrayList<>(smallest.steps());
                    steps.set(index, step);
                    return stillFails(new ModelProgram(smallest.nodes(), steps));
                });
            } while (simpler);
        }
    }

    private boolean stillFails(ModelProgram candidate) {
        if (triesLeft-- <= 0 || !fails.test(candidate)) {
            return false;
        }
        smallest = candidate;
        return true;
    }
}
