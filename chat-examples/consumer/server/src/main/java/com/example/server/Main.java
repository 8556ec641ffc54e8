package com.example.server;

import dev.parlance.ChatEngine;
import dev.parlance.archive.jdbc.JdbcArchive;
import dev.parlance.redis.RedisBroker;
import dev.parlance.redis.RedisConfig;
import dev.parlance.websocket.ChatServer;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.sql.SQLException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import redis.clients.jedis.RedisClient;

/**
 * A server with one client that hears itself: in memory, over the Redis whose URL is given, or over the host's own client of it if {@code lent} is said as
 * well.
 */
final class Main implements WebSocket.Listener {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    public static void main(String[] args) throws Exception {
        archiveWithoutDatabase();
        RedisClient lent = args.length > 1 ? RedisClient.create(URI.create(args[0])) : null;
        ChatEngine.Builder builder = ChatEngine.builder();
        if (args.length > 0) {
            RedisConfig.Builder redis = RedisConfig.builder();
            builder.broker(RedisBroker.of((lent == null ? redis.url(args[0]) : redis.client(lent)).build()));
        }
        try (ChatEngine engine = builder.build();
                ChatServer server =
                        ChatServer.builder(engine).host("127.0.0.1").port(0).build()) {
            server.start();
            new Main().talk(server.address().getPort());
        }
        if (lent != null) {
            lent.close();
        }
    }

    /** The archive is there; a driver and a database are the host's to bring. */
    private static void archiveWithoutDatabase() throws Exception {
        DataSource nowhere = (DataSource) Proxy.newProxyInstance(
                Main.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, values) -> {
                    throw new SQLException("no database", "08001");
                });
        JdbcArchive archive = JdbcArchive.builder(nowhere).build();
        try {
            archive.start().toCompletableFuture().get(10, TimeUnit.SECONDS);
            throw new IllegalStateException("an archive started without a database");
        } catch (ExecutionException expected) {
            archive.stop().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    private void talk(int port) throws Exception {
        WebSocket client = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws"), this)
                .get(10, TimeUnit.SECONDS);
        say(client, "{\"event\":\"authenticate\",\"data\":{\"userId\":\"ada\",\"username\":\"Ada\"}}");
        say(client, "{\"event\":\"join_room\",\"data\":{\"roomId\":\"lobby\"},\"id\":1}");
        say(client, "{\"event\":\"send_message\",\"data\":{\"roomId\":\"lobby\",\"message\":\"Welcome\"}}");
        String last = "nothing";
        while (!last.contains("\"event\":\"message\"")) {
            String next = heard.poll(10, TimeUnit.SECONDS);
            if (next == null) {
                throw new IllegalStateException("no message came, last: " + last);
            }
            last = next;
        }
        System.out.println(last);
        client.sendClose(WebSocket.NORMAL_CLOSURE, "").get(10, TimeUnit.SECONDS);
    }

    private static void say(WebSocket client, String text) throws Exception {
        client.sendText(text, true).get(10, TimeUnit.SECONDS);
    }

    @Override
    public CompletionStage<?> onText(WebSocket client, CharSequence text, boolean last) {
        heard.add(text.toString());
        client.request(1);
        return null;
    }
}
