package dev.parlance.websocket.net;

/** The I/O thread of an event loop. Keeps the JVM alive: a server runs until it is stopped. */
final class IoThread extends Thread {
    private final EventLoop loop;

    IoThread(EventLoop loop, Runnable work, String name) {
        super(work, name);
        setDaemon(false);
        this.loop = loop;
    }

    EventLoop loop() {
        return loop;
    }
}
