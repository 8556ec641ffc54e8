package dev.parlance.websocket.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parlance.websocket.RawClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection of someone who gets nearly everything right; the same seed and number say the same. */
final class Stranger {
    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");
    private static final int PATIENCE_MILLIS = 30_000;

    private final Dice dice;
    private final int port;
    private int inputs;

    Stranger(long seed, long number, int port) {
        this.dice = new Dice(seed, number);
        this.port = port;
    }

    /**
     * Says all it has to say, ends its side, and waits for the server to end the other.
     *
     * @return how many inputs that were
     * @throws SocketTimeoutException if the server does not end it
     */
    int visit() throws IOException {
        switch (dice.below(4)) {
            case 0 -> visit("", List.of(), HttpGrammar::request, false);
            case 1 -> visit(RawClient.handshake("/ws"), greeting(), JsonGrammar::request, true);
            case 2 -> {
                String handshake = RawClient.handshake("/socket.io/?EIO=4&transport=websocket");
                visit(
                        handshake,
                        dice.oneIn(4) ? List.of() : List.of("40{\"userId\":\"u1\",\"username\":\"U\"}"),
                        SocketIoGrammar::packet,
                        true);
            }
            case 3 -> poll();
            default -> throw new AssertionError();
        }
        return inputs;
    }

    private List<String> greeting() {
        return dice.oneIn(3)
                ? List.of()
                : List.of(
                        "{\"event\":\"authenticate\",\"data\":{\"userId\":\"u" + dice.below(5)
                                + "\",\"username\":\"U\"}}",
                        "{\"event\":\"join_room\",\"data\":{\"roomId\":\"fuzz\"}}");
    }

    private interface Grammar {
        String say(Dice dice);
    }

    private void visit(String handshake, List<String> greeting, Grammar grammar, boolean inFrames) throws IOException {
        List<byte[]> said = new ArrayList<>();
        said.add(handshake.getBytes(ISO_8859_1));
        greeting.forEach(text -> said.add(RawClient.frame(RawClient.FIN | RawClient.TEXT, text.getBytes(UTF_8))));
        for (int i = dice.between(1, 40); i > 0; i--) {
            said.add(input(() -> {
                byte[] bytes = Mutation.of(dice, grammar.say(dice).getBytes(UTF_8));
                return inFrames ? FrameGrammar.frame(dice, bytes) : bytes;
            }));
        }
        say(said);
    }

    private byte[] input(Supplier<byte[]> grammar) {
        inputs++;
        return grammar.get();
    }

    /** Posts to a session of its own, then polls. */
    private void poll() throws IOException {
        String target = "/socket.io/?EIO=4&transport=polling";
        Matcher opened;
        try (RawClient client = RawClient.connect(port)) {
            opened = SID.matcher(client.get(target, "Connection: close").body());
            if (!opened.find()) {
                throw new IOException("no session");
            }
        }
        String session = target + "&sid=" + opened.group(1);
        List<byte[]> said = new ArrayList<>();
        if (!dice.oneIn(4)) {
            said.add((HttpGrammar.post(session, 2) + "40").getBytes(ISO_8859_1));
        }
        for (int i = dice.between(1, 20); i > 0; i--) {
            said.add(input(() -> post(session)));
        }
        said.add(HttpGrammar.get(session).getBytes(ISO_8859_1));
        say(said);
    }

    private byte[] post(String session) {
        byte[] body = Mutation.of(dice, SocketIoGrammar.payload(dice).getBytes(UTF_8));
        byte[] head = HttpGrammar.post(session, body.length).getBytes(ISO_8859_1);
        byte[] all = java.util.Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    private void say(List<byte[]> said) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setSoLinger(true, 0); // a million sockets in TIME_WAIT would use up the ports
            try {
                for (byte[] bytes : said) {
                    socket.getOutputStream().write(bytes);
                    drain(socket);
                }
                socket.shutdownOutput();
                socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
            } catch (SocketTimeoutException e) {
                throw e;
            } catch (IOException e) {
                // the server has closed, as it may
            }
        }
    }

    private static void drain(Socket socket) throws IOException {
        int waiting = socket.getInputStream().available();
        if (waiting > 0) {
            socket.getInputStream().readNBytes(waiting);
        }
    }
}
