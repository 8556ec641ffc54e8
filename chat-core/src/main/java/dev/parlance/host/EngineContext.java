package dev.parlance.host;

import dev.parlance.broker.ChatBroker;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.policy.Authenticator;
import dev.parlance.policy.Authorizer;
import dev.parlance.policy.ChatLimits;
import dev.parlance.policy.MessageInterceptor;
import dev.parlance.policy.RoomSettings;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** What the parts of one engine share: what it was built with. Immutable. */
public record EngineContext(
        ChatBroker broker,
        Standings standings,
        SlowMode slowMode,
        Authenticator authenticator,
        Authorizer authorizer,
        List<MessageInterceptor> interceptors,
        ChatLimits limits,
        Function<RoomId, RoomSettings> rooms,
        User systemUser,
        LongSupplier ticker,
        InstantSource clock,
        EngineTimer scheduler,
        PolicyCalls policies,
        Executor executor,
        ListenerCalls listener,
        Placements placements,
        Audit audit,
        boolean presentNames,
        FileContext files) {}
