package dev.parlance.examples.server;

import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.parlance.model.User;
import java.util.concurrent.CompletionStage;

/** What an application has already, in the examples of README.md. */
final class Accounts {
    CompletionStage<User> userOf(String token) {
        return completedFuture(User.of(token, token.toUpperCase()));
    }

    boolean mayTalk(User user) {
        return !user.name().equals("BO");
    }
}
