package dev.parlance.redis.link;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** One batch over one connection: sent in one go, then answered in the same order. For the sending thread. */
final class RoundTrip {
    private final Link link;
    private final List<Answers.Answer> answers;
    private final List<Call<?>> sent = new ArrayList<>();
    private final List<Call<?>> again = new ArrayList<>(0);
    private @Nullable String stale;

    /**
     * Begins.
     *
     * @param answers takes those that have come, also if it breaks off then
     */
    RoundTrip(Link link, List<Answers.Answer> answers) {
        this.link = link;
        this.answers = answers;
    }

    /** Leaves in the batch what has to be sent again; throws what Jedis throws if the connection is of no more use. */
    void run(List<Call<?>> batch) {
        for (Call<?> call : batch) {
            CommandArguments arguments = call.send(link);
            if (arguments != null) {
                link.send(arguments);
                sent.add(call);
            }
        }
        for (int i = 0; i < sent.size(); i++) {
            take(sent.get(i), reply(i == 0));
        }
        if (stale != null) {
            throw new JedisException(stale);
        }
        batch.clear();
        batch.addAll(again);
        if (!again.isEmpty()) {
            link.loadScripts();
        }
    }

    private void take(Call<?> call, Object reply) {
        String refusal = reply instanceof JedisDataException e ? Refusals.reason(e) : "";
        if (Refusals.passes(refusal) || Refusals.isStale(reply)) {
            stale = refusal.isEmpty() ? "another master" : refusal;
            call.notExecuted();
            again.add(call);
        } else if (refusal.startsWith("NOSCRIPT")) {
            call.notExecuted();
            again.add(call);
        } else if (call.end()) {
            answers.add(new Answers.Answer(call, reply));
        }
    }

    private Object reply(boolean first) {
        try {
            return first ? link.firstReply() : link.nextReply();
        } catch (JedisDataException e) {
            return e;
        }
    }
}
