package dev.parlance.websocket.http;

import dev.parlance.transport.LongAnswers;
import dev.parlance.websocket.net.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One request and the answer that it waits for. The answer may come at once or much later, from any thread. */
public final class Exchange {
    private final RequestHead request;
    private final List<String> variables;
    private final byte[] body;
    private final @Nullable BodyStream stream;
    private final ExchangeConnection connection;
    private final AtomicBoolean answered = new AtomicBoolean();
    private @Nullable Runnable onAbort;
    private boolean aborted;

    Exchange(
            RequestHead request,
            List<String> variables,
            byte[] body,
            @Nullable BodyStream stream,
            ExchangeConnection connection) {
        this.stream = stream;
        this.request = request;
        this.variables = variables;
        this.body = body;
        this.connection = connection;
    }

    /** {@return the request's head} */
    public RequestHead request() {
        return request;
    }

    /**
     * What stood in the path for a variable of the route's pattern.
     *
     * @param index from 0, in the order of the pattern
     * @return decoded, not empty
     */
    public String variable(int index) {
        return variables.get(index);
    }

    /** {@return what stood in the path for all of them} */
    public List<String> variables() {
        return variables;
    }

    /** {@return all of the request's body, empty if there was none; not copied} */
    public byte[] body() {
        return body;
    }

    /**
     * The request's body, as it comes; only of one that was {@linkplain Admission#streamed admitted} so. Who answers before it has come to its end also ends the connection.
     *
     * @return always the same
     */
    public BodyStream stream() {
        if (stream == null) {
            throw new IllegalStateException("the request was not admitted with a body that is read while it comes");
        }
        return stream;
    }

    /** {@return where the connection lives; handlers are called there} */
    public EventLoop loop() {
        return connection.loop();
    }

    /**
     * Says how long the answer may take from now on; 60 s if nothing is said. On the event loop.
     *
     * @param time after that the client gets 503
     */
    public void answerWithin(Duration time) {
        connection.answerWithin(this, time);
    }

    /** Takes note that the client has shown who it is: its connection gives way to nobody any more, where strangers do. On the event loop. */
    public void trust() {
        connection.trust(this);
    }

    /**
     * Asks to be told, on the event loop, if the client goes before it has its answer. On the event loop.
     *
     * @param action what to do then
     */
    public void onAbort(Runnable action) {
        onAbort = action;
    }

    /**
     * Answers. The first answer counts, further ones are ignored. From any thread.
     *
     * @param response the answer
     */
    public void respond(Response response) {
        if (!answered.compareAndSet(false, true)) {
            return;
        }
        execute(() -> connection.answer(this, response));
    }

    /**
     * Whether it is of use to anyone to answer. On the event loop.
     *
     * @return false if there is an answer already, or nobody left to read it
     */
    public boolean isAwaited() {
        return !aborted && !answered.get();
    }

    /**
     * Does something on the event loop: at once if this is it. From any thread.
     *
     * @param step what; what it throws is logged
     */
    public void execute(Runnable step) {
        if (connection.loop().isCurrent()) {
            step.run();
        } else {
            connection.loop().execute(step);
        }
    }

    /**
     * Waits for its turn among all on this event loop that are to be answered at length. From any thread.
     *
     * @param reading begins to read what the answer is made of; throws nothing
     */
    public void takeTurn(Consumer<LongAnswers.Turn> reading) {
        execute(() -> connection.loop().longAnswers().take(reading));
    }

    void aborted() {
        aborted = true;
        if (!answered.get() && onAbort != null) {
            onAbort.run();
        }
    }
}
