package dev.parlance.examples.server;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** What the environment says where the command line says nothing. A variable that is empty counts as not set. */
final class EnvironmentDefaults implements IDefaultValueProvider {
    private static final Map<String, String> VARIABLES = Map.of(
            "--port", "PORT",
            "--host", "HOST",
            "--history", "HISTORY_LIMIT",
            "--cors-origin", "CORS_ORIGIN",
            "--unlimited", "UNLIMITED",
            "--io-threads", "IO_THREADS");

    private final Map<String, String> environment;

    EnvironmentDefaults(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        String variable = variable(argument);
        String value = variable == null ? null : environment.get(variable);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** Says in one line what is wrong, and where the wrong value came from if nobody typed it. */
    String explain(ParameterException wrong, String[] args) {
        String fault = String.valueOf(wrong.getMessage()).lines().findFirst().orElse("wrong options");
        if (wrong.getArgSpec() instanceof OptionSpec option
                && Arrays.stream(args).noneMatch(arg -> arg.startsWith(option.longestName()))
                && defaultValue(option) != null) {
            return fault + ", as the environment variable " + variable(option) + " says";
        }
        return fault + "; --help lists the options";
    }

    private static @Nullable String variable(@Nullable ArgSpec argument) {
        return argument instanceof OptionSpec option ? VARIABLES.get(option.longestName()) : null;
    }
}
