package dev.parlance.examples.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;

/** What one does in a conversation beside saying something, and what it costs the server beside that. */
final class TalkRun implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int ARRIVING = 200;
    /** Requests on their way at once, as of people who do something in the same second. */
    private static final int PENDING = 50;

    /** What a server lets a connection be in, however little else it bounds; a multiple of {@link #PENDING}. */
    private static final int ROOMS_OF_A_CONNECTION = 100;

    private static final int POSTS_OF_A_ROOM = 3;
    private static final int TIMES = 50;
    /** Users who ask for their rooms, each for a first time. */
    private static final int READERS = 6;

    private final Loop loop = new Loop();
    private final Servers servers;
    private final int nodes;
    private final Processes processes;
    private final Duration still;
    private final Consumer<String> out;
    private final String run = Long.toString(System.currentTimeMillis() / 100 % 60_000_000, Character.MAX_RADIX);

    TalkRun(Servers servers, int nodes, Processes processes, Duration still, Consumer<String> out) {
        this.servers = servers;
        this.nodes = nodes;
        this.processes = processes;
        this.still = still;
        this.out = out;
    }

    /** So many people in one room: each says something, each reacts to one message, each marks the room as read. */
    void crowd(int people, int rounds) {
        String room = "\"roomId\":\"" + run + "-crowd\"";
        List<Talker> crowd = arrived(people, "c", 0);
        each(crowd, 1, talker -> talker.ask("join_room", room));
        settle(crowd);
        for (int i = 0; i < rounds; i++) {
            cost(
                    "message",
                    crowd,
                    talker -> talker.ask(
                            "send_message", room + ",\"message\":\"as long as people write, more or less\""));
            JsonNode head = crowd.get(0).ask("send_message", room + ",\"message\":\"who likes it?\"", this::awaitIdle);
            settle(crowd);
            String id = ",\"id\":\"" + head.get("id").asString() + "\"";
            cost("reaction", crowd, talker -> talker.ask("react", room + id + ",\"emoji\":\"👍\",\"on\":true"));
            String upTo = ",\"epoch\":\"" + head.get("epoch").asString() + "\",\"offset\":"
                    + head.get("offset").asLong();
            cost("mark", crowd, talker -> talker.ask("mark_read", room + upTo));
        }
    }

    /** So many people follow a room and are not in it; somebody there says something at a pace. */
    void bells(int people, int messages, Duration length) {
        String room = "\"roomId\":\"" + run + "-bells\"";
        Talker speaker = arrived(1, "s", 0).get(0);
        speaker.ask("join_room", room, this::awaitIdle);
        said(speaker, room, messages, length, List.of());
        List<Talker> followers = arrived(people, "f", nodes - 1);
        each(followers, PENDING, talker -> {
            talker.ask("follow_room", room);
            talker.ask("watch_rooms", "\"on\":true");
        });
        settle(followers);
        said(speaker, room, messages, length, followers);
    }

    private void said(Talker speaker, String room, int messages, Duration length, List<Talker> followers) {
        Duration before = processes.cpu();
        long begun = loop.clock();
        int[] sent = {0};
        loop.runUntil(loop.after(length), () -> sent[0] == messages, () -> {
            while (sent[0] < messages && loop.now - begun >= length.toNanos() / messages * sent[0]) {
                speaker.ask("send_message", room + ",\"message\":\"something\"");
                sent[0]++;
            }
        });
        awaitIdle(speaker);
        settle(followers);
        double micros = (processes.cpu().toNanos() - before.toNanos()) / 1e3;
        long rings = followers.stream().mapToLong(talker -> talker.events).sum();
        out.accept(String.format(
                Locale.ROOT,
                "{\"what\":\"said\",\"followers\":%d,\"messages\":%d,\"seconds\":%.1f,\"cpu_us_each\":%.0f,\"events_per_follower\":%.2f}",
                followers.size(),
                sent[0],
                length.toNanos() / 1e9,
                micros / sent[0],
                followers.isEmpty() ? 0 : rings / (double) followers.size()));
        followers.forEach(Talker::forget);
    }

    /** Users who follow so many rooms, in which others talk, come and ask for them: the first of all, the first time of each, and one of them again and again. */
    void rooms(int count) {
        List<Talker> readers = arrived(READERS, "r", 0);
        List<Talker> speakers = arrived((count - 1) / ROOMS_OF_A_CONNECTION + 1, "t", 0);
        readers.forEach(reader -> inEach(count, i -> reader, "follow_room", ""));
        IntFunction<Talker> speaker = i -> speakers.get(i / ROOMS_OF_A_CONNECTION);
        inEach(count, speaker, "join_room", "");
        for (int post = 0; post < POSTS_OF_A_ROOM; post++) {
            inEach(count, speaker, "send_message", ",\"message\":\"something\"");
        }
        double first = millisOfRooms("r0", count);
        double[] ofOthers = IntStream.range(1, READERS)
                .mapToDouble(i -> millisOfRooms("r" + i, count))
                .sorted()
                .toArray();
        double[] again = IntStream.range(0, TIMES)
                .mapToDouble(i -> millisOfRooms("r0", count))
                .sorted()
                .toArray();
        out.accept(String.format(
                Locale.ROOT,
                "{\"what\":\"get_rooms\",\"rooms\":%d,\"first_of_process_ms\":%.1f,\"first_of_user_p50_ms\":%.1f,\"first_of_user_max_ms\":%.1f,\"p50_ms\":%.1f,\"max_ms\":%.1f}",
                count,
                first,
                ofOthers[ofOthers.length / 2],
                ofOthers[ofOthers.length - 1],
                again[TIMES / 2],
                again[TIMES - 1]));
    }

    /** How long a user who comes anew waits for the rooms, until they are there and before they are read here. */
    private double millisOfRooms(String name, int count) {
        Talker again = arrived(name, nodes - 1);
        long begun = loop.clock();
        JsonNode answer = again.ask("get_rooms", "\"limit\":1000", this::awaitIdle);
        check(answer.get("rooms"), count);
        return (again.answeredAt - begun) / 1e6;
    }

    private String room(int number) {
        return "\"roomId\":\"" + run + "-" + number + "\"";
    }

    private static void check(JsonNode rooms, int count) {
        long right = LongStream.range(0, rooms.size())
                .filter(i -> rooms.get((int) i).get("mark").get("unread").asInt() == POSTS_OF_A_ROOM)
                .count();
        if (rooms.size() != count || right != count) {
            throw new LoadException(
                    rooms.size() + " of " + count + " rooms, of which " + right + " with what is unread");
        }
    }

    /** What something costs that each of a crowd does. */
    private void cost(String what, List<Talker> crowd, Consumer<Talker> deed) {
        crowd.forEach(Talker::forget);
        Duration before = processes.cpu();
        long begun = loop.clock();
        each(crowd, PENDING, deed);
        double seconds = (loop.clock() - begun) / 1e9;
        settle(crowd);
        double micros = (processes.cpu().toNanos() - before.toNanos()) / 1e3;
        long bytes = crowd.stream().mapToLong(talker -> talker.eventBytes).sum();
        out.accept(String.format(
                Locale.ROOT,
                "{\"what\":\"%s\",\"people\":%d,\"seconds\":%.2f,\"cpu_us_each\":%.1f,\"bytes_to_each_member\":%.1f}",
                what,
                crowd.size(),
                seconds,
                micros / crowd.size(),
                bytes / (double) crowd.size() / crowd.size()));
    }

    private List<Talker> arrived(int count, String name, int node) {
        List<Talker> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(new Talker(loop, run + name + i));
        }
        each(all, ARRIVING, talker -> talker.dial(servers, node));
        return all;
    }

    private Talker arrived(String name, int node) {
        Talker talker = new Talker(loop, run + name).dial(servers, node);
        awaitIdle(talker);
        return talker;
    }

    /** Has all do something, so many at once, and waits for all answers. */
    private void each(List<Talker> all, int pending, Consumer<Talker> deed) {
        for (int i = 0; i < all.size(); i++) {
            if (i >= pending) {
                awaitIdle(all.get(i - pending));
            }
            deed.accept(all.get(i));
        }
        all.forEach(this::awaitIdle);
    }

    private void inEach(int rooms, IntFunction<Talker> who, String event, String more) {
        for (int i = 0; i < rooms; i++) {
            who.apply(i).ask(event, room(i) + more);
            if (i % PENDING == PENDING - 1 || i == rooms - 1) {
                awaitIdle(who.apply(i));
            }
        }
    }

    private void awaitIdle(Talker talker) {
        loop.runUntil(loop.after(PATIENCE), talker::isIdle, () -> {});
        if (!talker.isIdle()) {
            throw new LoadException("no answer within " + PATIENCE.toSeconds() + " s");
        }
    }

    private void settle(List<Talker> all) {
        new Quiet(loop, still).await(PATIENCE, () -> loop.bytesIn, () -> false);
        all.forEach(this::awaitIdle);
    }

    @Override
    public void close() {
        loop.close();
    }
}
