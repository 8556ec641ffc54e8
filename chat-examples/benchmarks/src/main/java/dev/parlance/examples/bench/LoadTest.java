package dev.parlance.examples.bench;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: puts a load on a chat server, says in one line of JSON what came of it, and ends. */
@Command(
        name = "load-test",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        description =
                "Puts clients into the rooms of a chat server, publishes stamped messages and counts every delivery.",
        footer = {
            "",
            "Prints one line of JSON. Exit status: 1 if the load cannot be applied,",
            "2 if an option is wrong, 3 if --strict found a flaw."
        })
public final class LoadTest implements Callable<Integer> {
    private static final int FLAWED = 3;

    @Mixin
    private LoadOptions options = new LoadOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private LoadTest() {}

    /**
     * Runs one load.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new LoadTest())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, args) -> {
                    wrong.getCommandLine().getErr().println("load-test: " + wrong.getMessage() + " (see --help)");
                    return wrong.getCommandLine().getCommandSpec().exitCodeOnInvalidInput();
                })
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    if (e instanceof LoadException) {
                        command.getErr().println("load-test: " + e.getMessage());
                        return command.getCommandSpec().exitCodeOnExecutionException();
                    }
                    throw e;
                });
    }

    @Override
    public Integer call() {
        String faults = options.faults();
        if (!faults.isEmpty()) {
            throw new ParameterException(spec.commandLine(), faults);
        }
        PrintWriter out = spec.commandLine().getOut();
        LoadResult result = new LoadRun(options, spec.commandLine().getErr()).run();
        out.println(result.json());
        out.flush();
        return options.strict && !result.isFlawless() ? FLAWED : 0;
    }
}
