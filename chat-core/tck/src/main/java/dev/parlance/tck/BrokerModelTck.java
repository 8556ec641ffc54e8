package dev.parlance.tck;

import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.model.ModelProgram;
import dev.parlance.tck.model.ModelRun;
import dev.parlance.tck.model.ModelShrinker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random programs (publishes, repeats, conflicts, edits, deletions, reactions and their tellings, marks, readers, clients that drop and resume, listeners and members that come and go, records of rooms and whom they name, nodes that start, stop and
 * die, time that passes) on one to three nodes, compared step by step with a plain model of the contract. A program that fails is shrunk to
 * the least one that still does, and printed with its seed.
 *
 * <p>The seeds are the same in every run. The system property {@code dev.parlance.tck.seed} sets the first of them, {@code
 * dev.parlance.tck.sequences} how many programs are played.
 */
public abstract class BrokerModelTck {
    private static final int TRIES_TO_SHRINK = 5_000;
    private static final int TRIES_TO_REPEAT = 20;

    /** Made by the implementor's class. */
    protected BrokerModelTck() {}

    /**
     * Opens the store for one program.
     *
     * @return the store, closed at the end of the program
     */
    protected abstract BrokerStore openStore();

    /**
     * How many programs to play, unless the system property says otherwise.
     *
     * @return 200 unless overridden
     */
    protected int sequences() {
        return 200;
    }

    /**
     * How long a program waits for what must be heard. A failing program is played hundreds of times, so shorter than usual.
     *
     * @return 2 seconds unless overridden
     */
    protected Duration patience() {
        return Duration.ofSeconds(2);
    }

    @Test
    void required_model_randomProgramsDoWhatTheContractSays() {
        long first = Long.getLong("dev.parlance.tck.seed", 1);
        int count = Integer.getInteger("dev.parlance.tck.sequences", sequences());
        for (long seed = first; seed < first + count; seed++) {
            ModelProgram program = ModelProgram.random(seed, hasManualTime());
            List<String> history = new ArrayList<>();
            Throwable failure = play(program, history);
            if (failure != null) {
                throw report(seed, program, failure, history);
            }
        }
    }

    private AssertionError report(long seed, ModelProgram program, Throwable first, List<String> history) {
        ModelProgram least = ModelShrinker.shrink(program, this::fails, TRIES_TO_SHRINK);
        for (int i = 0; i < TRIES_TO_REPEAT; i++) {
            List<String> transcript = new ArrayList<>();
            Throwable failure = play(least, transcript);
            if (failure != null) {
                return new AssertionError(
                        """
                        A program does not do what the contract says. Again: -Ddev.parlance.tck.seed=%d -Ddev.parlance.tck.sequences=1
                        The least such program, of %d node(s), whose last step should have done otherwise:
                          %s
                        %s""".formatted(seed, least.nodes(), String.join("\n  ", transcript), failure), failure);
            }
        }
        return new AssertionError(
                """
                A program did not do what the contract says, and did when it was played again, %d times: what goes wrong depends on \
                more than the program, such as time or other threads. Again: -Ddev.parlance.tck.seed=%d -Ddev.parlance.tck.sequences=1
                The first time it was, on %d node(s), with the last step that which failed:
                  %s
                %s""".formatted(TRIES_TO_REPEAT, seed, program.nodes(), String.join("\n  ", history), first), first);
    }

    private boolean fails(ModelProgram program) {
        return play(program, new ArrayList<>()) != null;
    }

    private @Nullable Throwable play(ModelProgram program, List<String> transcript) {
        try (BrokerCluster cluster = new BrokerCluster(openStore(), patience())) {
            new ModelRun(cluster, transcript).play(program);
            return null;
        } catch (RuntimeException | AssertionError e) {
            return e;
        }
    }

    private boolean hasManualTime() {
        try (BrokerStore store = openStore()) {
            return store.hasManualTime();
        }
    }
}
