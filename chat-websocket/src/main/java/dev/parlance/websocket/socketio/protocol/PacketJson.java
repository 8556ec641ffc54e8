package dev.parlance.websocket.socketio.protocol;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of packets: from strangers, so bounded in depth, numbers, names and size, without duplicate fields, with nothing behind it. */
final class PacketJson {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_NUMBER = 64;
    private static final int MAX_NAME = 1024;
    private static final int MAX_TOKENS = 100_000;

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

    private PacketJson() {}

    /** Loads Jackson, which takes as long as some hundred messages: before the first client comes, not on its I/O thread. */
    static void load() {
        try {
            PlainPacket.event("load", new @Nullable Object[] {PlainValues.of(read("{\"load\":[1,true]}"))});
        } catch (MalformedPacketException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonNode read(String text) throws MalformedPacketException {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw new MalformedPacketException("malformed JSON");
        }
    }
}
