package dev.parlance.redis.link;

import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/** A call of a script, whose arguments are given under the names that its header has for them and in their order: another one is refused. For one thread. */
public final class ScriptCall {
    private final Script script;
    private final CommandArguments arguments;
    private int given;

    ScriptCall(Script script, Key... keys) {
        this.script = script;
        this.arguments =
                new CommandArguments(Command.EVALSHA).add(script.digest()).add(keys.length);
        for (int i = 0; i < keys.length; i++) {
            script.keys().require(script.name(), i, keys[i].field());
            arguments.key(keys[i].name());
        }
        script.keys().requireEnough(script.name(), keys.length);
    }

    /** Gives the next argument. */
    public ScriptCall with(String name, String value) {
        next(name).add(value);
        return this;
    }

    /** Gives the next argument. */
    public ScriptCall with(String name, long value) {
        next(name).add(value);
        return this;
    }

    /** Gives the next argument. */
    public ScriptCall with(String name, byte[] value) {
        next(name).add(value);
        return this;
    }

    /** What goes over the connection. */
    public CommandArguments arguments() {
        script.arguments().requireEnough(script.name(), given);
        return arguments;
    }

    private CommandArguments next(String name) {
        script.arguments().require(script.name(), given++, name);
        return arguments;
    }
}
