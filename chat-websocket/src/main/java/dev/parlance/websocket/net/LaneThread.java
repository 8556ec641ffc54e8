package dev.parlance.websocket.net;

/** The I/O thread of a lane. Keeps the JVM alive: a server runs until it is stopped. */
final class LaneThread extends Thread {
    private final Lane lane;

    LaneThread(Lane lane, Runnable loop, String name) {
        super(loop, name);
        setDaemon(false);
        this.lane = lane;
    }

    Lane lane() {
        return lane;
    }
}
