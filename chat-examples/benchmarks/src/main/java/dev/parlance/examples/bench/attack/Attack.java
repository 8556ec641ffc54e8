package dev.parlance.examples.bench.attack;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a stranger does to a server. The same is done to the sink, so nothing of it waits for an answer. */
interface Attack {
    String name();

    /** What it does, in one sentence. */
    String sentence();

    /** How long it takes unless it is said. */
    default Duration length() {
        return Duration.ofSeconds(10);
    }

    default List<String> jvmOptions() {
        return List.of("-Xmx512m");
    }

    default List<String> serverOptions() {
        return List.of();
    }

    /** How much more live heap the server may have afterwards, in megabytes: what it has been told to keep. */
    default int keeps() {
        return 8;
    }

    /** What has to be there before: histories, bystanders. Those are honest. */
    default void prepare(Scene scene) {}

    /** The room whose history those read who come before the attack; null if they only log in. */
    default @Nullable String readBefore() {
        return null;
    }

    /** Begins the attack; it goes on by what it has the target's loop do, and ends with it. */
    void begin(Target target);
}
