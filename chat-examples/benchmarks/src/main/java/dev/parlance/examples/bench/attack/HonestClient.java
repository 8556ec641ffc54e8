package dev.parlance.examples.bench.attack;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A user who keeps to the rules: connects, logs in, joins a room if there is one, answers pings. Whatever goes wrong on the way is a grievance. */
final class HonestClient implements RawSocket.Owner, ServerTalk.Ear {
    /** What it does with what it hears. */
    interface Listener {
        /** It is in. */
        default void ready(HonestClient self) {}

        /** Something that it asked once it was in has been answered. */
        default void answered(HonestClient self) {}

        /** A text that is neither an answer nor an error. */
        default void heard(byte[] bytes, int length) {}
    }

    private static final int KEPT = 1_024;
    private static final int SWITCHED = 101;
    private static final byte[] ANSWER = Phrases.ascii("{\"id\":1,\"data\"");
    private static final byte[] ERROR = Phrases.ascii("{\"id\":1,\"error\"");
    private static final byte[] ERROR_EVENT = Phrases.ascii("{\"event\":\"error\"");
    private static final byte[] GAP = Phrases.ascii("{\"event\":\"history_gap\"");

    private final String user;
    private final @Nullable String room;
    private final Grievances grievances;
    private final Listener listener;
    private final ServerTalk talk = new ServerTalk(this, KEPT);
    private final RawSocket socket;
    private boolean wronged;
    private final AtomicInteger answers = new AtomicInteger();

    HonestClient(
            SocketLoop loop,
            Address server,
            InetAddress source,
            String user,
            @Nullable String room,
            Grievances grievances,
            Listener listener) {
        this.user = user;
        this.room = room;
        this.grievances = grievances;
        this.listener = listener;
        this.socket = RawSocket.dial(loop, this, source, server, 0);
        socket.send(Phrases.upgrade());
    }

    /** How many requests have been answered, the login and the join among them. For any thread. */
    int answers() {
        return answers.get();
    }

    void send(byte[] bytes) {
        socket.send(bytes);
    }

    void close() {
        socket.close();
    }

    /** Says that it waited in vain, unless it has said what happened to it. */
    void isLate(String words) {
        complainOf(Grievances.Kind.LATE, words);
    }

    private void complainOf(Grievances.Kind kind, String words) {
        if (!wronged) {
            wronged = true;
            grievances.add(kind, user + " " + words);
        }
    }

    boolean isClosed() {
        return socket.isClosed();
    }

    @Override
    public void opened() {}

    @Override
    public void heard(byte[] bytes, int from, int to) {
        talk.take(bytes, from, to);
    }

    @Override
    public void ended(String why) {
        complainOf(Grievances.Kind.REFUSED, "was cut off: " + why);
    }

    @Override
    public void answered(int status, byte[] bytes, int length) {
        if (status != SWITCHED) {
            complainOf(
                    Grievances.Kind.REFUSED,
                    "got " + status + " " + new String(bytes, 0, length, StandardCharsets.UTF_8));
            return;
        }
        socket.send(Phrases.authenticate(user, HonestTokens.of(user)));
        if (room != null) {
            socket.send(Phrases.join(room));
        }
    }

    @Override
    public void text(byte[] bytes, int length) {
        if (startsWith(ANSWER, bytes, length)) {
            int before = room == null ? 1 : 2;
            int now = answers.incrementAndGet();
            if (now == before) {
                listener.ready(this);
            } else if (now > before) {
                listener.answered(this);
            }
        } else if (startsWith(ERROR, bytes, length)
                || startsWith(ERROR_EVENT, bytes, length)
                || startsWith(GAP, bytes, length)) {
            grievances.add(
                    Grievances.Kind.REFUSED,
                    user + " heard " + new String(bytes, 0, Math.min(200, length), StandardCharsets.UTF_8));
        } else {
            listener.heard(bytes, length);
        }
    }

    @Override
    public void pinged(byte[] bytes, int length) {
        socket.send(Phrases.pong(bytes, length));
    }

    @Override
    public void closing(int code) {
        complainOf(Grievances.Kind.REFUSED, "was closed with " + code);
    }

    private static boolean startsWith(byte[] word, byte[] bytes, int length) {
        return length >= word.length && Arrays.equals(word, 0, word.length, bytes, 0, word.length);
    }
}
