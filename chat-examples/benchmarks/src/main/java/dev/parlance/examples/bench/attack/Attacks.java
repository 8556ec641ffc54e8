package dev.parlance.examples.bench.attack;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: attacks servers that it starts, one after the other, while honest people talk over them, and says whether they noticed. */
@Command(
        name = "attacks",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        description =
                "Attacks a server that it starts, while an honest pair talks over it, and tells what the pair notices of it.",
        footer = {
            "",
            "An attack holds if the pair's p99 is at most twice, or 20 ms above, what it is while the same is done",
            "to a process that only reads; if nobody but the attacker is refused anything; and if the server's",
            "memory and descriptors are back within 10 s. Exit status: 1 if it cannot be tried, 2 if an option is",
            "wrong, 3 if an attack does not hold."
        })
public final class Attacks implements Callable<Integer> {
    private static final int FAILS = 3;

    @Option(
            names = "--server-jar",
            required = true,
            paramLabel = "<file>",
            description = "The standalone server to attack, chat-server.jar.")
    Path jar = Path.of("chat-server.jar");

    @Option(names = "--tls", description = "Everybody speaks TLS, with a certificate made for it.")
    boolean tls;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "<name>",
            description = "These attacks, with commas or repeated. Default: all, see --list.")
    List<String> only = List.of();

    @Option(names = "--list", description = "Say what each attack does, and end.", help = true)
    boolean list;

    @Option(
            names = "--seconds",
            paramLabel = "<number>",
            description = "How long a phase takes. Default: what the attack needs, 10 or 60.")
    @Nullable
    Double seconds;

    @Option(names = "--rounds", paramLabel = "<number>", description = "Each on a new server. Default 1.")
    int rounds = 1;

    @Option(
            names = "--scale",
            paramLabel = "<factor>",
            description = "Of the number of connections, bystanders and messages. Default 1.")
    double scale = 1;

    @Option(names = "--json", description = "Print a line of JSON for each attack, instead of the table.")
    boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Attacks() {}

    /**
     * Tries the attacks.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** {@return the command line, for a page that shows its options} */
    public static CommandLine commandLine() {
        return new CommandLine(new Attacks()).setExecutionExceptionHandler((e, command, parsed) -> {
            if (e instanceof AttackException) {
                command.getErr().println("attacks: " + e.getMessage());
                return command.getCommandSpec().exitCodeOnExecutionException();
            }
            throw e;
        });
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            AllAttacks.ALL.forEach(attack -> out.printf("%-18s %s%n", attack.name(), attack.sentence()));
            out.flush();
            return 0;
        }
        List<Attack> chosen = chosen();
        Path directory = directory();
        Path certificate = tls ? Certificate.make(directory) : null;
        boolean holds = true;
        try (Attackers attackers = new Attackers(certificate, scale)) {
            if (!json) {
                out.println(AttackResult.heading());
            }
            for (Attack attack : chosen) {
                AttackResult result = tried(attack, attackers, certificate);
                out.println(json ? result.json() : result.row());
                out.flush();
                holds &= result.holds();
            }
        } finally {
            delete(directory, certificate);
        }
        return holds ? 0 : FAILS;
    }

    private AttackResult tried(Attack attack, Attackers attackers, @Nullable Path certificate) {
        Duration length = seconds == null ? attack.length() : Duration.ofMillis((long) (seconds * 1000));
        List<RoundFigures> figures = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            figures.add(new AttackRound(attack, attackers, length).run(jar, certificate));
        }
        return AttackResult.of(attack.name(), tls, figures);
    }

    private List<Attack> chosen() {
        if (!Files.isRegularFile(jar)) {
            throw new ParameterException(spec.commandLine(), "there is no " + jar);
        }
        if (rounds < 1 || scale <= 0 || scale > 10 || (seconds != null && !(seconds > 0 && seconds <= 3_600))) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--rounds must be 1 or more, --scale above 0 and at most 10, --seconds above 0 and at most 3600");
        }
        try {
            return only.isEmpty()
                    ? AllAttacks.ALL
                    : only.stream().map(AllAttacks::named).toList();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("attacks");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory, @Nullable Path certificate) {
        try {
            if (certificate != null) {
                Files.deleteIfExists(certificate);
            }
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
