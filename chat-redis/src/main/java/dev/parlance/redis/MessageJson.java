package dev.parlance.redis;

import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.JsonRecyclerPools;

/** The bodies of messages, users and signals in Redis: JSON with short names, of which unknown ones are skipped. */
final class MessageJson {
    private static final JsonFactory PLAIN = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .build();
    /** For text with half a surrogate pair, which UTF-8 cannot say. */
    private static final JsonFactory ESCAPING =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private MessageJson() {}

    // Both forms of a message begin with what never changes, and go on with the text: change.lua compares that far.

    static byte[] write(MessageDraft draft) {
        return object(json -> {
            unchanging(json, draft.author(), draft.clientMessageId());
            text(json, "x", draft.text());
            map(json, "m", draft.metadata());
        });
    }

    /** A changed message; other than a draft's, this says where and when it was posted. */
    static byte[] write(Message message) {
        return object(json -> {
            unchanging(json, message.author(), message.clientMessageId());
            text(json, "x", message.text());
            if (message.deleted()) {
                json.writeBooleanProperty("d", true);
            }
            text(json, "pe", message.position().epoch());
            json.writeNumberProperty("pt", message.timestamp().toEpochMilli());
            map(json, "m", message.metadata());
            text(json, "e", message.editedAt().map(Instant::toString).orElse(null));
            if (!message.reactions().isEmpty()) {
                json.writeObjectPropertyStart("r");
                message.reactions().forEach((reaction, users) -> {
                    json.writeArrayPropertyStart(reaction);
                    users.forEach(user -> json.writeString(user.value()));
                    json.writeEndArray();
                });
                json.writeEndObject();
            }
        });
    }

    /** How much of a body does not change, with its text or without it. */
    static int unchanging(Message message, boolean withText) {
        return object(json -> {
                            unchanging(json, message.author(), message.clientMessageId());
                            text(json, "x", withText ? message.text() : "");
                        })
                        .length
                - (withText ? "}" : "\"}").length();
    }

    private static void unchanging(JsonGenerator json, User author, Optional<String> clientMessageId) {
        text(json, "u", author.id().value());
        text(json, "n", author.name());
        text(json, "c", clientMessageId.orElse(null));
    }

    static byte[] write(User user) {
        return object(json -> {
            text(json, "u", user.id().value());
            text(json, "n", user.name());
        });
    }

    static byte[] write(Signal signal) {
        return object(json -> {
            text(json, "s", signal.name());
            signal.sender().ifPresent(sender -> {
                text(json, "u", sender.id().value());
                text(json, "n", sender.name());
            });
            map(json, "m", signal.data());
        });
    }

    /** Reads a message whose place is known unless the body itself says that it was posted in another epoch. */
    static Message message(Bytes body, RoomId room, String epoch, long offset, long stamp, long changeOffset) {
        Fields fields = read(body);
        Position position = new Position(fields.postEpoch == null ? epoch : fields.postEpoch, offset);
        Instant at = Instant.ofEpochMilli(fields.postStamp < 0 ? stamp : fields.postStamp);
        Message.Builder message = Message.stored(room, fields.user(), position, at)
                .changeOffset(changeOffset)
                .clientMessageId(fields.clientMessageId);
        if (fields.editedAt == null) {
            message.text(fields.text);
        } else {
            message.edited(fields.text, Instant.parse(fields.editedAt));
        }
        return fields.deleted
                ? message.deleted().build()
                : message.metadata(fields.map).reactions(fields.reactions).build();
    }

    static User user(Bytes body) {
        return read(body).user();
    }

    static Signal signal(Bytes body) {
        Fields fields = read(body);
        return fields.userId == null
                ? Signal.of(fields.signal, fields.map)
                : Signal.from(fields.user(), fields.signal, fields.map);
    }

    private static final class Fields {
        @Nullable
        String userId;

        String name = "";
        String text = "";
        String signal = "";

        @Nullable
        String clientMessageId;

        @Nullable
        String postEpoch;

        long postStamp = -1;

        @Nullable
        String editedAt;

        boolean deleted;
        Map<String, String> map = Map.of();
        Map<String, List<UserId>> reactions = Map.of();

        User user() {
            if (userId == null) {
                throw new IllegalArgumentException("a body without a user");
            }
            return User.of(userId, name);
        }
    }

    private static Fields read(Bytes body) {
        Fields fields = new Fields();
        try (JsonParser json =
                PLAIN.createParser(ObjectReadContext.empty(), body.array(), body.from(), body.length())) {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "u" -> fields.userId = json.getString();
                    case "n" -> fields.name = json.getString();
                    case "x" -> fields.text = json.getString();
                    case "s" -> fields.signal = json.getString();
                    case "c" -> fields.clientMessageId = json.getString();
                    case "pe" -> fields.postEpoch = json.getString();
                    case "pt" -> fields.postStamp = json.getLongValue();
                    case "e" -> fields.editedAt = json.getString();
                    case "d" -> fields.deleted = json.getBooleanValue();
                    case "m" -> fields.map = texts(json);
                    case "r" -> fields.reactions = reactions(json);
                    default -> json.skipChildren(); // a field of a later version
                }
            }
        }
        return fields;
    }

    private static Map<String, String> texts(JsonParser json) {
        Map<String, String> map = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            json.nextToken();
            map.put(key, json.getString());
        }
        return map;
    }

    private static Map<String, List<UserId>> reactions(JsonParser json) {
        Map<String, List<UserId>> map = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String reaction = json.currentName();
            List<UserId> users = new ArrayList<>();
            json.nextToken();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                users.add(new UserId(json.getString()));
            }
            map.put(reaction, users);
        }
        return map;
    }

    private static byte[] object(Consumer<JsonGenerator> fields) {
        try {
            return object(PLAIN, fields);
        } catch (JacksonException e) {
            return object(ESCAPING, fields);
        }
    }

    private static byte[] object(JsonFactory factory, Consumer<JsonGenerator> fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(160);
        try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            fields.accept(json);
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }

    private static void map(JsonGenerator json, String name, Map<String, String> map) {
        if (!map.isEmpty()) {
            json.writeObjectPropertyStart(name);
            map.forEach(json::writeStringProperty);
            json.writeEndObject();
        }
    }
}
