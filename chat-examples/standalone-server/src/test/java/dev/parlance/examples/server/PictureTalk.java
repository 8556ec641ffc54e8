package dev.parlance.examples.server;

import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.parlance.ChatEngine;
import dev.parlance.Room;
import dev.parlance.model.Credentials;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.MessageId;
import dev.parlance.model.Position;
import dev.parlance.model.Receipt;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.websocket.ChatServer;
import dev.parlance.websocket.StaticResources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What people have said who never lived, for pictures of the page: on two days of March, whenever they are taken. */
final class PictureTalk implements AutoCloseable {
    static final User ADA = User.of("u-ada", "Ada");
    static final User BO = User.of("u-bo1", "Bo");
    static final User CHIOMA = User.of("u-chioma3", "Chioma");
    static final User MEI = User.of("u-mei4", "Mei");
    static final User TOMAS = User.of("u-tomas9", "Tomás");
    static final User DANA = User.of("u-d", "دانة");
    static final User LAILA = User.of("u-a1", "ليلى");
    static final User OMAR = User.of("u-b2", "عمر");

    private static final List<User> ALL = List.of(ADA, BO, CHIOMA, MEI, TOMAS, DANA, LAILA, OMAR);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ChatEngine engine;
    private final ChatServer server;
    private volatile Instant now = Instant.EPOCH;

    PictureTalk() {
        engine = ChatEngine.builder()
                .clock(() -> now)
                .authenticator(credentials -> completedFuture(userOf(credentials)))
                .build();
        server = ChatServer.builder(engine)
                .host("127.0.0.1")
                .port(0)
                .resources(StaticResources.fromClasspath(StandaloneServer.class, "/web"))
                .build();
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each goes by the id as a token, or by the name. */
    private static User userOf(Credentials credentials) {
        return ALL.stream()
                .filter(each -> each.id().value().equals(credentials.token())
                        || each.name().equals(credentials.username()))
                .findFirst()
                .orElseThrow();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.address().getPort());
    }

    Instant now() {
        return now;
    }

    /** It is that time in March from now on. */
    PictureTalk at(int day, int hour, int minute) {
        now = LocalDateTime.of(2026, 3, day, hour, minute)
                .atZone(ZoneId.systemDefault())
                .toInstant();
        return this;
    }

    Receipt say(String room, User author, String text) {
        return say(room, author, text, UnaryOperator.identity());
    }

    Receipt say(String room, User author, String text, UnaryOperator<MessageDraft.Builder> more) {
        RoomId roomId = new RoomId(room);
        return in(
                room,
                it -> it.publish(
                        more.apply(MessageDraft.builder(roomId, author, text)).build()));
    }

    void reply(String room, User author, Receipt to, String text) {
        say(room, author, text, draft -> draft.replyTo(to.messageId()));
    }

    void react(String room, MessageId message, String emoji, User... users) {
        for (User each : users) {
            in(room, it -> it.react(each, message, emoji, true));
        }
    }

    void read(String room, Position upTo, User... users) {
        for (User each : users) {
            in(room, it -> it.mark(each.id(), upTo));
        }
    }

    <T> T in(String room, Function<Room, CompletionStage<T>> act) {
        return act.apply(engine.room(new RoomId(room)))
                .toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        server.close();
        engine.close();
    }
}
