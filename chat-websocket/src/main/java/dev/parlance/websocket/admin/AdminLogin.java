package dev.parlance.websocket.admin;

import dev.parlance.websocket.http.RequestHead;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** One way in which a caller proves who it is. Any thread. */
interface AdminLogin {
    /** Whether a request brings what is looked at here: one that brings nothing is refused before its body is read. */
    boolean isTried(RequestHead request);

    /** Under which name a caller is known; empty for nobody. */
    CompletionStage<Optional<String>> caller(RequestHead request);
}
