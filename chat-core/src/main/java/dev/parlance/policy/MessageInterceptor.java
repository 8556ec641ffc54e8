package dev.parlance.policy;

import dev.parlance.model.ChatException;
import dev.parlance.model.MessageDraft;
import java.util.concurrent.CompletionStage;

/** Looks at every message of a user before it is stored: to change it, to add metadata, or to refuse it. */
@FunctionalInterface
public non-sealed interface MessageInterceptor extends Policy {
    /**
     * Decides about one message. Messages of one session come one after the other, in the order sent; those of several sessions at once.
     *
     * @param draft what a user wants to say
     * @return what is stored instead, the same draft to leave it; failed with a {@link ChatException} to refuse. Room, author and client
     *     message id must stay as they are
     */
    CompletionStage<MessageDraft> intercept(MessageDraft draft);
}
