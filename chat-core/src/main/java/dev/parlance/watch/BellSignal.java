package dev.parlance.watch;

import dev.parlance.model.Position;
import dev.parlance.model.Signal;
import java.util.HashMap;
import java.util.Map;

/** How nodes tell one another that something was said in a room, or deleted. Any thread. */
final class BellSignal {
    static final String NAME = "parlance.bell";

    private BellSignal() {}

    static Signal of(RoomState state) {
        Map<String, String> data = new HashMap<>();
        data.put("epoch", state.position().epoch());
        data.put("offset", "" + state.position().offset());
        data.put("posts", "" + state.posts());
        if (state.deletions() != RoomState.UNKNOWN) {
            data.put("deletions", "" + state.deletions());
        }
        return Signal.of(NAME, data);
    }

    static RoomState state(Map<String, String> data) {
        Position position =
                new Position(data.getOrDefault("epoch", ""), Long.parseLong(data.getOrDefault("offset", "")));
        return new RoomState(
                position,
                Long.parseLong(data.getOrDefault("posts", "")),
                Long.parseLong(data.getOrDefault("deletions", "" + RoomState.UNKNOWN)));
    }
}
