package dev.parlance.examples.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs each benchmark once, to see that it does; its figure means nothing. */
class BenchmarksTest {
    @BeforeAll
    static void doNotWaitForOthers() {
        System.setProperty("jmh.ignoreLock", "true");
    }

    @Test
    void eachBenchmarkRuns() throws Exception {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .mode(Mode.SingleShotTime)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .forks(0)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        assertThat(results)
                .extracting(result -> result.getParams().getBenchmark().replaceFirst(".*\\.(.*\\..*)", "$1"))
                .containsExactlyInAnyOrder(
                        "CodecBenchmark.decodeSend",
                        "CodecBenchmark.encodeMessage",
                        "FanOutBenchmark.saidToTen",
                        "FanOutBenchmark.toTen",
                        "FanOutBenchmark.toThousand",
                        "LogBenchmark.historyPage",
                        "LogBenchmark.publish",
                        "LogBenchmark.resume");
    }
}
