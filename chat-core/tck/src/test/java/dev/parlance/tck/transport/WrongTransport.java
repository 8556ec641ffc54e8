package dev.parlance.tck.transport;

import dev.parlance.ChatEngine;
import dev.parlance.transport.ChatConnection;
import dev.parlance.transport.ChatSession;
import dev.parlance.transport.CloseReason;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A transport with one fault, with the test that must notice. */
interface WrongTransport {
    String test();

    static Stream<WrongTransport> all() {
        return Stream.<WrongTransport[]>of(
                        WrongDeliveries.values(),
                        WrongPaces.values(),
                        WrongCloses.values(),
                        WrongDepartures.values(),
                        WrongIntakes.values())
                .flatMap(Stream::of);
    }

    default ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
        return new FaultyTransport(this, engine, bounds);
    }

    default ServedTransport withConnections(
            ChatEngine engine, TransportBounds bounds, Function<MemoryTransport, MemoryConnection> connections) {
        return new FaultyTransport(this, engine, bounds) {
            @Override
            MemoryConnection connection() {
                return connections.apply(this);
            }
        };
    }

    /** The connection as the engine is to see it. */
    default ChatConnection shown(ChatConnection sound) {
        return new ForwardingConnection(sound) {
            @Override
            public void close(CloseReason reason) {
                CloseReason said = said(reason);
                if (said != null) {
                    sound.close(said);
                }
            }
        };
    }

    /** What is told for a reason to close; null for silence. */
    default @Nullable CloseReason said(CloseReason reason) {
        return reason;
    }

    /** The session as the connection is to call it. */
    default ChatSession called(ChatSession sound) {
        return sound;
    }
}
