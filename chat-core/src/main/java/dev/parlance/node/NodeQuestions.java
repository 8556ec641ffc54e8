package dev.parlance.node;

import dev.parlance.complaint.Complaints;
import dev.parlance.host.EngineContext;
import dev.parlance.host.Failures;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a node asks of all nodes, itself too, and waits for: each does it and says so, or tells what it has, in parts that fit a call. A node that began meanwhile need not be waited for:
 * what its clients do they do later than the question. Any thread.
 */
final class NodeQuestions {
    /** What a node does when asked; completes with what it tells, on any thread. It throws, or fails, where nothing is told. */
    interface Task extends Function<Map<String, String>, CompletionStage<List<Map<String, String>>>> {}

    /** How many entries of a part are left to a task: the others say whose it is. */
    static final int MOST_ENTRIES = 12;

    private static final Duration HELLO_AGAIN = Duration.ofSeconds(5);
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(NodeQuestions.class.getName()));
    private static final String HELLO = "parlance.node.begins";
    private static final String HERE = "parlance.node.is-here";
    private static final String GOODBYE = "parlance.node.ends";
    private static final String QUESTION = "parlance.node.question";
    private static final String PART = "parlance.node.part";
    private static final String ANSWER = "parlance.node.answer";
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String NUMBER = "number";
    private static final String WHAT = "what";
    private static final String PARTS = "parts";

    private final String self = UUID.randomUUID().toString().substring(24);
    private final EngineContext context;
    private final NodeCalls calls;
    private final KnownNodes nodes = new KnownNodes(self);
    private final Map<String, Task> tasks = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, NodeQuestion> open = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    NodeQuestions(EngineContext context, NodeCalls calls) {
        this.context = context;
        this.calls = calls;
        listen(HELLO, (from, data) -> {
            if (!nodes.isSelf(from)) {
                soon(() -> tell(HERE, Map.of(FROM, self)));
            }
        });
        listen(HERE, (from, data) -> {});
        listen(QUESTION, this::asked);
        listen(PART, (from, data) -> toMine(data, question -> question.part(from, data)));
        listen(
                ANSWER,
                (from, data) -> toMine(
                        data, question -> question.answered(from, Integer.parseInt(data.getOrDefault(PARTS, "0")))));
        listen(GOODBYE, (from, data) -> nodes.gone(from));
    }

    /** How this node calls itself. */
    String self() {
        return self;
    }

    /** How many nodes there are, this one among them. */
    int nodes() {
        return nodes.count();
    }

    /** Tells the others that this node begins, and has them say who they are; comes before its first connection, and again until the bus takes it. */
    void hello() {
        calls.call(HELLO, Map.of(FROM, self)).whenComplete((done, error) -> {
            if (error != null) {
                COMPLAINTS.warn("other nodes were not told that this one begins", error.toString());
                later(this::hello, HELLO_AGAIN);
            }
        });
    }

    /** Tells the others that this node ends; after its last connection. */
    void goodbye() {
        tell(GOODBYE, Map.of(FROM, self));
    }

    /** Says what a node does when it is asked for this; before the node starts. */
    void answer(String what, Task task) {
        tasks.put(what, task);
    }

    /**
     * Asks all nodes.
     *
     * @param data of at most {@link #MOST_ENTRIES} entries
     * @param patience how long the others have
     * @return what they told, when the last has answered or the time is over; failed if this node failed, or the bus does not take the question
     */
    CompletionStage<NodeQuestion.Answers> ask(String what, Map<String, String> data, Duration patience) {
        String number = Long.toString(numbers.incrementAndGet());
        long now = context.ticker().getAsLong();
        NodeQuestion question = new NodeQuestion(nodes.expected(now));
        Future<?> deadline;
        try {
            deadline = context.scheduler()
                    .schedule(
                            () -> question.timeIsOver(node -> nodes.silent(node, now)),
                            patience.toNanos(),
                            TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(
                    new ChatException(ErrorCode.SHUTTING_DOWN, "the server is about to stop"));
        }
        open.put(number, question);
        Future<?> unused = question.outcome.whenComplete((answers, error) -> {
            deadline.cancel(false);
            open.remove(number);
        });
        Map<String, String> asked = new HashMap<>(data);
        asked.putAll(Map.of(FROM, self, NUMBER, number, WHAT, what));
        CompletionStage<List<Map<String, String>>> here = done(what, data); // does not wait for the bus
        here.thenCombine(calls.call(QUESTION, asked), (parts, told) -> parts).whenComplete((parts, error) -> {
            if (error == null) {
                parts.forEach(part -> question.part(self, part));
                question.answered(self, parts.size());
            } else {
                question.outcome.completeExceptionally(error);
            }
        });
        return question.outcome;
    }

    private CompletionStage<List<Map<String, String>>> done(String what, Map<String, String> data) {
        Task task = tasks.get(what);
        if (task == null) {
            return CompletableFuture.failedFuture(new IllegalArgumentException("nobody knows " + what));
        }
        try {
            return task.apply(data);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void asked(String from, Map<String, String> data) {
        if (nodes.isSelf(from)) {
            return; // done already
        }
        Map<String, String> whose = Map.of(FROM, self, TO, from, NUMBER, data.getOrDefault(NUMBER, ""));
        String what = data.getOrDefault(WHAT, "");
        done(what, data).whenComplete((parts, error) -> {
            if (error == null) {
                soon(() -> answer(whose, parts));
            } else {
                Failures.toldAs(error, "what another node asked for"); // who asks finds this node silent
            }
        });
    }

    private void answer(Map<String, String> whose, List<Map<String, String>> parts) {
        for (Map<String, String> part : parts) {
            Map<String, String> told = new HashMap<>(part);
            told.putAll(whose);
            tell(PART, told);
        }
        Map<String, String> last = new HashMap<>(whose);
        last.put(PARTS, Integer.toString(parts.size()));
        tell(ANSWER, last);
    }

    private void toMine(Map<String, String> data, Consumer<NodeQuestion> step) {
        NodeQuestion question =
                nodes.isSelf(data.getOrDefault(TO, "")) ? open.get(data.getOrDefault(NUMBER, "")) : null;
        if (question != null) {
            step.accept(question);
        }
    }

    private void listen(String name, BiConsumer<String, Map<String, String>> listener) {
        calls.listen(name, data -> {
            String from = data.getOrDefault(FROM, "");
            nodes.speaks(from);
            listener.accept(from, data);
        });
    }

    private void tell(String name, Map<String, String> data) {
        calls.call(name, data).whenComplete((done, error) -> {
            if (error != null) {
                COMPLAINTS.warn("another node was not told something", name + ": " + error);
            }
        });
    }

    /** Not within a call of the broker's, which holds that topic. */
    private void soon(Runnable step) {
        later(step, Duration.ZERO);
    }

    private void later(Runnable step, Duration delay) {
        try {
            Future<?> unused = context.scheduler().schedule(step, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // the engine has stopped, and has nobody who could hear anything
        }
    }
}
