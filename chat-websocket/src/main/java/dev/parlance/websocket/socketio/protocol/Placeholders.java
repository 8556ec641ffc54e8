package dev.parlance.websocket.socketio.protocol;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Puts binary attachments where the JSON says {@code {"_placeholder":true,"num":0}}. */
final class Placeholders {
    static final String MARK = "_placeholder";
    static final String NUMBER = "num";

    private final List<byte[]> attachments;

    private Placeholders(List<byte[]> attachments) {
        this.attachments = attachments;
    }

    /** Replaces in place; the depth is bounded by that of the JSON. */
    static JsonNode fill(JsonNode node, List<byte[]> attachments) throws MalformedPacketException {
        return new Placeholders(attachments).fill(node);
    }

    private JsonNode fill(JsonNode node) throws MalformedPacketException {
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, fill(array.get(i)));
            }
        } else if (node instanceof ObjectNode object) {
            JsonNode mark = object.get(MARK);
            if (mark != null && mark.isBoolean() && mark.booleanValue()) {
                return attachment(object.get(NUMBER));
            }
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                field.setValue(fill(field.getValue()));
            }
        }
        return node;
    }

    private JsonNode attachment(JsonNode number) throws MalformedPacketException {
        boolean known = number != null
                && number.isIntegralNumber()
                && number.canConvertToInt()
                && number.intValue() >= 0
                && number.intValue() < attachments.size();
        if (!known) {
            throw new MalformedPacketException("no such attachment");
        }
        return JsonNodeFactory.instance.binaryNode(attachments.get(number.intValue()));
    }
}
