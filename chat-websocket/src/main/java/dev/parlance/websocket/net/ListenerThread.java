package dev.parlance.websocket.net;

/** HttpCore's thread that accepts; it may wait at the {@link AcceptGate}. */
final class ListenerThread extends Thread {
    ListenerThread(Runnable loop) {
        super(loop, "parlance-listener");
    }
}
