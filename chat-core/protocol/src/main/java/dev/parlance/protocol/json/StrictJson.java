package dev.parlance.protocol.json;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON from strangers: bounded in depth, values, names and numbers, without duplicate fields, with nothing behind it. How long a text may be is bounded by
 * whoever takes it from the wire. Safe for use by many threads; make few, each has its own tables of names.
 */
public final class StrictJson {
    private final String bounds;
    private final JsonMapper mapper;

    /**
     * Sets the bounds.
     *
     * @param maxDepth how many objects and arrays may lie in one another
     * @param maxValues how many tokens a text may have
     * @param maxName how many characters the name of a field may have
     * @param maxNumber how many characters a number may have
     */
    public StrictJson(int maxDepth, int maxValues, int maxName, int maxNumber) {
        bounds = "of at most " + maxDepth + " levels, " + maxValues + " values, names of " + maxName
                + " characters and numbers of " + maxNumber;
        mapper = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(maxDepth)
                                .maxNumberLength(maxNumber)
                                .maxNameLength(maxName)
                                .maxTokenCount(maxValues)
                                .build())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .recyclerPool(JsonRecyclerPools.threadLocalPool())
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /**
     * Reads a text.
     *
     * @param text of a bounded length
     * @return the one value in it
     * @throws MalformedJsonException if it is not JSON, or out of bounds
     */
    public JsonNode read(String text) throws MalformedJsonException {
        try {
            JsonNode tree = mapper.readTree(text);
            if (tree.isMissingNode()) {
                throw new MalformedJsonException("JSON, this one is empty");
            }
            return tree;
        } catch (StreamConstraintsException e) {
            throw new MalformedJsonException("JSON " + bounds);
        } catch (JacksonException e) {
            throw new MalformedJsonException("JSON: one value, well-formed, without duplicate fields");
        }
    }
}
