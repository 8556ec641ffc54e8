package dev.parlance.websocket.chat;

import dev.parlance.Room;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.MessageId;
import dev.parlance.protocol.words.CommandReader;
import dev.parlance.protocol.words.EventWriter;
import dev.parlance.transport.OwnReactions;
import dev.parlance.transport.ServerReply;
import dev.parlance.websocket.http.Exchange;
import dev.parlance.websocket.http.QueryNumber;
import dev.parlance.websocket.http.RequestHead;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * What of a room's log is asked for over HTTP, and how it is answered. Immutable.
 *
 * @param <T> what is read
 * @param reading asks the store
 * @param told which messages it tells
 * @param words writes it as fields of an object that was begun
 */
record LogRead<T>(
        Function<Room, CompletionStage<T>> reading,
        Function<T, List<Message>> told,
        BiConsumer<T, JsonGenerator> words) {
    private static final int DEFAULT_LIMIT = 50;

    /** A page of the history. */
    static LogRead<HistoryPage> history(Exchange exchange) {
        HistoryQuery query = query(exchange.request());
        return new LogRead<>(room -> room.history(query), HistoryPage::messages, EventWriter::page);
    }

    /** One message in its latest state. */
    static LogRead<Message> message(Exchange exchange) {
        MessageId id = new MessageId(exchange.variable(1));
        return new LogRead<>(
                room -> room.message(id).thenApply(found -> found.orElseThrow(LogRead::gone)),
                List::of,
                (message, json) -> {
                    json.writeName("message");
                    EventWriter.write(new ServerReply.OneMessage(message, OwnReactions.SAID), json);
                });
    }

    private static ChatException gone() {
        return new ChatException(ErrorCode.MESSAGE_NOT_FOUND, "there is no such message in the history");
    }

    private static HistoryQuery query(RequestHead request) {
        String limit = request.parameter("limit");
        return CommandReader.query(
                limit == null ? DEFAULT_LIMIT : (int) QueryNumber.of("limit", limit, 1, HistoryQuery.MAX_LIMIT),
                offset("before", request.parameter("before")),
                offset("after", request.parameter("after")),
                request.parameter("epoch"));
    }

    private static long offset(String name, @Nullable String value) {
        return value == null ? -1 : QueryNumber.of(name, value, 0, Long.MAX_VALUE);
    }
}
