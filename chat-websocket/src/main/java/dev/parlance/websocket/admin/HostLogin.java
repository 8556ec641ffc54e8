package dev.parlance.websocket.admin;

import dev.parlance.ChatEngine;
import dev.parlance.model.ChatException;
import dev.parlance.model.Credentials;
import dev.parlance.model.ErrorCode;
import dev.parlance.policy.Authenticator;
import dev.parlance.websocket.http.RequestHead;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Whom the host itself lets in, by what stands in {@code Authorization}. */
final class HostLogin implements AdminLogin {
    private static final String AUTHORIZATION = "authorization";

    private final ChatEngine engine;
    private final Authenticator host;

    HostLogin(ChatEngine engine, Authenticator host) {
        this.engine = engine;
        this.host = host;
    }

    @Override
    public boolean isTried(RequestHead request) {
        return request.countOf(AUTHORIZATION) == 1;
    }

    @Override
    public CompletionStage<Optional<String>> caller(RequestHead request) {
        Map<String, String> attributes = new HashMap<>();
        String proof = request.header(AUTHORIZATION);
        if (proof != null) {
            attributes.put(Credentials.HEADER + AUTHORIZATION, proof);
        }
        InetAddress address = request.remoteAddress();
        if (address != null) {
            attributes.put(Credentials.REMOTE_ADDRESS, address.getHostAddress());
        }
        return engine.login(host, Credentials.of(null, null, null).withAttributes(attributes))
                .thenApply(user -> Optional.of(user.id().value()))
                .exceptionallyCompose(failure -> isRefusal(failure)
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : CompletableFuture.failedFuture(failure));
    }

    private static boolean isRefusal(Throwable failure) {
        return ChatException.causeOf(failure) instanceof ChatException told
                && (told.code() == ErrorCode.AUTHENTICATION_FAILED || told.code() == ErrorCode.FORBIDDEN);
    }
}
