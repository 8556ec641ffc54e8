package dev.parlance.tck.harness;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where threads stand when something has not come in time: without it such a failure, which may not come again for days, says nothing of why. */
final class Standing {
    private static final int FRAMES = 12;
    private static final int THREADS = 40;

    private Standing() {}

    /** All threads but this one that are in code of the library or of its user, the innermost calls of each; those that only wait for work are left out. */
    static String still() {
        Thread asking = Thread.currentThread();
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(each -> each.getKey() != asking)
                .filter(each -> Stream.of(each.getValue()).anyMatch(Standing::isOurs))
                .limit(THREADS)
                .map(Standing::line)
                .collect(Collectors.joining("\n  ", "; meanwhile\n  ", ""));
    }

    private static boolean isOurs(StackTraceElement frame) {
        String of = frame.getClassName();
        return !of.startsWith("java.")
                && !of.startsWith("jdk.")
                && !of.startsWith("sun.")
                && !of.startsWith("org.junit.");
    }

    private static String line(Map.Entry<Thread, StackTraceElement[]> each) {
        return each.getKey().getName() + " " + each.getKey().getState() + ": "
                + Stream.of(each.getValue())
                        .limit(FRAMES)
                        .map(frame -> frame.getClassName().replaceFirst(".*\\.", "") + "." + frame.getMethodName() + ":"
                                + frame.getLineNumber())
                        .collect(Collectors.joining(" < "));
    }
}
