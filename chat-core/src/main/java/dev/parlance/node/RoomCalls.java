package dev.parlance.node;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomInfo;
import dev.parlance.model.RoomListing;
import dev.parlance.room.LiveRoom;
import dev.parlance.room.Rooms;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells which rooms somebody is in and how many, over all nodes. Pages go on behind a room's id rather than a number of rooms, so that one that empties meanwhile shifts nothing; each node
 * tells the first of its own, which has all of the first there are. Any thread.
 */
public final class RoomCalls {
    /** How many rooms a page may have. */
    public static final int MOST = 100;

    private static final String LIST = "list-rooms";
    private static final String AFTER = "after";
    private static final String ONLY = "only";
    private static final String LIMIT = "limit";
    private static final String MORE = "more";
    private static final Comparator<LiveRoom> BY_ID =
            Comparator.comparing(room -> room.id().value());

    private final NodeQuestions questions;
    private final Rooms rooms;

    RoomCalls(NodeQuestions questions, Rooms rooms) {
        this.questions = questions;
        this.rooms = rooms;
        questions.answer(LIST, this::listHere);
    }

    /** Tells a page of the rooms. */
    public CompletionStage<RoomListing> list(@Nullable RoomId after, int limit) {
        if (limit < 1 || limit > MOST) {
            throw new ChatException(
                    ErrorCode.BAD_REQUEST, "limit must be a whole number from 1 to " + MOST + ", not " + limit);
        }
        String limitText = Integer.toString(limit);
        return ask(after == null ? Map.of(LIMIT, limitText) : Map.of(LIMIT, limitText, AFTER, after.value()), limit);
    }

    /** Tells of one room; nothing if nobody is in it. */
    public CompletionStage<RoomListing> of(RoomId roomId) {
        return ask(Map.of(ONLY, roomId.value()), 1);
    }

    private CompletionStage<RoomListing> ask(Map<String, String> data, int limit) {
        return questions.ask(LIST, data, SessionCalls.PATIENCE).thenApply(answers -> {
            TreeMap<String, RoomInfo> told = new TreeMap<>();
            boolean more = false;
            for (Map<String, String> part : answers.parts()) {
                more |= part.containsKey(MORE);
                Lines.of(part)
                        .map(RoomCalls::read)
                        .forEach(room -> told.merge(room.id().value(), room, RoomCalls::sum));
            }
            return RoomListing.of(
                    told.values().stream().limit(limit).toList(), more || told.size() > limit, answers.silent());
        });
    }

    private CompletionStage<List<Map<String, String>>> listHere(Map<String, String> data) {
        String only = data.get(ONLY);
        if (only != null) {
            LiveRoom room = rooms.find(new RoomId(only));
            return CompletableFuture.completedFuture(room == null ? List.of() : Lines.parts(Stream.of(written(room))));
        }
        int limit = Integer.parseInt(data.getOrDefault(LIMIT, ""));
        String after = data.getOrDefault(AFTER, "");
        PriorityQueue<LiveRoom> first = new PriorityQueue<>(BY_ID.reversed());
        for (LiveRoom room : rooms.all()) {
            if (room.id().value().compareTo(after) > 0) {
                first.add(room);
                if (first.size() > limit + 1) {
                    first.remove(); // the last of them
                }
            }
        }
        boolean more = first.size() > limit;
        if (more) {
            first.remove();
        }
        List<Map<String, String>> parts = Lines.parts(first.stream().map(RoomCalls::written));
        if (more) {
            parts.add(Map.of(MORE, "true"));
        }
        return CompletableFuture.completedFuture(parts);
    }

    private static String written(LiveRoom room) {
        // a tab is in no room's id
        return room.id().value() + '\t' + room.present() + '\t' + room.connections();
    }

    private static RoomInfo read(String line) {
        int present = line.indexOf('\t');
        int connections = line.indexOf('\t', present + 1);
        return RoomInfo.of(
                new RoomId(line.substring(0, present)),
                Integer.parseInt(line.substring(present + 1, connections)),
                Integer.parseInt(line.substring(connections + 1)));
    }

    /** Every node knows who is there, but only its own connections. */
    private static RoomInfo sum(RoomInfo one, RoomInfo other) {
        return RoomInfo.of(one.id(), Math.max(one.present(), other.present()), one.connections() + other.connections());
    }
}
