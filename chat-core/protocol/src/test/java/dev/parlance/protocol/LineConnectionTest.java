package dev.parlance.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.policy.ChatLimits;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The transport that the documentation shows does what it says. */
class LineConnectionTest {
    /** So that what nobody reads is soon too much for the sockets. */
    private static final int SMALL = 16 * 1024;

    private final ChatEngine engine = ChatEngine.builder()
            .limits(ChatLimits.builder().presenceGrace(Duration.ZERO).build())
            .build();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private ServerSocket listener;

    private final class Client implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader lines;

        Client(String userId) throws IOException {
            socket = new Socket();
            socket.setReceiveBufferSize(SMALL);
            socket.connect(listener.getLocalSocketAddress());
            socket.setSoTimeout(10_000);
            lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            say("{\"event\":\"authenticate\",\"data\":{\"userId\":\"" + userId + "\",\"username\":\"" + userId
                    + "\"},\"id\":1}");
            say("{\"event\":\"join_room\",\"data\":{\"roomId\":\"tea\"},\"id\":2}");
            hears("{\"id\":2,");
        }

        void say(String text) throws IOException {
            socket.getOutputStream().write((text + "\n").getBytes(StandardCharsets.UTF_8));
        }

        /** The next line that begins so, or null at the end. */
        String hears(String beginning) throws IOException {
            try {
                String line = lines.readLine();
                while (line != null && !line.startsWith(beginning)) {
                    line = lines.readLine();
                }
                return line;
            } catch (SocketException e) {
                return null; // an end with something unread is a reset
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @BeforeEach
    void listen() throws IOException {
        engine.start().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(() -> {
            while (!listener.isClosed()) {
                try {
                    Socket socket = listener.accept();
                    socket.setSendBufferSize(SMALL);
                    threads.execute(() -> serve(socket));
                } catch (IOException e) {
                    // the test is over
                }
            }
        });
    }

    private void serve(Socket socket) {
        try {
            new LineConnection(socket, threads).serve(engine);
        } catch (IOException e) {
            // the client has gone
        }
    }

    @AfterEach
    void stop() throws IOException {
        listener.close();
        engine.close();
        threads.shutdown();
    }

    @Test
    void twoTalkAndOneWhomTheHostSendsAwayLearnsThat() throws IOException {
        try (Client ada = new Client("ada");
                Client bo = new Client("bo")) {
            ada.say("{\"event\":\"send_message\",\"data\":{\"roomId\":\"tea\",\"message\":\"hello\"}}");
            assertThat(bo.hears("{\"event\":\"message\"")).contains("\"message\":\"hello\"");
            engine.closeSessions(new UserId("bo"));
            assertThat(bo.hears("{\"close\"")).isEqualTo("{\"close\":4500}");
            assertThat(bo.hears("")).isNull();
            assertThat(ada.hears("{\"event\":\"user_left\"").contains("bo")).isTrue();
        }
    }

    @Test
    void whoDoesNotReadTheGoodbyeIsNotWaitedForLong() throws IOException {
        try (Client ada = new Client("ada");
                Client bo = new Client("bo")) {
            bo.say("{\"event\":\"ping\",\"id\":3}");
            assertThat(bo.hears("{\"id\":3")).isNotNull();
            for (int i = 0; i < 150; i++) {
                engine.room(new RoomId("tea")).publish("x".repeat(4_000));
                ada.hears("{\"event\":\"message\"");
            }
            engine.closeSessions(new UserId("bo"));
            assertThat(ada.hears("{\"event\":\"user_left\"")).contains("bo");
        }
    }

    @Test
    void aLineThatNeverEndsCostsItsClientAlone() throws IOException {
        try (Client ada = new Client("ada");
                Client bad = new Client("bad")) {
            bad.say("x".repeat(70_000));
            assertThat(bad.hears("nothing")).isNull();
            ada.say("{\"event\":\"ping\",\"id\":3}");
            assertThat(ada.hears("{\"id\":3")).isEqualTo("{\"id\":3,\"data\":{}}");
        }
    }
}
