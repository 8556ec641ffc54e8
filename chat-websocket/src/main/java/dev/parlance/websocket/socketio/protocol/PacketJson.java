package dev.parlance.websocket.socketio.protocol;

import dev.parlance.protocol.json.MalformedJsonException;
import dev.parlance.protocol.json.StrictJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The JSON of packets, with bounds that hosts' namespaces have room in. */
final class PacketJson {
    private static final StrictJson JSON = new StrictJson(64, 100_000, 1024, 64);

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
            return JSON.read(text);
        } catch (MalformedJsonException e) {
            throw new MalformedPacketException("malformed JSON");
        }
    }
}
