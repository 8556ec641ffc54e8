package dev.parlance.websocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Predicate;

/** A client that can break every rule: bytes on a socket, with a little HTTP and WebSocket for those who want it. */
public final class RawClient implements Closeable {
    /** A WebSocket frame as it came. */
    public record Frame(int opcode, byte[] payload, boolean isLast) {
        public String text() {
            return new String(payload, UTF_8);
        }

        public int closeCode() {
            return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xffff;
        }
    }

    /** An HTTP answer as it came. */
    public record Answer(int status, String head, String body) {
        public String header(String name) {
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).trim())
                    .findFirst()
                    .orElse(null);
        }
    }

    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CONTINUATION = 0;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;
    public static final int FIN = 0x80;

    /** Else the kernel takes as much as it likes, and a client that does not read is noticed late or never. */
    private static final int RECEIVE_BUFFER = 64 * 1024;

    private final Socket socket;
    private final DataInputStream in;

    public RawClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
        socket.setSoTimeout(20_000);
    }

    public static RawClient connect(int port) throws IOException {
        return connect(port, 20_000);
    }

    public static RawClient connect(int port, int timeoutMillis) throws IOException {
        return connect(new Socket(), port, timeoutMillis);
    }

    /** From another of the loopback addresses, {@code 127.0.0.2} for instance. */
    public static RawClient connectFrom(String address, int port) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(address, 0));
        return connect(socket, port, 20_000);
    }

    private static RawClient connect(Socket socket, int port, int timeoutMillis) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setReceiveBufferSize(RECEIVE_BUFFER);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), timeoutMillis);
        return new RawClient(socket);
    }

    public RawClient send(String text) throws IOException {
        return send(text.getBytes(ISO_8859_1));
    }

    public RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Sends unless the server has closed. */
    public void trySend(String text) {
        try {
            send(text);
        } catch (IOException e) {
            // then it has
        }
    }

    /** Whether anything comes within a time, the end included; it is still to be read then. */
    public boolean hears(Duration time) throws IOException {
        socket.setSoTimeout((int) Math.max(1, time.toMillis()));
        in.mark(1);
        try {
            in.read();
            in.reset();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true; // to be met again by who reads
        } finally {
            socket.setSoTimeout(20_000);
        }
    }

    /** Is gone without a word. */
    public void vanish() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    public void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    // ---- HTTP

    public Answer get(String target, String... headers) throws IOException {
        return request("GET", target, headers);
    }

    public Answer request(String method, String target, String... headers) throws IOException {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        send(head.append("\r\n").toString());
        return answer(method.equals("HEAD"));
    }

    public Answer answer() throws IOException {
        return answer(false);
    }

    private Answer answer(boolean headOnly) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("after: " + head.toString(ISO_8859_1));
            }
            head.write(b);
        }
        String text = head.toString(ISO_8859_1);
        int status = Integer.parseInt(text.substring(9, 12));
        Answer bare = new Answer(status, text, "");
        String length = bare.header("Content-Length");
        byte[] body = headOnly || length == null ? new byte[0] : in.readNBytes(Integer.parseInt(length));
        return new Answer(status, text, new String(body, UTF_8));
    }

    public RawClient upgrade(String path, String... headers) throws IOException {
        Answer answer = tryUpgrade(path, headers);
        if (answer.status() != 101) {
            throw new IOException("not upgraded: " + answer);
        }
        return this;
    }

    public Answer tryUpgrade(String path, String... headers) throws IOException {
        send(handshake(path, headers));
        return answer();
    }

    public static String handshake(String path, String... headers) {
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        String version = more.contains("Sec-WebSocket-Version") ? "" : "Sec-WebSocket-Version: 13\r\n";
        String key = more.contains("Sec-WebSocket-Key") ? "" : "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
        return "GET " + path
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n" + version
                + key + more + "\r\n";
    }

    // ---- WebSocket

    public RawClient text(String text) throws IOException {
        return send(frame(FIN | TEXT, text.getBytes(UTF_8)));
    }

    public RawClient frame(int first, int length) throws IOException {
        return send(frame(first, new byte[length]));
    }

    /** A masked frame; the mask is not zero, so that unmasking matters. */
    public static byte[] frame(int first, byte[] payload) {
        byte[] mask = {1, 2, 3, 4};
        ByteBuffer frame = ByteBuffer.allocate(14 + payload.length).put((byte) first);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else if (payload.length <= 0xffff) {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(payload.length);
        }
        frame.put(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ mask[i % 4]));
        }
        byte[] bytes = new byte[frame.position()];
        frame.flip().get(bytes);
        return bytes;
    }

    public Frame read() throws IOException {
        int first = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        if ((second & 0x80) != 0) {
            throw new IOException("a server must not mask");
        }
        long length = second;
        if (second == 126) {
            length = in.readUnsignedShort();
        } else if (second == 127) {
            length = in.readLong();
        }
        return new Frame(first & 0x0f, in.readNBytes(Math.toIntExact(length)), (first & FIN) != 0);
    }

    /** The next text that fits, skipping all before it. */
    public String readText(Predicate<String> fits) throws IOException {
        while (true) {
            Frame frame = read();
            if (frame.opcode() == CLOSE) {
                throw new EOFException("closed with " + frame.closeCode());
            }
            if (frame.opcode() == TEXT && fits.test(frame.text())) {
                return frame.text();
            }
        }
    }

    public String readText() throws IOException {
        return readText(text -> true);
    }

    /** Sends a request with an id and waits for its answer. */
    public String ask(String request) throws IOException {
        String id = request.replaceFirst(".*\"id\":(\\d+).*", "$1");
        text(request);
        return readText(text -> text.startsWith("{\"id\":" + id + ","));
    }

    /** The close code that the server sends, skipping all before it. */
    public int readClose() throws IOException {
        while (true) {
            Frame frame = read();
            if (frame.opcode() == CLOSE) {
                return frame.closeCode();
            }
        }
    }

    public byte[] read(int length) throws IOException {
        return in.readNBytes(length);
    }

    /** What comes until the server's end. */
    public byte[] readAll() throws IOException {
        return in.readAllBytes();
    }

    /** Whether the connection is over: an end or a reset. */
    public boolean isEnded() {
        try {
            while (in.read() >= 0) {
                // what came before the end
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** How to connect, and from where. */
    public interface Dialing {
        RawClient dial() throws IOException;
    }

    /**
     * Whether who connects is sent away without a word, though it asks for something: who keeps silent is closed sooner or later even if it was let in. The reset may come before the client
     * knows that it is connected.
     */
    public static boolean isTurnedAway(Dialing dialing) {
        try (RawClient client = dialing.dial()) {
            client.get("/health");
            return false;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
