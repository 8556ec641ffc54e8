package dev.parlance.protocol.words;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.protocol.json.MalformedJsonException;
import dev.parlance.protocol.json.StrictJson;
import tools.jackson.databind.JsonNode;

/** The JSON of requests, with bounds that no sensible one comes near. */
public final class RequestJson {
    private static final StrictJson JSON = new StrictJson(32, 20_000, 256, 32);

    private RequestJson() {}

    /**
     * Reads what a client sent.
     *
     * @param text of a bounded length
     * @return the tree
     * @throws ChatException {@link ErrorCode#BAD_REQUEST} if it is not JSON or out of bounds
     */
    public static JsonNode read(String text) {
        try {
            return JSON.read(text);
        } catch (MalformedJsonException e) {
            throw new ChatException(ErrorCode.BAD_REQUEST, "a request must be " + e.right());
        }
    }
}
