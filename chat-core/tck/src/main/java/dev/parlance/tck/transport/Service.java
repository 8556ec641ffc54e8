package dev.parlance.tck.transport;

import dev.parlance.ChatEngine;
import dev.parlance.model.Receipt;
import dev.parlance.model.RoomId;
import dev.parlance.policy.ChatLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** An engine, the transport that serves it, and all its clients, for one test. */
final class Service {
    static final RoomId TEA = new RoomId("tea");

    final HostsView host = new HostsView();
    final SlowStore store = new SlowStore();
    final ChatEngine engine;
    final ServedTransport transport;
    final Patience patience;
    private final List<Participant> participants = new ArrayList<>();

    Service(
            TransportStarter starter,
            Patience patience,
            Duration idleTimeout,
            UnaryOperator<ChatLimits.Builder> limits,
            UnaryOperator<ChatEngine.Builder> settings)
            throws IOException {
        this.patience = patience;
        ChatLimits.Builder usual =
                ChatLimits.builder().unlimitedRates().maxMessageLength(65_536).presenceGrace(Duration.ZERO);
        engine = settings.apply(ChatEngine.builder()
                        .broker(store)
                        .listener(host)
                        .limits(limits.apply(usual).build()))
                .build();
        patience.done(engine.start());
        transport = starter.serve(engine, new TransportBounds(idleTimeout));
    }

    /** A client that nobody knows yet. */
    Participant stranger() throws IOException {
        Participant stranger = new Participant(transport.connect(), patience);
        participants.add(stranger);
        return stranger;
    }

    /** One that is in {@link #TEA}. */
    Participant member(String userId) throws IOException {
        return stranger().logIn(userId).join(TEA);
    }

    Receipt publish(String text) {
        return patience.done(engine.room(TEA).publish(text));
    }

    /** Ends all, in the order in which a host does; nothing may be left. */
    void close() throws IOException {
        for (Participant each : participants) {
            each.leave();
        }
        transport.close();
        patience.until("all sessions of a transport that has stopped have ended", () -> engine.sessionCount() == 0);
        patience.until("it has no connection any more", () -> transport.connections() == 0);
        engine.close();
    }
}
