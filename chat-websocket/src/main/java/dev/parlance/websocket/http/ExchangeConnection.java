package dev.parlance.websocket.http;

import dev.parlance.websocket.net.EventLoop;
import java.time.Duration;

/** The connection that an exchange came on, as far as the exchange needs it. All but {@link #loop} on the event loop. */
interface ExchangeConnection {
    /** Where it lives; from any thread. */
    EventLoop loop();

    /** Gives an answer, unless the exchange is not the current one any more. */
    void answer(Exchange answered, Response response);

    /** Whose exchange it is has shown who they are, unless it is not the current one any more. */
    void trust(Exchange asked);

    /** Says how long the answer may take from now on, unless the exchange is not the current one any more. */
    void answerWithin(Exchange asked, Duration time);
}
