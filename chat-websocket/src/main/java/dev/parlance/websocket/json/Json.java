package dev.parlance.websocket.json;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON from strangers: bounded in depth, numbers and names, without duplicate fields, with nothing behind it. */
public final class Json {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_NUMBER = 32;
    private static final int MAX_NAME = 256;
    private static final int MAX_TOKENS = 20_000;

    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER)
                    .maxNameLength(MAX_NAME)
                    .maxTokenCount(MAX_TOKENS)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .build();
    private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /**
     * Reads what a client sent.
     *
     * @param text of a bounded length
     * @return the tree
     * @throws ChatException {@link ErrorCode#BAD_REQUEST} if it is not JSON or out of bounds
     */
    public static JsonNode read(String text) {
        try {
            JsonNode tree = MAPPER.readTree(text);
            if (tree.isMissingNode()) {
                throw new ChatException(ErrorCode.BAD_REQUEST, "a request must be JSON, this one is empty");
            }
            return tree;
        } catch (JacksonException e) {
            throw new ChatException(ErrorCode.BAD_REQUEST, text(e));
        }
    }

    /** In our words: Jackson's name its own classes and switches. */
    private static String text(JacksonException fault) {
        if (fault instanceof StreamConstraintsException) {
            return "a request must be JSON of at most " + MAX_DEPTH + " levels, " + MAX_TOKENS + " values, names of "
                    + MAX_NAME + " characters and numbers of " + MAX_NUMBER;
        }
        return "a request must be JSON: one value, well-formed, without duplicate fields";
    }
}
