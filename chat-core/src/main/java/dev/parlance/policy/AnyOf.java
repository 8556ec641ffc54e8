package dev.parlance.policy;

import static java.util.Objects.requireNonNull;

import dev.parlance.model.ChatException;
import dev.parlance.model.Credentials;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.User;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** See {@link Authenticator#anyOf}. */
final class AnyOf implements Authenticator {
    private static final long PATIENCE_SECONDS = 60; // the engine's deadline interrupts before

    private final List<Authenticator> all;

    AnyOf(List<Authenticator> all) {
        this.all = all;
    }

    @Override
    public void begin(SharedValues values) {
        all.forEach(each -> each.begin(values));
    }

    @Override
    public boolean mayBlock() {
        return all.stream().anyMatch(Policy::mayBlock);
    }

    @Override
    public CompletionStage<@Nullable User> authenticate(Credentials credentials) {
        return ask(0, credentials, null);
    }

    private CompletableFuture<@Nullable User> ask(
            int index, Credentials credentials, @Nullable ChatException firstRefusal) {
        if (index == all.size()) {
            return firstRefusal == null
                    ? CompletableFuture.completedFuture(null)
                    : CompletableFuture.failedFuture(firstRefusal);
        }
        return answer(all.get(index), credentials).handle(Said::new).thenCompose(said -> {
            if (said.user != null) {
                return CompletableFuture.completedFuture(said.user);
            }
            if (said.error != null && !isRefusal(said.error)) {
                return CompletableFuture.failedFuture(ChatException.causeOf(said.error));
            }
            ChatException refusal = firstRefusal != null || said.error == null
                    ? firstRefusal
                    : (ChatException) ChatException.causeOf(said.error);
            return ask(index + 1, credentials, refusal);
        });
    }

    /** A user, or what speaks against there being one, or nothing. */
    private record Said(@Nullable User user, @Nullable Throwable error) {}

    /** What one says. Whoever is asked next may block, and must not do so on a thread that completes this: so it is waited for, on a thread that is there for it. */
    private CompletableFuture<@Nullable User> answer(Authenticator one, Credentials credentials) {
        CompletableFuture<@Nullable User> answer;
        try {
            answer = requireNonNull(
                            one.authenticate(credentials), () -> one.getClass().getName() + " returned null")
                    .toCompletableFuture();
        } catch (ChatException e) {
            return CompletableFuture.failedFuture(e);
        }
        if (mayBlock() && !answer.isDone()) {
            try {
                answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                return answer; // says so itself
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return CompletableFuture.failedFuture(late());
            } catch (TimeoutException e) {
                return CompletableFuture.failedFuture(late());
            }
        }
        return answer;
    }

    private static ChatException late() {
        return new ChatException(ErrorCode.HOST_UNAVAILABLE, "the host application did not decide in time");
    }

    /** Whether somebody has looked at the credentials and does not want them; anything else says nothing about them. */
    private static boolean isRefusal(Throwable error) {
        return ChatException.causeOf(error) instanceof ChatException told
                && !told.retryable()
                && told.code().httpStatus() < 500;
    }
}
