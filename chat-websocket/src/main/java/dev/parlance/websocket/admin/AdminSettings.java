package dev.parlance.websocket.admin;

import dev.parlance.ChatEngine;
import dev.parlance.policy.Authenticator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who may call, and how often.
 *
 * @param tokens who has a token
 * @param certificates who has shown a certificate, where they are asked for
 * @param host whom the host lets in, if it wants to be asked
 * @param callsPerSecond of all callers together; as many at once
 * @param later runs what a failed login has to wait for
 * @param ticker nanoseconds that never go back
 */
public record AdminSettings(
        TokenLogin tokens,
        @Nullable CertificateLogin certificates,
        @Nullable Authenticator host,
        int callsPerSecond,
        Executor later,
        LongSupplier ticker) {
    /** In the order in which they are asked: the host, which may take its time, last. */
    List<AdminLogin> logins(ChatEngine engine) {
        return Stream.of(tokens, certificates, host == null ? null : new HostLogin(engine, host))
                .filter(Objects::nonNull)
                .toList();
    }
}
