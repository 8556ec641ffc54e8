package dev.parlance.websocket.net;

import dev.parlance.websocket.address.RateBound;
import dev.parlance.websocket.address.RateMeter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a peer sends that asks for nothing and has to be read all the same: pings and pongs of a WebSocket, packets of Engine.IO without a message. No rate of the chat counts it; beyond what
 * any client has to say it ends the connection. Takes no memory until something comes. For the event loop only.
 */
public final class Chatter {
    private static final RateBound MOST = RateBound.of(10, Duration.ofSeconds(1), 300);

    private @Nullable RateMeter meter;

    /**
     * One more has come.
     *
     * @param now {@link System#nanoTime()}
     * @return whether it is one too many
     */
    public boolean isTooMuch(long now) {
        RateMeter counted = meter;
        if (counted == null) {
            counted = new RateMeter(now);
            meter = counted;
        }
        return !counted.tryTake(MOST, now);
    }
}
