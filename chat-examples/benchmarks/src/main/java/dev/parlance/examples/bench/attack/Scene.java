package dev.parlance.examples.bench.attack;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What is on a server before an attack: rooms with a history, people who only listen. All of them keep to the rules, from addresses of their own. */
final class Scene implements AutoCloseable {
    /** An address may have 200 connections, open 100 at once, and have some of these in the midst of a handshake of TLS. */
    private static final int PEOPLE_OF_AN_ADDRESS = 100;

    /** A connection may say 60 things at once. */
    private static final int MESSAGES_OF_A_WRITER = 50;

    private static final int ARRIVING = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration A_MOMENT = Duration.ofMillis(10);

    final Grievances grievances = new Grievances();
    private final SocketLoop loop = SocketLoop.started("scene");
    private final Address server;
    private final double scale;

    Scene(Address server, double scale) {
        this.server = server;
        this.scale = scale;
    }

    /** Has so many messages of so many characters be said in a room. */
    void history(String room, int messages, int characters) {
        int writers = Math.max(1, (int) Math.round(messages * scale / MESSAGES_OF_A_WRITER));
        byte[] message = Phrases.say(room, "h".repeat(characters));
        HonestClient.Listener writing = new HonestClient.Listener() {
            @Override
            public void ready(HonestClient self) {
                self.send(Phrases.times(MESSAGES_OF_A_WRITER, message));
            }
        };
        List<HonestClient> clients = new CopyOnWriteArrayList<>();
        loop.execute(() -> {
            for (int i = 0; i < writers; i++) {
                clients.add(new HonestClient(
                        loop, server, Loopback.address(0, 4), "writer" + i, room, grievances, writing));
            }
        });
        int requests = writers * (2 + MESSAGES_OF_A_WRITER);
        await(
                "the history",
                () -> clients.stream().mapToInt(HonestClient::answers).sum() >= requests);
        loop.execute(() -> clients.forEach(HonestClient::close));
    }

    /** Puts so many people into a room, who listen. */
    void bystanders(String room, int count) {
        int all = (int) Math.max(1, Math.round(count * scale));
        AtomicInteger dialed = new AtomicInteger();
        AtomicInteger arrived = new AtomicInteger();
        HonestClient.Listener listener = new HonestClient.Listener() {
            @Override
            public void ready(HonestClient self) {
                arrived.incrementAndGet();
            }
        };
        loop.execute(() -> loop.every(A_MOMENT, () -> dialed.get() < all, () -> {
            while (dialed.get() < all && dialed.get() - arrived.get() < ARRIVING) {
                int number = dialed.getAndIncrement();
                new HonestClient(
                        loop,
                        server,
                        Loopback.address(3, 1 + number / PEOPLE_OF_AN_ADDRESS),
                        "bystander" + number,
                        room,
                        grievances,
                        listener);
            }
        }));
        await(all + " bystanders", () -> arrived.get() >= all);
    }

    private void await(String what, BooleanSupplier there) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!there.getAsBoolean()) {
            if (!grievances.isEmpty() || System.nanoTime() > end) {
                throw new AttackException(what + " did not come: " + grievances.first());
            }
            LockSupport.parkNanos(A_MOMENT.toNanos());
        }
    }

    @Override
    public void close() {
        loop.close();
    }
}
