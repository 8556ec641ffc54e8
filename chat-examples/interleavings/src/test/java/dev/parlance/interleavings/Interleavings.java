package dev.parlance.interleavings;

import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/**
 * Tries the {@code @Operation}s of a class in scenarios of several threads, each in many of the orders in which a scheduler may let the threads read and write,
 * and has the class look at the end ({@code @Validate}). What goes wrong is told with the shortest scenario and the order that lead to it; the same is tried in
 * every run. Memory is taken to be consistent: a missing {@code volatile} is found only where it lets a thread read at another time, too.
 */
public final class Interleavings {
    private static final int THREADS = 2;
    private static final int OPERATIONS = 2;

    /** Of the JDK: that these do in one step what they do is not to be tried again. */
    private static final String[] AS_THEY_SAY = {
        "java.util.concurrent.ConcurrentLinkedQueue", "java.util.concurrent.ConcurrentHashMap$KeySetView"
    };

    private Interleavings() {}

    /** With two threads. */
    public static void check(Class<?> operations) {
        check(operations, THREADS, OPERATIONS);
    }

    /**
     * With more or fewer threads.
     *
     * @param each how many operations each of them does
     */
    public static void check(Class<?> operations, int threads, int each) {
        new ModelCheckingOptions()
                .iterations(Integer.getInteger("interleavings.scenarios"))
                .invocationsPerIteration(Integer.getInteger("interleavings.schedules"))
                .threads(threads)
                .actorsPerThread(each)
                .actorsBefore(0)
                .actorsAfter(0)
                .addGuarantee(ManagedStrategyGuaranteeKt.forClasses(AS_THEY_SAY)
                        .allMethods()
                        .treatAsAtomic())
                .check(operations);
    }
}
