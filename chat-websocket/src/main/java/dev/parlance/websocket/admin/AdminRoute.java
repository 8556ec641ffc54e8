package dev.parlance.websocket.admin;

import dev.parlance.websocket.http.Response;
import java.util.concurrent.CompletionStage;

/**
 * One thing that can be asked for.
 *
 * @param name as the description calls it
 * @param method of HTTP
 * @param path with variables in braces, or none: that of a room or user first
 * @param operation does it
 */
record AdminRoute(String name, String method, String path, Operation operation) {
    /** Does what a call asks for; throws, or fails, with a {@link dev.parlance.model.ChatException} where it cannot. */
    @FunctionalInterface
    interface Operation {
        /** Returns the answer, when it is known. */
        CompletionStage<Response> run(AdminCall call);
    }

    boolean takesBody() {
        return method.equals("POST");
    }
}
