package dev.parlance.websocket.socketio.protocol;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BinaryNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON and binary attachments as plain Java, and back. */
final class PlainValues {
    private PlainValues() {}

    static @Nullable Object of(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return of(object);
        }
        if (node instanceof ArrayNode array) {
            return of(array, 0);
        }
        if (node instanceof BinaryNode binary) {
            return binary.binaryValue();
        }
        if (node.isString()) {
            return node.stringValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.isNumber() ? node.numberValue() : null;
    }

    static Map<String, @Nullable Object> of(ObjectNode object) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            map.put(field.getKey(), of(field.getValue()));
        }
        return Collections.unmodifiableMap(map);
    }

    static List<@Nullable Object> of(ArrayNode array, int from) {
        List<@Nullable Object> list = new ArrayList<>(array.size());
        for (int i = from; i < array.size(); i++) {
            list.add(of(array.get(i)));
        }
        return Collections.unmodifiableList(list);
    }

    /** Writes a value; binary ones are added to the attachments, with a mark in their place. */
    static void write(@Nullable Object value, JsonGenerator json, List<byte[]> attachments) {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Number number) {
            number(number, json);
        } else if (value instanceof byte[] binary) {
            json.writeStartObject();
            json.writeBooleanProperty(Placeholders.MARK, true);
            json.writeNumberProperty(Placeholders.NUMBER, attachments.size());
            json.writeEndObject();
            attachments.add(binary.clone());
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            list.forEach(each -> write(each, json, attachments));
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            map.forEach((name, each) -> {
                json.writeName(String.valueOf(name));
                write(each, json, attachments);
            });
            json.writeEndObject();
        } else {
            throw new IllegalArgumentException(
                    "not a plain value: " + value.getClass().getName());
        }
    }

    private static void number(Number number, JsonGenerator json) {
        if (number instanceof BigInteger big) {
            json.writeNumber(big);
        } else if (number instanceof BigDecimal big) {
            json.writeNumber(big);
        } else if (number instanceof Double || number instanceof Float) {
            if (!Double.isFinite(number.doubleValue())) {
                throw new IllegalArgumentException("JSON has no number for " + number);
            }
            json.writeNumber(number.doubleValue());
        } else {
            json.writeNumber(number.longValue());
        }
    }
}
