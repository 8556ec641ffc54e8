package dev.parlance.websocket.admin;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.MessageId;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.protocol.words.Fields;
import dev.parlance.protocol.words.RequestJson;
import dev.parlance.websocket.http.Exchange;
import dev.parlance.websocket.http.QueryNumber;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** What a caller has asked for: reads it, and refuses with a {@link ChatException} what makes no sense. On the event loop. */
final class AdminCall {
    private final Exchange exchange;
    private @Nullable UserId concerned;

    AdminCall(Exchange exchange) {
        this.exchange = exchange;
    }

    /** What stands in the path for its variable. */
    String named() {
        return exchange.variable(0);
    }

    RoomId room() {
        return new RoomId(named());
    }

    MessageId message() {
        return new MessageId(exchange.variable(1));
    }

    UserId user() {
        return new UserId(named());
    }

    /** Notes whom it is about where the path does not say it. */
    UserId about(UserId userId) {
        concerned = userId;
        return userId;
    }

    /** Whom it was found to be about, if the path does not say it. */
    @Nullable
    UserId concerned() {
        return concerned;
    }

    int limit(int most) {
        String limit = exchange.request().parameter("limit");
        return limit == null ? Math.min(100, most) : (int) QueryNumber.of("limit", limit, 1, most);
    }

    /** Behind which id a page begins, or null. */
    @Nullable
    String after() {
        return exchange.request().parameter("after");
    }

    /** What it sends, with no other fields than these; no body is an object without fields. */
    Fields body(String... fields) {
        return sent().only(fields);
    }

    private Fields sent() {
        if (exchange.body().length == 0) {
            return Fields.of("the body", JsonNodeFactory.instance.objectNode());
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(exchange.body()))
                    .toString();
            return Fields.of("the body", RequestJson.read(text));
        } catch (CharacterCodingException e) {
            throw new ChatException(ErrorCode.BAD_REQUEST, "the body must be UTF-8");
        }
    }
}
