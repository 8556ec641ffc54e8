package dev.parlance.redis.link;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * One batch over one connection: sent in one go, then answered in the same order. What the store refuses for now is sent again, but not behind what concerns the same, was asked later
 * and not refused: an entry would be made behind its leave, a post stand behind its successor. For the sending thread.
 */
final class RoundTrip {
    private final Link link;
    private final List<Answers.Answer> answers;
    private final Consumer<Call<?>> overtaken;
    private final List<Call<?>> sent = new ArrayList<>();
    private final List<CommandArguments> asSent = new ArrayList<>();
    private final List<Call<?>> again = new ArrayList<>(0);
    private @Nullable String stale;

    /**
     * Begins.
     *
     * @param answers takes those that have come, also if it breaks off then
     * @param overtaken ends what was refused and comes too late to be sent again
     */
    RoundTrip(Link link, List<Answers.Answer> answers, Consumer<Call<?>> overtaken) {
        this.link = link;
        this.answers = answers;
        this.overtaken = overtaken;
    }

    /** Leaves in the batch what has to be sent again; throws what Jedis throws if the connection is of no more use. */
    void run(List<Call<?>> batch) {
        for (Call<?> call : batch) {
            CommandArguments arguments = call.send(link);
            if (arguments != null) {
                link.send(arguments);
                sent.add(call);
                asSent.add(arguments);
            }
        }
        try {
            for (int i = 0; i < sent.size(); i++) {
                take(sent.get(i), reply(i == 0));
            }
        } finally {
            endOvertaken();
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

    /** What has had no answer yet may have been done. */
    private void endOvertaken() {
        if (again.isEmpty()) {
            return;
        }
        Set<Object> done = new HashSet<>();
        for (int i = sent.size() - 1; i >= 0; i--) {
            Call<?> call = sent.get(i);
            if (call.repeat != Call.Repeat.ANY_TIME) {
                Object concerned = asSent.get(i).getKeys().get(0);
                if (!again.contains(call)) {
                    done.add(concerned);
                } else if (done.contains(concerned)) {
                    again.remove(call);
                    overtaken.accept(call);
                }
            }
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
