package dev.parlance.examples.server;

import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.json.JSONObject;

/** A user with the unmodified Java client, which keeps what it hears. */
final class JavaSocketIoClient implements AutoCloseable {
    private final BlockingQueue<Object[]> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> connects = new LinkedBlockingQueue<>();
    final Socket socket;

    private JavaSocketIoClient(URI server, Map<String, String> auth, String... transports) {
        IO.Options options = new IO.Options();
        options.forceNew = true;
        options.reconnectionDelay = 50;
        options.auth = auth;
        // the default one is shared by all, and has five requests under way at the most
        OkHttpClient http =
                new OkHttpClient.Builder().readTimeout(Duration.ofMinutes(1)).build();
        options.callFactory = http;
        options.webSocketFactory = http;
        if (transports.length > 0) {
            options.transports = transports;
        }
        socket = IO.socket(server, options);
        socket.onAnyIncoming(heard::add);
        socket.on(Socket.EVENT_CONNECT, nothing -> connects.add("connected"));
        socket.on(Socket.EVENT_CONNECT_ERROR, error -> connects.add(Arrays.toString(error)));
    }

    /** A client that is connected, and authenticated by what came with that. */
    static JavaSocketIoClient of(URI server, String userId, String... transports) throws InterruptedException {
        JavaSocketIoClient client =
                new JavaSocketIoClient(server, Map.of("userId", userId, "username", userId), transports);
        client.socket.connect();
        client.awaitConnect();
        return client;
    }

    void awaitConnect() throws InterruptedException {
        String outcome = connects.poll(60, TimeUnit.SECONDS);
        if (!"connected".equals(outcome)) {
            throw new AssertionError("not connected: " + outcome);
        }
    }

    JavaSocketIoClient join(String roomId) throws Exception {
        socket.emit("join_room", object("roomId", roomId));
        next("room_users");
        return this;
    }

    JSONObject ask(String event, JSONObject data) throws Exception {
        CompletableFuture<JSONObject> answer = new CompletableFuture<>();
        socket.emit(event, data, (Ack) arguments -> answer.complete((JSONObject) arguments[0]));
        return answer.get(60, TimeUnit.SECONDS);
    }

    /** The argument of the next event of that name; others before it are dropped. */
    Object next(String event) throws InterruptedException {
        while (true) {
            Object[] arguments = heard.poll(60, TimeUnit.SECONDS);
            if (arguments == null) {
                throw new AssertionError("no " + event);
            }
            if (arguments[0].equals(event)) {
                return arguments[1];
            }
        }
    }

    JSONObject nextObject(String event) throws InterruptedException {
        return (JSONObject) next(event);
    }

    static JSONObject object(Object... namesAndValues) throws Exception {
        JSONObject object = new JSONObject();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    @Override
    public void close() {
        socket.disconnect();
    }
}
