package dev.parlance.websocket;

import dev.parlance.ChatEngine;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.policy.Authenticator;
import dev.parlance.policy.ChatLimits;
import java.io.IOException;

/** A server without rate limits, to measure and to break: the port, the number of I/O threads and of connections, 0 for the default. */
public final class NativeServerMain {
    private NativeServerMain() {}

    public static void main(String[] args) throws IOException {
        ChatEngine engine = ChatEngine.builder()
                .broker(InMemoryBroker.builder().build())
                .authenticator(Authenticator.trusting())
                .limits(ChatLimits.builder().unlimitedRates().build())
                .build();
        ChatServer.Builder builder = ChatServer.builder(engine)
                .port(number(args, 0, 5004))
                .addressLimits(AddressLimits.unlimited())
                .unlimitedHandshakeRate();
        if (number(args, 1, 0) > 0) {
            builder.ioThreads(number(args, 1, 0));
        }
        if (number(args, 2, 0) > 0) {
            builder.maxConnections(number(args, 2, 0));
        }
        ChatServer server = builder.build().start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.stop();
            engine.close();
        }));
        System.out.println("serving " + server.address());
    }

    private static int number(String[] args, int index, int otherwise) {
        return index < args.length ? Integer.parseInt(args[index]) : otherwise;
    }
}
