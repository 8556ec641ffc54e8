package dev.parlance.examples.bench.attack;

import java.time.Duration;
import java.util.List;

final class FilledRooms implements Attack {
    private static final Duration ALLOWED = Duration.ofMillis(50);

    /** Requests in each room: a join, messages, and that it is left. */
    private static final int IN_A_ROOM = 40;

    @Override
    public String name() {
        return "filled-rooms";
    }

    @Override
    public String sentence() {
        return "50 users fill one room after the other with the longest messages, 20 a second each, on a server of 128 MB";
    }

    @Override
    public List<String> jvmOptions() {
        return List.of("-Xmx128m");
    }

    /** Rooms may take a quarter of the heap. */
    @Override
    public int keeps() {
        return 40;
    }

    @Override
    public void begin(Target target) {
        String text = new String(new char[4_000]).replace('\0', '\u4e2d');
        int[] users = {0};
        target.hold(50, Duration.ofMinutes(1), foe -> {
            String user = "filler" + users[0]++;
            int[] step = {0};
            foe.login(user).every(ALLOWED, () -> {
                String room = user + "-" + step[0] / IN_A_ROOM;
                foe.send(
                        switch (step[0]++ % IN_A_ROOM) {
                            case 0 -> Phrases.join(room);
                            case IN_A_ROOM - 1 -> Phrases.leave(room);
                            default -> Phrases.say(room, text); // until the next room
                        });
            });
        });
    }
}
