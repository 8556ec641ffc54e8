package dev.parlance.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Processes, as the operating system accounts for them. */
final class Processes {
    private final List<ProcessHandle> processes = new ArrayList<>();

    Processes(List<Long> pids) {
        for (long pid : pids) {
            processes.add(ProcessHandle.of(pid).orElseThrow(() -> new LoadException("there is no process " + pid)));
        }
    }

    /** This process. */
    static Processes own() {
        return new Processes(List.of(ProcessHandle.current().pid()));
    }

    boolean isEmpty() {
        return processes.isEmpty();
    }

    /** User and system time of all of them together, since they started. */
    Duration cpu() {
        return processes.stream()
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** What they hold in memory together, in kilobytes; 0 where there is no /proc. */
    long residentKilobytes() {
        return processes.stream().mapToLong(Processes::resident).sum();
    }

    private static long resident(ProcessHandle process) {
        try (Stream<String> status = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return status.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }
}
