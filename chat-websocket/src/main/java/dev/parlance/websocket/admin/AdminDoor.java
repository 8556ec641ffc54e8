package dev.parlance.websocket.admin;

import dev.parlance.ChatEngine;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.UserId;
import dev.parlance.websocket.address.RateBound;
import dev.parlance.websocket.address.RateMeter;
import dev.parlance.websocket.http.Admission;
import dev.parlance.websocket.http.Exchange;
import dev.parlance.websocket.http.HttpHandler;
import dev.parlance.websocket.http.RequestHead;
import dev.parlance.websocket.http.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What every call passes before anything is done for it. A web page gets nothing: a browser adds by itself who its user is, so pages of the whole web could act in that name. Then who calls is
 * asked, and how often. A wrong proof is answered a second late, and ends the connection; the body of who brings no proof is never read.
 */
final class AdminDoor {
    /** The longest body. */
    static final int MAX_BODY_BYTES = 64 * 1024;

    /** How long an answer may take: longer than all that it waits for, nodes and the store. */
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final List<AdminLogin> logins;
    private final RateBound bound;
    private final RateMeter rate;
    private final LongSupplier ticker;
    private final Executor later;
    private final AdminAudit audit;

    AdminDoor(ChatEngine engine, AdminSettings settings) {
        this.logins = settings.logins(engine);
        this.bound = RateBound.of(settings.callsPerSecond(), Duration.ofSeconds(1), settings.callsPerSecond());
        this.ticker = settings.ticker();
        this.rate = new RateMeter(ticker.getAsLong());
        this.later = settings.later();
        this.audit = new AdminAudit(engine, InstantSource.system());
    }

    /** What stands behind this door. */
    HttpHandler to(AdminRoute route) {
        return new HttpHandler() {
            @Override
            public Admission admit(RequestHead request) {
                Response refusal = refusal(request);
                if (refusal != null) {
                    audit.called(null, route, request, List.of(), null, refusal.status());
                    return Admission.refused(refusal);
                }
                return route.takesBody() ? Admission.withBody(MAX_BODY_BYTES, false) : Admission.withoutBody();
            }

            @Override
            public void handle(Exchange exchange) {
                exchange.answerWithin(ANSWER);
                AdminDoor.this.handle(route, exchange);
            }
        };
    }

    private @Nullable Response refusal(RequestHead request) {
        String site = request.header("Sec-Fetch-Site");
        if (request.countOf("Origin") > 0 || (site != null && !site.equals("none"))) {
            return AdminResponses.refusal(
                    new ChatException(ErrorCode.FORBIDDEN, "the admin interface is not for web pages"));
        }
        return logins.stream().anyMatch(login -> login.isTried(request)) ? null : AdminResponses.challenge(false);
    }

    private void handle(AdminRoute route, Exchange exchange) {
        caller(exchange.request()).whenComplete((caller, failure) -> {
            if (failure != null) {
                answer(route, exchange, null, null, AdminResponses.refusal(failure));
            } else if (caller.isEmpty()) {
                later.execute(() -> answer(route, exchange, null, null, AdminResponses.challenge(true)));
            } else {
                AdminCall call = new AdminCall(exchange);
                exchange.execute(
                        () -> { // the host may have answered anywhere
                            exchange.trust();
                            run(route, call)
                                    .exceptionally(AdminResponses::refusal)
                                    .thenAccept(response ->
                                            answer(route, exchange, caller.get(), call.concerned(), response));
                        });
            }
        });
    }

    private CompletionStage<Optional<String>> caller(RequestHead request) {
        CompletionStage<Optional<String>> caller = CompletableFuture.completedFuture(Optional.empty());
        for (AdminLogin login : logins) {
            caller = caller.thenCompose(known -> known.isPresent() || !login.isTried(request)
                    ? CompletableFuture.completedFuture(known)
                    : login.caller(request));
        }
        return caller;
    }

    private CompletionStage<Response> run(AdminRoute route, AdminCall call) {
        try {
            long now = ticker.getAsLong();
            if (!rate.tryTake(bound, now)) {
                throw ChatException.rateLimited("too many calls in a short time", rate.untilNext(bound, now));
            }
            return route.operation().run(call);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void answer(
            AdminRoute route,
            Exchange exchange,
            @Nullable String caller,
            @Nullable UserId concerned,
            Response response) {
        audit.called(caller, route, exchange.request(), exchange.variables(), concerned, response.status());
        exchange.respond(response);
    }
}
