package dev.parlance.websocket.chat;

import dev.parlance.ChatEngine;
import dev.parlance.Room;
import dev.parlance.model.ChatException;
import dev.parlance.model.RoomId;
import dev.parlance.protocol.json.JsonBytes;
import dev.parlance.transport.LongAnswers;
import dev.parlance.websocket.http.Exchange;
import dev.parlance.websocket.http.RequestHead;
import dev.parlance.websocket.http.Response;
import dev.parlance.websocket.http.Router;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The chat's REST interface. */
public final class ChatRoutes {
    private static final String HISTORY = "/api/chat/{roomId}/history";
    private static final String MESSAGE = "/api/chat/{roomId}/messages/{id}";
    private static final byte[] HEALTH =
            "{\"status\":\"ok\",\"service\":\"chat-service\"}".getBytes(StandardCharsets.UTF_8);

    private final ChatEngine engine;

    private ChatRoutes(ChatEngine engine) {
        this.engine = engine;
    }

    /**
     * Adds the route that says that the server lives.
     *
     * @param router where to
     */
    public static void addHealthTo(Router.Builder router) {
        router.route("GET", "/health", exchange -> exchange.respond(Response.json(200, HEALTH)));
    }

    /**
     * Adds the routes of the histories, and of each message, of rooms that are open to all, which ask nobody who they are.
     *
     * @param router where to
     * @param engine the chat
     */
    public static void addHistoryTo(Router.Builder router, ChatEngine engine) {
        ChatRoutes routes = new ChatRoutes(engine);
        routes.addTo(router, routes::anyone);
    }

    /**
     * Adds the routes of the histories, and of each message, for those who say who they are and may read.
     *
     * @param router where to
     * @param engine the chat, whose authenticator and authorizer are asked each time
     */
    public static void addGuardedHistoryTo(Router.Builder router, ChatEngine engine) {
        ChatRoutes routes = new ChatRoutes(engine);
        routes.addTo(router, routes::known);
    }

    private void addTo(Router.Builder router, Function<RequestHead, CompletionStage<HistoryReader>> login) {
        router.route("GET", HISTORY, exchange -> answer(exchange, LogRead::history, login));
        router.route("GET", MESSAGE, exchange -> answer(exchange, LogRead::message, login));
    }

    private CompletionStage<HistoryReader> anyone(RequestHead request) {
        return CompletableFuture.completedFuture(new HistoryReader.Anyone());
    }

    private CompletionStage<HistoryReader> known(RequestHead request) {
        return RestLogin.of(engine, request).thenApply(user -> HistoryReader.Known.counted(engine, user));
    }

    private <T> void answer(
            Exchange exchange,
            Function<Exchange, LogRead<T>> asked,
            Function<RequestHead, CompletionStage<HistoryReader>> login) {
        try {
            Room room = engine.room(new RoomId(exchange.variable(0)));
            LogRead<T> read = asked.apply(exchange);
            login.apply(exchange.request())
                    .thenCompose(reader -> reader.requireRight(room).thenApply(allowed -> reader))
                    .whenComplete((reader, refused) -> {
                        if (refused != null) {
                            exchange.respond(RestRefusal.of(refused, exchange.request()));
                        } else {
                            LongAnswer.begin(
                                    exchange,
                                    turn -> read(reader, room, read, turn),
                                    value -> answer(reader, read, value),
                                    RestRefusal::of);
                        }
                    });
        } catch (ChatException e) {
            exchange.respond(RestRefusal.of(e, exchange.request()));
        }
    }

    private static <T> CompletionStage<T> read(
            HistoryReader reader, Room room, LogRead<T> read, LongAnswers.Turn turn) {
        reader.requireRate();
        return turn.hasWaited()
                ? reader.requireRight(room)
                        .thenCompose(allowed -> read.reading().apply(room))
                : read.reading().apply(room);
    }

    private static <T> Response answer(HistoryReader reader, LogRead<T> read, T value) {
        reader.told(read.told().apply(value));
        JsonBytes bytes = JsonBytes.write(json -> {
            json.writeStartObject();
            json.writeBooleanProperty("success", true);
            read.words().accept(value, json);
            json.writeEndObject();
        });
        return Response.json(200, bytes.toByteArray());
    }
}
