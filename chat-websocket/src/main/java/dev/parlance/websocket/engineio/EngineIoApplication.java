package dev.parlance.websocket.engineio;

import dev.parlance.websocket.http.RequestHead;

/** Makes the handlers of sessions. */
@FunctionalInterface
public interface EngineIoApplication {
    /**
     * Makes the handler of a new session; on its event loop.
     *
     * @param session open: messages may be sent from now on
     * @param request the first request
     * @return the handler, for this session alone
     */
    EngineIoHandler open(EngineIoSession session, RequestHead request);
}
