package dev.parlance.examples.bench.attack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A JVM beside this one, which hears lines and says lines; it ends with this one at the latest. */
final class OwnJvm implements AutoCloseable {
    private static final int LAST_WORDS = 20;
    private static final Duration A_MOMENT = Duration.ofMillis(200);
    private static final Duration END = Duration.ofSeconds(10);

    private final String name;
    private final Process process;
    private final Thread killer;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>(10_000);
    private final Deque<String> lastWords = new ArrayDeque<>();

    private OwnJvm(String name, Process process) {
        this.name = name;
        this.process = process;
        this.killer = new Thread(process::destroyForcibly, "end-of-" + name);
        Runtime.getRuntime().addShutdownHook(killer);
        Thread reader = new Thread(this::read, "words-of-" + name);
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts {@code java} with these arguments and no environment but this. */
    static OwnJvm start(String name, Map<String, String> environment, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(program("java")));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return new OwnJvm(name, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a class of this program, which compiles little: it plays another machine, and is not to use up what this one has for its server. */
    static OwnJvm start(Class<?> main, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of(
                "-Xmx512m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), main.getName()));
        all.addAll(arguments);
        return start(main.getSimpleName(), Map.of(), all);
    }

    /** A program of the JDK that this one runs on. */
    static String program(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    long id() {
        return process.pid();
    }

    /** User and system time since it started, in seconds. */
    double cpuSeconds() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void say(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new AttackException(name + " hears nothing any more, " + lastWords(), e);
        }
    }

    /** The next line that begins with {@code beginning}; what comes before it is passed over. */
    String await(String beginning, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            String line = next();
            if (line != null && line.contains(beginning)) {
                return line.substring(line.indexOf(beginning));
            }
            if (line == null && !process.isAlive() && lines.isEmpty()) {
                throw new AttackException(name + " has ended: " + lastWords());
            }
        }
        throw new AttackException(name + " did not say \"" + beginning + "\" within " + patience + ": " + lastWords());
    }

    private @Nullable String next() {
        try {
            return lines.poll(A_MOMENT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AttackException("interrupted while " + name + " runs", e);
        }
    }

    private void read() {
        try (BufferedReader words = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = words.readLine(); line != null; line = words.readLine()) {
                synchronized (lastWords) {
                    lastWords.add(line);
                    if (lastWords.size() > LAST_WORDS) {
                        lastWords.remove();
                    }
                }
                if (!lines.offer(line)) {
                    lines.clear(); // nobody waits for one of them
                }
            }
        } catch (IOException e) {
            // it has ended
        }
    }

    String lastWords() {
        synchronized (lastWords) {
            return String.join(" | ", lastWords);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
            Runtime.getRuntime().removeShutdownHook(killer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            process.destroyForcibly(); // this JVM ends
        }
    }
}
