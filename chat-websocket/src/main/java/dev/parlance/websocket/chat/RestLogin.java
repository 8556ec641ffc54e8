package dev.parlance.websocket.chat;

import dev.parlance.ChatEngine;
import dev.parlance.model.ChatException;
import dev.parlance.model.Credentials;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.User;
import dev.parlance.websocket.address.AddressAccount;
import dev.parlance.websocket.address.Refusal;
import dev.parlance.websocket.http.RequestHead;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Who sent a request over REST. From any thread. */
public final class RestLogin {
    /** Parameters that say what is asked for, not by whom. */
    private static final Set<String> PAGE = Set.of("limit", "before", "after", "epoch", "name");

    private RestLogin() {}

    /**
     * Asks the host. Guesses count together with those over the other protocols; who says nothing has not guessed, and may share an address with many.
     *
     * @param engine the chat
     * @param request what says it: a token, a cookie, whatever the host looks at
     * @return who; failed as {@link ChatEngine#login} is
     * @throws ChatException {@link ErrorCode#RATE_LIMITED} if too many have failed from there
     */
    public static CompletionStage<User> of(ChatEngine engine, RequestHead request) {
        return of(engine, request, null);
    }

    /**
     * The same, where clients are believed who they are.
     *
     * @param engine the chat
     * @param request what says it beside that
     * @param claimed who it claims to be, or null
     * @return as of the other
     */
    public static CompletionStage<User> of(ChatEngine engine, RequestHead request, @Nullable String claimed) {
        AddressAccount account = request.account();
        Refusal tooMany = account.login();
        if (tooMany != null) {
            throw ChatException.rateLimited("too many logins have failed from where you are", tooMany.retryAfter());
        }
        Credentials credentials =
                Credentials.of(claimed, claimed, null).withAttributes(ConnectionAttributes.of(request));
        return engine.login(credentials).whenComplete((user, failure) -> {
            if (failure != null
                    && ChatException.causeOf(failure) instanceof ChatException e
                    && e.code() == ErrorCode.AUTHENTICATION_FAILED
                    && bringsProof(request)) {
                account.loginFailed();
            }
        });
    }

    /** Whether there is anything that a host might look at to find out who asks. */
    private static boolean bringsProof(RequestHead request) {
        return request.countOf("Authorization") > 0
                || request.countOf("Cookie") > 0
                || !PAGE.containsAll(request.parameterNames());
    }
}
