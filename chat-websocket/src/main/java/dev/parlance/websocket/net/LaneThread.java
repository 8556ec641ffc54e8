package dev.parlance.websocket.net;

/** The I/O thread of a lane. Keeps the JVM alive: a server runs until it is stopped. */
final class LaneThread extends Thread {
    private final Lane lane;
    private final Runnable onEnded;

    LaneThread(Lane lane, Runnable reactor, String name, Runnable onEnded) {
        super(reactor, name);
        setDaemon(false);
        this.lane = lane;
        this.onEnded = onEnded;
    }

    Lane lane() {
        return lane;
    }

    @Override
    public void run() {
        try {
            super.run();
        } finally {
            lane.threadEnded();
            onEnded.run();
        }
    }
}
