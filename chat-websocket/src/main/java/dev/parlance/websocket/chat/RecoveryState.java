package dev.parlance.websocket.chat;

import dev.parlance.broker.ChatBroker;
import dev.parlance.model.ChatException;
import dev.parlance.model.Credentials;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.protocol.json.JsonBytes;
import dev.parlance.protocol.words.Fields;
import dev.parlance.protocol.words.RequestJson;
import dev.parlance.transport.ClientCommand;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is kept of a session until its client is back.
 *
 * @param socketId how the client was called, and will be again
 * @param userId who it was
 * @param claim what it said of itself, without a secret, or null if that was not all; said again for it if it says nothing when it is back
 * @param log where it stood
 */
record RecoveryState(
        String socketId, UserId userId, @Nullable Claim claim, RecoveryLog log) {
    /** Who a client says it is. */
    record Claim(@Nullable String userId, @Nullable String username) {
        ClientCommand.Authenticate command() {
            return new ClientCommand.Authenticate(Credentials.of(userId, username, null));
        }
    }

    /** The state as a store keeps it, or null if it does not fit. */
    @Nullable
    String text() {
        List<RecoveryLog.Entry> entries = new ArrayList<>();
        log.entries().forEachRemaining(entries::add);
        String text = text(entries, 0);
        for (int skipped = 0; tooLong(text) && skipped < entries.size(); ) {
            skipped = Math.min(entries.size(), skipped + 64);
            text = text(entries, skipped);
        }
        return tooLong(text) ? null : text;
    }

    private static boolean tooLong(String text) {
        return text.length() > ChatBroker.MAX_VALUE_LENGTH;
    }

    /** The newest entries only; what the others say is said by the positions from which those begin. */
    private String text(List<RecoveryLog.Entry> entries, int skipped) {
        Map<RoomId, Position> positions = new LinkedHashMap<>(log.floorPositions());
        long floor = log.floor();
        for (RecoveryLog.Entry entry : entries.subList(0, skipped)) {
            positions.put(entry.roomId(), entry.position());
            floor = Math.max(floor, entry.number());
        }
        long from = floor;
        JsonBytes json = JsonBytes.write(out -> {
            out.writeStartObject();
            out.writeStringProperty("sid", socketId);
            out.writeStringProperty("userId", userId.value());
            if (claim != null) {
                out.writeName("claim");
                out.writeStartObject();
                out.writeStringProperty("userId", claim.userId());
                out.writeStringProperty("username", claim.username());
                out.writeEndObject();
            }
            out.writeNumberProperty("last", log.last());
            out.writeNumberProperty("floor", from);
            writeRooms(positions, out);
            writeEntries(entries.subList(skipped, entries.size()), out);
            out.writeEndObject();
        });
        return new String(json.array(), 0, json.length(), StandardCharsets.UTF_8);
    }

    /** A room's name, its epoch, and its first offset, which is -1 for a room joined later. */
    private void writeRooms(Map<RoomId, Position> positions, JsonGenerator out) {
        out.writeName("rooms");
        out.writeStartArray();
        for (RoomId room : log.rooms()) {
            Position position = positions.get(room);
            String epoch = log.epochs().get(room);
            out.writeString(room.value());
            out.writeString(position != null ? position.epoch() : epoch == null ? "" : epoch);
            out.writeNumber(position == null ? -1 : position.offset());
        }
        out.writeEndArray();
    }

    /** A number, the room's place in the list of rooms, an offset. */
    private void writeEntries(List<RecoveryLog.Entry> entries, JsonGenerator out) {
        List<RoomId> rooms = new ArrayList<>(log.rooms());
        out.writeName("entries");
        out.writeStartArray();
        for (RecoveryLog.Entry entry : entries) {
            out.writeNumber(entry.number());
            out.writeNumber(rooms.indexOf(entry.roomId()));
            out.writeNumber(entry.position().offset());
        }
        out.writeEndArray();
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws ChatException if it is something else
     */
    static RecoveryState read(String text) {
        JsonNode tree = RequestJson.read(text);
        Fields fields = Fields.of("the state of a session", tree);
        Fields claimed = fields.object("claim");
        Claim claim =
                claimed == null ? null : new Claim(claimed.optionalText("userId"), claimed.optionalText("username"));
        ObjectNode object = (ObjectNode) tree;
        List<RoomId> rooms = new ArrayList<>();
        List<String> epochs = new ArrayList<>();
        Map<RoomId, Position> positions = new LinkedHashMap<>();
        Iterator<JsonNode> each = ((ArrayNode) object.get("rooms")).iterator();
        while (each.hasNext()) {
            RoomId room = new RoomId(each.next().stringValue());
            String epoch = each.next().stringValue();
            long offset = each.next().longValue();
            rooms.add(room);
            epochs.add(epoch);
            if (offset >= 0) {
                positions.put(room, new Position(epoch, offset));
            }
        }
        RecoveryLog log = RecoveryLog.of(
                fields.wholeNumber("last", 0, Fields.MAX_WHOLE_NUMBER),
                fields.wholeNumber("floor", 0, Fields.MAX_WHOLE_NUMBER),
                positions,
                rooms);
        Iterator<JsonNode> entry = ((ArrayNode) object.get("entries")).iterator();
        while (entry.hasNext()) {
            long number = entry.next().longValue();
            int room = entry.next().intValue();
            log.add(new RecoveryLog.Entry(
                    number,
                    rooms.get(room),
                    new Position(epochs.get(room), entry.next().longValue())));
        }
        return new RecoveryState(fields.text("sid"), new UserId(fields.text("userId")), claim, log);
    }
}
