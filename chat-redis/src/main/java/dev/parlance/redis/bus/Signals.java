package dev.parlance.redis.bus;

import dev.parlance.broker.Topic;
import dev.parlance.model.Signal;
import dev.parlance.redis.form.Forms;
import dev.parlance.redis.link.Call;
import dev.parlance.redis.link.Names;
import dev.parlance.redis.link.RedisCalls;
import java.util.concurrent.CompletionStage;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/** What is said in passing. For any thread. */
public final class Signals {
    private final RedisCalls calls;
    private final Names names;
    private final Forms forms;

    /** Says nothing by itself. */
    public Signals(RedisCalls calls, Names names, Forms forms) {
        this.calls = calls;
        this.names = names;
        this.forms = forms;
    }

    /** Says it once, if at all: what breaks off is not said again. */
    public CompletionStage<Void> signal(Topic topic, Signal signal) {
        String channel = names.channel(topic);
        byte[] payload = forms.news(signal);
        return calls.ask(publication(channel, payload), RedisCalls::nothing, Call.Repeat.HARMFUL, payload.length);
    }

    static Call.Request publication(String channel, byte[] payload) {
        return (link, firstSent) ->
                new CommandArguments(Command.PUBLISH).key(channel).add(payload);
    }
}
