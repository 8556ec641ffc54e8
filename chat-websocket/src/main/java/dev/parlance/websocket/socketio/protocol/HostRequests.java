package dev.parlance.websocket.socketio.protocol;

import dev.parlance.websocket.engineio.Alarm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Events that wait for the client's acknowledgement. */
final class HostRequests {
    private record Pending(CompletableFuture<List<@Nullable Object>> answer, Alarm alarm) {}

    private final ServerSocket socket;
    private final Map<Long, Pending> pending = new HashMap<>(0);
    private long lastId;
    private boolean cancelled;

    HostRequests(ServerSocket socket) {
        this.socket = socket;
    }

    /** Any thread; all else happens on the lane. */
    CompletionStage<List<@Nullable Object>> send(Duration timeout, PlainPacket packet) {
        CompletableFuture<List<@Nullable Object>> answer = new CompletableFuture<>();
        socket.lane().execute(() -> send(timeout, packet, answer));
        return answer.minimalCompletionStage();
    }

    private void send(Duration timeout, PlainPacket packet, CompletableFuture<List<@Nullable Object>> answer) {
        if (cancelled) {
            answer.completeExceptionally(gone());
            return;
        }
        long id = lastId++;
        Alarm alarm = socket.alarm();
        pending.put(id, new Pending(answer, alarm));
        alarm.set(timeout, () -> {
            pending.remove(id);
            answer.completeExceptionally(new TimeoutException("no acknowledgement within " + timeout));
        });
        packet.frames(socket.namespace(), id).forEach(socket::send);
    }

    void answered(long id, List<@Nullable Object> arguments) {
        Pending known = pending.remove(id);
        if (known != null) {
            known.alarm().clear();
            known.answer().complete(arguments);
        }
    }

    void cancel() {
        cancelled = true;
        for (Pending each : new ArrayList<>(pending.values())) {
            each.alarm().clear();
            each.answer().completeExceptionally(gone());
        }
        pending.clear();
    }

    private static CancellationException gone() {
        return new CancellationException("the client has gone");
    }
}
