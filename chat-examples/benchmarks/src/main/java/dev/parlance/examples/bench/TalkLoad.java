package dev.parlance.examples.bench;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line: has people react, mark, follow and ask for their rooms, and says in lines of JSON what it cost. */
@Command(
        name = "talk-load",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Counts what a conversation costs a chat server beside its messages.",
        footer = {"", "Prints lines of JSON. Exit status: 1 if the server refuses something, 2 if an option is wrong."})
public final class TalkLoad implements Callable<Integer> {
    @Option(
            names = "--port",
            paramLabel = "<port>",
            description = "Default 5004. Twice: a second node, to which who follows connects.")
    private List<Integer> ports = List.of(5004);

    @Option(
            names = "--pid",
            paramLabel = "<pid>",
            description = "A process of the server, for processor time. Repeatable.")
    private List<Long> pids = List.of();

    @Option(
            names = "--people",
            paramLabel = "<n>",
            description = "Of the crowd, and of those who follow. Default 1000.")
    private int people = 1_000;

    @Option(names = "--rounds", paramLabel = "<n>", description = "Of the crowd; the first warms up. Default 3.")
    private int rounds = 3;

    @Option(names = "--rooms", paramLabel = "<n>", description = "That one user follows. Default 601.")
    private int rooms = 601;

    @Option(
            names = "--duration",
            paramLabel = "<seconds>",
            converter = LoadOptions.Seconds.class,
            description = "In which 100 messages ring the bells. Default 5.")
    private Duration duration = Duration.ofSeconds(5);

    @Option(
            names = "--settle",
            paramLabel = "<seconds>",
            converter = LoadOptions.Seconds.class,
            description = "How long nothing must be heard until what was done is over. Default 1.5.")
    private Duration settle = Duration.ofMillis(1_500);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private TalkLoad() {}

    /**
     * Runs one load.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new TalkLoad()).setExecutionExceptionHandler((e, command, parsed) -> {
            if (e instanceof LoadException) {
                command.getErr().println("talk-load: " + e.getMessage());
                return command.getCommandSpec().exitCodeOnExecutionException();
            }
            throw e;
        });
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Servers servers = new Servers("127.0.0.1", ports, false);
        try (TalkRun run = new TalkRun(servers, ports.size(), new Processes(pids), settle, line -> {
            out.println(line);
            out.flush();
        })) {
            run.rooms(rooms);
            run.crowd(people, rounds);
            run.bells(people, 100, duration);
        }
        return 0;
    }
}
