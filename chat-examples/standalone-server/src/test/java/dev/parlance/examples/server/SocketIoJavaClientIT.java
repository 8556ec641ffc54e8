package dev.parlance.examples.server;

import static dev.parlance.examples.server.JavaSocketIoClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.socket.client.Manager;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The unmodified Java client, and two nodes of the server as it is shipped. */
class SocketIoJavaClientIT {
    private static SocketIoNodes nodes;
    private static List<URI> servers;

    @BeforeAll
    static void start() {
        nodes = SocketIoNodes.start();
        servers = nodes.addresses();
    }

    @AfterAll
    static void stop() {
        nodes.close();
    }

    private static URI first() {
        return servers.get(0);
    }

    private static URI last() {
        return servers.get(servers.size() - 1);
    }

    private static String[] ways(String transports) {
        return transports.equals("default") ? new String[0] : new String[] {transports};
    }

    @ParameterizedTest
    @CsvSource({"default", "websocket", "polling"})
    void twoUsersTalk(String transports) throws Exception {
        String room = "java-" + transports;
        try (JavaSocketIoClient ada = JavaSocketIoClient.of(first(), "ada", ways(transports));
                JavaSocketIoClient bo = JavaSocketIoClient.of(last(), "bo", ways(transports))) {
            ada.join(room);
            bo.join(room);
            assertThat(ada.nextObject("user_joined").getString("userId")).isEqualTo("bo");
            bo.socket.emit("typing", object("roomId", room, "isTyping", true));
            assertThat(ada.nextObject("user_typing").getBoolean("isTyping")).isTrue();
            bo.socket.emit("send_message", object("roomId", room, "message", "Hello"));
            JSONObject message = ada.nextObject("message");
            assertThat(message.getString("message")).isEqualTo("Hello");
            assertThat(message.getString("username")).isEqualTo("bo");
            assertThat(bo.nextObject("message").toString()).isEqualTo(message.toString());
            ada.socket.emit("leave_room", object("roomId", room));
            assertThat(bo.nextObject("user_left").getString("userId")).isEqualTo("ada");
        }
    }

    @ParameterizedTest
    @CsvSource({"default", "websocket", "polling"})
    void anAcknowledgementBringsTheAnswerOrTheError(String transports) throws Exception {
        try (JavaSocketIoClient ada = JavaSocketIoClient.of(first(), "ada", ways(transports))) {
            String room = "java-acknowledged-" + transports;
            JSONObject joined = ada.ask("join_room", object("roomId", room));
            assertThat(joined.getJSONObject("position").getInt("offset")).isZero();
            JSONObject sent = ada.ask("send_message", object("roomId", room, "message", "Hello"));
            JSONObject message = ada.nextObject("message");
            assertThat(sent.getString("id")).isEqualTo(message.getString("id"));
            assertThat(sent.getInt("offset")).isEqualTo(1);
            JSONObject refused = ada.ask("send_message", object("roomId", "elsewhere", "message", "Hello"));
            assertThat(refused.getJSONObject("error").getString("code")).isEqualTo("NOT_IN_ROOM");
        }
    }

    @ParameterizedTest
    @CsvSource({"default", "websocket", "polling"})
    void aLostConnectionComesBackByItself(String transports) throws Exception {
        String room = "java-back-" + transports;
        try (JavaSocketIoClient ada = JavaSocketIoClient.of(first(), "ada", ways(transports))) {
            JSONObject position = ada.ask("join_room", object("roomId", room)).getJSONObject("position");
            engine(ada.socket.io()).close();
            ada.awaitConnect();
            JSONObject joined = ada.ask("join_room", object("roomId", room, "since", position));
            assertThat(joined.getBoolean("recovered")).isTrue();
        }
    }

    @Test
    void manyInMixedTransportsSeeOneOrder() throws Exception {
        List<JavaSocketIoClient> clients = new ArrayList<>();
        String[] ways = {"default", "websocket", "polling"};
        try {
            for (int i = 0; i < 21; i++) {
                clients.add(JavaSocketIoClient.of(servers.get(i % servers.size()), "user" + i, ways(ways[i % 3]))
                        .join("java-crowd"));
            }
            for (JavaSocketIoClient client : clients) {
                client.socket.emit("send_message", object("roomId", "java-crowd", "message", "Hello"));
            }
            for (JavaSocketIoClient client : clients) {
                for (int offset = 1; offset <= clients.size(); offset++) {
                    assertThat(client.nextObject("message").getInt("offset")).isEqualTo(offset);
                }
            }
        } finally {
            clients.forEach(JavaSocketIoClient::close);
        }
    }

    /** The client has no way to lose its connection on purpose but this. */
    private static io.socket.engineio.client.Socket engine(Manager manager) throws ReflectiveOperationException {
        var field = Manager.class.getDeclaredField("engine");
        field.setAccessible(true);
        return (io.socket.engineio.client.Socket) field.get(manager);
    }
}
