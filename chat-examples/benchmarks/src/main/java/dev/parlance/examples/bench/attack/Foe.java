package dev.parlance.examples.bench.attack;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection of the attacker's. It says what it has to say without waiting; what comes is thrown away, but for the refusals in it, which are counted. */
final class Foe implements RawSocket.Owner, ServerTalk.Ear {
    private static final int KEPT = 512;
    private static final Pattern CODE = Pattern.compile("\"code\":\"?(\\w+)");

    private final Target target;
    private final RawSocket socket;
    private final ServerTalk talk = new ServerTalk(this, KEPT);
    private Consumer<String> onAnswer = words -> {};
    private boolean heard;
    private boolean refused;

    Foe(Target target, Address address, int receiveBuffer) {
        this.target = target;
        this.socket = RawSocket.dial(target.loop, this, Target.SOURCE, address, receiveBuffer);
    }

    Foe send(byte[]... parts) {
        for (byte[] part : parts) {
            socket.send(part);
        }
        return this;
    }

    /** Becomes a user of the chat, under whatever name. */
    Foe login(String user) {
        return send(Phrases.upgrade(), Phrases.authenticate(user, ""));
    }

    /** Again and again, while the connection is there. */
    Foe every(Duration period, Runnable act) {
        target.loop.every(period, () -> !socket.isClosed(), act);
        return this;
    }

    /** Goes on with what is unfinished, a byte now and then. */
    Foe drip() {
        byte[] drop = Phrases.filler(1);
        return every(Duration.ofMillis(200), () -> send(drop));
    }

    /** What an answer over HTTP brings about, for an attack that needs a word out of it. */
    void onAnswer(Consumer<String> act) {
        onAnswer = act;
    }

    void deafen() {
        socket.deafen();
    }

    /** Whether the peer has said anything. */
    boolean isHeard() {
        return heard;
    }

    boolean isClosed() {
        return socket.isClosed();
    }

    void close() {
        socket.close();
    }

    @Override
    public void opened() {}

    @Override
    public void heard(byte[] bytes, int from, int to) {
        heard = true;
        talk.take(bytes, from, to);
    }

    @Override
    public void ended(String why) {
        if (!refused) {
            target.told(heard ? "cut off" : "turned away");
        }
    }

    @Override
    public void answered(int status, byte[] bytes, int length) {
        String words = new String(bytes, 0, length, StandardCharsets.UTF_8);
        if (status >= 400) {
            refused(Integer.toString(status));
        }
        onAnswer.accept(words);
    }

    @Override
    public void text(byte[] bytes, int length) {
        String words = new String(bytes, 0, Math.min(length, KEPT), StandardCharsets.UTF_8);
        if (words.startsWith("{\"id\":1,\"error\"") || words.startsWith("{\"event\":\"error\"")) {
            Matcher code = CODE.matcher(words);
            refused(code.find() ? code.group(1) : "error");
        }
    }

    @Override
    public void pinged(byte[] bytes, int length) {
        socket.send(Phrases.pong(bytes, length));
    }

    @Override
    public void closing(int code) {
        refused(Integer.toString(code));
    }

    private void refused(String word) {
        refused = true;
        target.told(word);
    }
}
