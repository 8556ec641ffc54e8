package dev.parlance.websocket.chat;

import dev.parlance.ChatEngine;
import dev.parlance.Room;
import dev.parlance.complaint.Complaints;
import dev.parlance.model.ChatException;
import dev.parlance.model.Credentials;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.protocol.json.JsonBytes;
import dev.parlance.protocol.words.EventWriter;
import dev.parlance.transport.LongAnswers;
import dev.parlance.websocket.address.AddressAccount;
import dev.parlance.websocket.address.Refusal;
import dev.parlance.websocket.http.Exchange;
import dev.parlance.websocket.http.RequestHead;
import dev.parlance.websocket.http.Response;
import dev.parlance.websocket.http.Router;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The chat's REST interface. */
public final class ChatRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(ChatRoutes.class);
    private static final Complaints COMPLAINTS = new Complaints(LOG::warn, LOG::error);
    private static final String HISTORY = "/api/chat/{roomId}/history";
    private static final String MESSAGE = "/api/chat/{roomId}/messages/{id}";
    private static final Set<String> PAGE = Set.of("limit", "before", "after", "epoch");
    private static final int UNAUTHORIZED = 401;
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
        return login(request).thenApply(user -> HistoryReader.Known.counted(engine, user));
    }

    /** Guesses count together with those over the other protocols; who says nothing has not guessed, and may share an address with many. */
    private CompletionStage<User> login(RequestHead request) {
        AddressAccount account = request.account();
        Refusal tooMany = account.login();
        if (tooMany != null) {
            throw ChatException.rateLimited("too many logins have failed from where you are", tooMany.retryAfter());
        }
        Credentials credentials = Credentials.of(null, null, null).withAttributes(ConnectionAttributes.of(request));
        return engine.login(credentials).whenComplete((user, failure) -> {
            if (failure != null
                    && ChatException.causeOf(failure) instanceof ChatException e
                    && e.code() == ErrorCode.AUTHENTICATION_FAILED
                    && bringsProof(request)) {
                account.loginFailed();
            }
        });
    }

    /** Whether there is anything that a host might look at to find out who asks; the parameters of a page are not. */
    private static boolean bringsProof(RequestHead request) {
        return request.countOf("Authorization") > 0
                || request.countOf("Cookie") > 0
                || !PAGE.containsAll(request.parameterNames());
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
                            exchange.respond(refusal(refused, exchange.request()));
                        } else {
                            LongAnswer.begin(
                                    exchange,
                                    turn -> read(reader, room, read, turn),
                                    value -> answer(reader, read, value),
                                    ChatRoutes::refusal);
                        }
                    });
        } catch (ChatException e) {
            exchange.respond(refusal(e, exchange.request()));
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

    private static Response refusal(Throwable failure, RequestHead request) {
        Throwable cause = ChatException.causeOf(failure);
        if (cause instanceof ChatException e) {
            return refusal(e, request);
        }
        COMPLAINTS.error("a history could not be read", cause);
        return Response.error(500, ErrorCode.INTERNAL_ERROR, "a fault of the server", false);
    }

    private static Response refusal(ChatException error, RequestHead request) {
        byte[] body = JsonBytes.write(error, EventWriter::refused).toByteArray();
        Response plain = Response.json(error.code().httpStatus(), body);
        Response response = error.retryAfter().map(plain::retryAfter).orElse(plain);
        if (error.code().httpStatus() == UNAUTHORIZED) {
            return challenge(response, request);
        }
        boolean isCutOff = error.code() == ErrorCode.RATE_LIMITED && !error.retryable();
        return isCutOff ? response.with("Connection", "close") : response;
    }

    /** Says what is wanted (RFC 6750, section 3). Who guesses has one try a connection. */
    private static Response challenge(Response error, RequestHead request) {
        String wanted = "Bearer realm=\"chat\"";
        boolean tried = request.header("Authorization") != null;
        return error.with("WWW-Authenticate", tried ? wanted + ", error=\"invalid_token\"" : wanted)
                .with("Connection", "close");
    }
}
