package dev.parlance.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A process of the test's own, which ends with the test, and can be stopped and killed as only a process can. */
public final class OwnProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;

    private OwnProcess(Process process) {
        this.process = process;
    }

    public static OwnProcess start(ProcessBuilder program) {
        try {
            return new OwnProcess(program.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it says and hears. */
    Process streams() {
        return process;
    }

    public long id() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Asks it to end, as an operating system does: SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** As {@code kill -9}. */
    public void kill() {
        process.destroyForcibly();
        exitStatus();
    }

    /** Has it stand still, as a machine that swaps or a debugger would. */
    public void stop() {
        signal("-STOP");
    }

    public void goOn() {
        signal("-CONT");
    }

    /** Waits until it has ended. */
    public int exitStatus() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("it goes on: " + process.info().commandLine());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }

    private void signal(String name) {
        try (OwnProcess kill = start(new ProcessBuilder("kill", name, "" + process.pid()))) {
            assertThat(kill.exitStatus()).isZero();
        }
    }
}
