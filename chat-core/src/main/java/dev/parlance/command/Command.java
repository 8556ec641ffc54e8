package dev.parlance.command;

import dev.parlance.host.Deadline;
import dev.parlance.host.EngineContext;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.RoomId;
import dev.parlance.policy.Action;
import dev.parlance.room.LiveRoom;
import dev.parlance.room.Membership;
import dev.parlance.session.Request;
import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.ServerReply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One request of a client: a class for each kind of {@link ClientCommand}, an object for each request. It says what {@link Gate} has to ask before it,
 * and does what is asked once that has said yes. All of it happens on the session's lane.
 */
abstract class Command<C extends ClientCommand> implements Request {
    /** What an answer has of each who is told of. */
    static final long MEMBER_BYTES = 50;
    /** The next command may begin at once. */
    static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    final Gate gate;
    final EngineContext context;
    final Session session;
    private final C command;
    private final long requestId;

    Command(Gate gate, Session session, C command, long requestId) {
        this.gate = gate;
        this.context = gate.context;
        this.session = session;
        this.command = command;
        this.requestId = requestId;
    }

    @Override
    public final C command() {
        return command;
    }

    @Override
    public final long requestId() {
        return requestId;
    }

    @Override
    public final CompletionStage<Void> begin() {
        return gate.pass(this);
    }

    @Override
    public boolean readsLog() {
        return false;
    }

    /** Whether it may come before the client has said who it is. */
    boolean isForStrangers() {
        return false;
    }

    /** Whether a room without a record is open to everybody for it: what is about records and members never is. */
    boolean isOpenWithoutRecord() {
        return false;
    }

    /** Whether it changes what somebody else said, which no policy allows to everybody; asked for once it is prepared. */
    boolean changesAnothers() {
        return false;
    }

    /**
     * Looks, before the host is asked, whether the command makes sense now.
     *
     * @throws ChatException if it does not
     */
    void check() {}

    /** What it has this node send to others, in bytes; asked for once it is prepared. 0 for what is counted otherwise, or concerns its client alone. */
    abstract long bytesCaused();

    /**
     * Reads what there is to know of its object before the host can be asked: a right to a message names the message's author. It has the deadline of what a broker is asked for.
     *
     * @return completes on any thread; what it fails with is told to the client. {@link #DONE} if there is nothing to read, which costs nothing
     */
    CompletionStage<Void> prepare() {
        return DONE;
    }

    /** What the host is asked whether this user may do, once the command is prepared; null if it need not be asked. */
    @Nullable
    Action action() {
        return null;
    }

    /** The host does not allow it, or has not said so in time; what it was asked for fails. */
    void refused() {}

    /**
     * Does it.
     *
     * @return completes, on any thread, when the session's next command may begin; what it fails with, or what this throws, is told to the client. What comes
     *     later than that the command tells the client itself, see {@link #fail}
     */
    abstract CompletionStage<Void> run();

    /** What it has this node send if all in a room are told so many bytes. */
    final long toldToAll(RoomId roomId, long bytes) {
        LiveRoom room = gate.rooms.find(roomId);
        return room == null ? 0 : Rates.sent(bytes, room.connections());
    }

    /** What a command waits for its broker to do has a deadline. */
    final <T> CompletionStage<T> within(CompletionStage<T> broker) {
        return Deadline.within(context, broker);
    }

    /**
     * Reads something long of the log when it is this session's turn, and answers at the pace at which the client reads; what is told is counted. On the lane.
     *
     * @param <T> what is read
     * @param reading asks the broker
     * @param bytes how long the answer is, at a guess
     * @param answer writes the answer; may throw
     * @return completes on the lane; fails with what either of them failed with
     */
    final <T> CompletionStage<Void> readLong(
            Supplier<? extends CompletionStage<T>> reading,
            ToLongFunction<? super T> bytes,
            Consumer<? super T> answer) {
        LongConsumer told = length -> gate.rates.told(session, length);
        CompletableFuture<Void> done = new CompletableFuture<>();
        session.peer()
                .rounds()
                .longAnswers()
                .take(turn -> session.execute(
                        () -> new LongReading<>(context, session, turn, bytes, answer, told, done).begin(reading)));
        return done;
    }

    /**
     * After a wait: the host may have taken the user out of the room meanwhile.
     *
     * @throws ChatException if so
     */
    final void requireStillIn(Membership membership) {
        if (membership.isOver() && !session.isGone()) {
            throw new ChatException(ErrorCode.NOT_IN_ROOM, "join the room first");
        }
    }

    /** By which session it was done, as hosts know it. */
    final String sessionId() {
        return session.id(gate.node);
    }

    /** Answers, if the client wants an answer; on the lane. */
    final void reply(ServerReply reply) {
        session.reply(requestId, reply);
    }

    /** Tells the client what went wrong; on the lane. */
    final void fail(Throwable error) {
        session.fail(this, error);
    }
}
