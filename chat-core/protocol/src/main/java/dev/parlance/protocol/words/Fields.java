package dev.parlance.protocol.words;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The fields of an object that a client sent; refuses what is missing or of the wrong type, by name. A field that is null counts as missing. */
public final class Fields {
    /** The largest whole number that every client can hold: 2^53-1. */
    public static final long MAX_WHOLE_NUMBER = (1L << 53) - 1;

    private final String prefix;
    private final @Nullable ObjectNode object;

    private Fields(String prefix, @Nullable ObjectNode object) {
        this.prefix = prefix;
        this.object = object;
    }

    /**
     * The fields of a node.
     *
     * @param what how to call it
     * @param node an object
     * @return its fields
     * @throws ChatException {@link ErrorCode#BAD_REQUEST} if it is no object
     */
    public static Fields of(String what, JsonNode node) {
        if (node instanceof ObjectNode object) {
            return new Fields("", object);
        }
        throw new ChatException(ErrorCode.BAD_REQUEST, what + " must be a JSON object");
    }

    /**
     * Refuses a field that nobody looks at, where one that is misspelled would do harm.
     *
     * @param names of all fields that there are
     * @return this
     * @throws ChatException {@link ErrorCode#BAD_REQUEST} for another
     */
    public Fields only(String... names) {
        for (String each : object == null ? Set.<String>of() : Set.copyOf(object.propertyNames())) {
            if (!List.of(names).contains(each)) {
                throw new ChatException(
                        ErrorCode.BAD_REQUEST,
                        "there is no field \"" + clip(each) + "\""
                                + (names.length == 0 ? "" : ", only " + String.join(", ", names)));
            }
        }
        return this;
    }

    /**
     * An object within.
     *
     * @param name of the field
     * @return its fields, or null if it is missing
     */
    public @Nullable Fields object(String name) {
        JsonNode node = node(name);
        if (node == null) {
            return null;
        }
        if (node instanceof ObjectNode within) {
            return new Fields(prefix + name + ".", within);
        }
        throw wrong(name, "an object");
    }

    /**
     * An object within that stands for an empty one if it is missing.
     *
     * @param name of the field
     * @return its fields, under their plain names
     */
    public Fields objectOrEmpty(String name) {
        JsonNode node = node(name);
        if (node == null) {
            return new Fields("", null);
        }
        if (node instanceof ObjectNode within) {
            return new Fields("", within);
        }
        throw wrong(name, "an object");
    }

    /**
     * A text.
     *
     * @param name of the field
     * @return the text
     */
    public String text(String name) {
        String text = optionalText(name);
        if (text == null) {
            throw wrong(name, "a string");
        }
        return text;
    }

    /**
     * A text that may be missing.
     *
     * @param name of the field
     * @return the text, or null
     */
    public @Nullable String optionalText(String name) {
        JsonNode node = node(name);
        if (node == null) {
            return null;
        }
        return checked(name, node, "a string");
    }

    /**
     * True or false.
     *
     * @param name of the field
     * @return the value
     */
    public boolean truth(String name) {
        JsonNode node = node(name);
        if (node == null || !node.isBoolean()) {
            throw wrong(name, "true or false");
        }
        return node.booleanValue();
    }

    /**
     * True or false, or missing.
     *
     * @param name of the field
     * @param otherwise what a missing one stands for
     * @return the value
     */
    public boolean truth(String name, boolean otherwise) {
        return node(name) == null ? otherwise : truth(name);
    }

    /**
     * A whole number that may be missing.
     *
     * @param name of the field
     * @param least the smallest
     * @param most the largest
     * @return the number, or -1 if it is missing
     */
    public long wholeNumber(String name, long least, long most) {
        JsonNode node = node(name);
        if (node == null) {
            return -1;
        }
        if (!node.isIntegralNumber()
                || !node.canConvertToLong()
                || node.longValue() < least
                || node.longValue() > most) {
            throw wrong(name, "a whole number from " + least + " to " + (most == MAX_WHOLE_NUMBER ? "2^53-1" : most));
        }
        return node.longValue();
    }

    /**
     * An object of texts.
     *
     * @param name of the field
     * @return the texts by their names, empty if it is missing
     */
    public Map<String, String> texts(String name) {
        JsonNode node = node(name);
        if (node == null) {
            return Map.of();
        }
        if (!(node instanceof ObjectNode within)) {
            throw wrong(name, "an object of strings");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> each : within.properties()) {
            texts.put(each.getKey(), checked(name, each.getValue(), "an object of strings"));
        }
        return texts;
    }

    /**
     * A list of texts.
     *
     * @param name of the field
     * @return the texts in their order, empty if it is missing
     */
    public List<String> textList(String name) {
        JsonNode node = node(name);
        if (node == null) {
            return List.of();
        }
        if (!node.isArray()) {
            throw wrong(name, "a list of strings");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode each : node) {
            texts.add(checked(name, each, "a list of strings"));
        }
        return texts;
    }

    /**
     * Whether a field is there with a value.
     *
     * @param name of the field
     * @return whether it is there, and not null
     */
    public boolean isThere(String name) {
        return node(name) != null;
    }

    /**
     * Whether a field is there at all, for fields of which null means another thing than nothing said.
     *
     * @param name of the field
     * @return whether it is there, null perhaps
     */
    public boolean isNamed(String name) {
        return object != null && object.has(name);
    }

    /**
     * A name as it is told again: a stranger's may be as long as a message.
     *
     * @param name of an event or a field
     * @return at most its first 64 characters
     */
    public static String clip(String name) {
        return name.length() <= 64 ? name : name.substring(0, 64);
    }

    private @Nullable JsonNode node(String name) {
        JsonNode node = object == null ? null : object.get(name);
        return node == null || node.isNull() ? null : node;
    }

    private String checked(String name, JsonNode node, String right) {
        if (!node.isString()) {
            throw wrong(name, right);
        }
        String text = node.stringValue();
        if (!WellFormed.is(text)) {
            throw wrong(name, "well-formed text, without half of a surrogate pair");
        }
        return text;
    }

    private ChatException wrong(String name, String right) {
        return new ChatException(ErrorCode.BAD_REQUEST, prefix + name + " must be " + right);
    }
}
