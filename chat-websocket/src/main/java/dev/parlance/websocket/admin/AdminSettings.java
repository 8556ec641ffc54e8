package dev.parlance.websocket.admin;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Who may call, and how often.
 *
 * @param tokens who has a token
 * @param callsPerSecond of all callers together; as many at once
 * @param later runs what a failed login has to wait for
 * @param ticker nanoseconds that never go back
 */
public record AdminSettings(TokenLogin tokens, int callsPerSecond, Executor later, LongSupplier ticker) {
    List<AdminLogin> logins() {
        return List.of(tokens);
    }
}
