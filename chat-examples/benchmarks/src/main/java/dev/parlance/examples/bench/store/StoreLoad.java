package dev.parlance.examples.bench.store;

import dev.parlance.redis.RedisBroker;
import dev.parlance.redis.RedisConfig;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import redis.clients.jedis.RedisClient;

/** The command line: has one node store messages in a Redis as fast as it takes them, and says in one line of JSON a round what came of it. */
@Command(
        name = "store-load",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Stores messages of one node in a Redis, and counts what they cost the node and Redis.")
public final class StoreLoad implements Callable<Integer> {
    @Option(names = "--redis", required = true, paramLabel = "<url>", description = "The Redis, one to spare.")
    String url = "";

    @Option(names = "--messages", paramLabel = "<number>", description = "In each round. Default 200000.")
    int messages = 200_000;

    @Option(names = "--rounds", paramLabel = "<number>", description = "The first warms up. Default 4.")
    int rounds = 4;

    @Option(names = "--rooms", paramLabel = "<number>", description = "Take turns. Default 100.")
    int rooms = 100;

    @Option(names = "--pending", paramLabel = "<number>", description = "Under way at once. Default 4000.")
    int pending = 4_000;

    @Option(names = "--ids", description = "Give each message a client message id.")
    boolean ids;

    @Option(names = "--listen", description = "Have the node hear all of it.")
    boolean listen;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private StoreLoad() {}

    /**
     * Runs one load.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new StoreLoad());
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (RedisClient redis = RedisClient.create(url);
                StoreRounds load = new StoreRounds(this, RedisBroker.of(RedisConfig.of(url)), new RedisCpu(redis))) {
            for (int i = 0; i < rounds; i++) {
                out.println(load.run());
                out.flush();
            }
            return 0;
        }
    }
}
