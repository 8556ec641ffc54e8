package dev.parlance.fanout;

import dev.parlance.complaint.Complaints;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.transport.ChatConnection;
import dev.parlance.transport.ChatSession;
import dev.parlance.transport.CloseReason;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.EventFrame;
import dev.parlance.transport.FrameEncoder;
import dev.parlance.transport.ServerEvent;
import dev.parlance.transport.ServerReply;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A transport's connection as the engine calls it. The transport's code may throw: then this connection alone is closed, and its session ends, once. What
 * its encoder cannot say is told as a fault of the server; if it cannot say that either, the connection is closed. Throws nothing; for the lane only.
 */
public final class Peer {
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(Peer.class.getName()));
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    final FrameEncoder encoder;
    final LaneRounds rounds;
    /** For whoever sends to many, and hands what it throws to {@link #failed}. */
    final ChatConnection connection;

    private final ChatSession session;
    private boolean broken;

    /**
     * Knows a connection.
     *
     * @param session whose it is: ended as if the connection were gone when that cannot be told anything more
     */
    public Peer(ChatConnection connection, LaneRounds rounds, ChatSession session) {
        this.encoder = Objects.requireNonNull(connection.encoder(), "encoder");
        this.connection = connection;
        this.rounds = rounds;
        this.session = session;
    }

    /** Where the connection lives. */
    public LaneRounds rounds() {
        return rounds;
    }

    /** Runs a step on the connection's lane, after what was given to it before; any thread. The step is not lost. */
    public void onLane(Runnable step) {
        rounds.lane.execute(step);
    }

    void send(EncodedFrame frame) {
        if (!broken) {
            try {
                connection.send(frame);
            } catch (Throwable e) {
                failed(e);
            }
        }
    }

    /** What sending to the connection threw. */
    void failed(Throwable e) {
        fail("sending to a connection failed", e);
    }

    public void send(ServerEvent event) {
        EncodedFrame frame = encode(encoder, event);
        sendOr(frame, () -> encoder.event(new ServerEvent.Failure(fault(), null, null)));
    }

    public void reply(long requestId, ServerReply reply) {
        EncodedFrame frame = encode(encoder, () -> encoder.reply(requestId, reply));
        sendOr(frame, () -> encoder.reply(requestId, new ServerReply.Failed(fault())));
    }

    /** Hands over an answer that the transport wanted as a value. */
    public void answer(Consumer<? super ServerReply> asked, ServerReply reply) {
        if (!broken) {
            try {
                asked.accept(reply);
            } catch (Throwable e) {
                fail("taking an answer failed", e);
            }
        }
    }

    public boolean isWritable() {
        if (!broken) {
            try {
                return connection.isWritable();
            } catch (Throwable e) {
                fail("asking a connection whether it is writable failed", e);
            }
        }
        return true; // there is nothing to wait for
    }

    /** How long what comes now may have waited for the lane, in nanoseconds. */
    public long heldUp() {
        if (!broken) {
            try {
                Duration time = connection.heldUp();
                if (time.isZero() || time.isNegative()) {
                    return 0;
                }
                return (time.compareTo(LONGEST_WAIT) < 0 ? time : LONGEST_WAIT).toNanos();
            } catch (Throwable e) {
                fail("asking a connection how long its lane was held up failed", e);
            }
        }
        return 0;
    }

    public void authenticated() {
        if (!broken) {
            try {
                connection.authenticated();
            } catch (Throwable e) {
                fail("telling a connection who its client is failed", e);
            }
        }
    }

    /** When the client may try to log in; null if now. */
    public @Nullable Duration loginDelay() {
        if (!broken) {
            try {
                return connection.loginDelay().orElse(null);
            } catch (Throwable e) {
                fail("asking a connection whether its client may log in failed", e);
            }
        }
        return null;
    }

    public void loginFailed() {
        if (!broken) {
            try {
                connection.loginFailed();
            } catch (Throwable e) {
                fail("telling a connection that a login has failed failed", e);
            }
        }
    }

    public void close(CloseReason reason) {
        close(reason, "");
    }

    /** With words of the host's, if there are any. */
    public void close(CloseReason reason, String words) {
        if (!broken) {
            try {
                if (words.isEmpty()) {
                    connection.close(reason);
                } else {
                    connection.close(reason, words);
                }
            } catch (Throwable e) {
                broken = true;
                COMPLAINTS.error("closing a connection failed", e);
                session.disconnected();
            }
        }
    }

    private void sendOr(@Nullable EncodedFrame frame, Supplier<? extends EncodedFrame> otherwise) {
        EncodedFrame told = frame != null ? frame : encode(encoder, otherwise);
        if (told != null) {
            send(told);
        } else {
            close(CloseReason.SERVER_FAULT);
        }
    }

    /** Asks an encoder for an event; as {@link #encode(FrameEncoder, Supplier)}, and on the road of every message, so it makes nothing. */
    static @Nullable EventFrame encode(FrameEncoder encoder, ServerEvent event) {
        try {
            return Objects.requireNonNull(encoder.event(event), "an encoder returned null");
        } catch (Throwable e) {
            complain(encoder, e);
            return null;
        }
    }

    /** Asks an encoder; null, with a word in the log, if it throws. */
    private static @Nullable EncodedFrame encode(FrameEncoder encoder, Supplier<? extends EncodedFrame> encoding) {
        try {
            return Objects.requireNonNull(encoding.get(), "an encoder returned null");
        } catch (Throwable e) {
            complain(encoder, e);
            return null;
        }
    }

    private static void complain(FrameEncoder encoder, Throwable e) {
        COMPLAINTS.error(encoder.getClass().getName() + " failed", e);
    }

    private void fail(String what, Throwable e) {
        if (broken) {
            return; // it ended itself before it threw
        }
        COMPLAINTS.error(what + ", it is closed", e);
        close(CloseReason.SERVER_FAULT);
        broken = true;
        session.disconnected();
    }

    private static ChatException fault() {
        return new ChatException(ErrorCode.INTERNAL_ERROR, "a fault of the server; it is in its log");
    }
}
