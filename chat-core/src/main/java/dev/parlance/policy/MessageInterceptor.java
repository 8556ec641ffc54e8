package dev.parlance.policy;

import dev.parlance.model.ChatException;
import dev.parlance.model.MessageDraft;
import java.util.concurrent.CompletionStage;

/** Looks at every message of a user before it is stored, and at every edit of one: to change it, to add metadata, or to refuse it. */
@FunctionalInterface
public non-sealed interface MessageInterceptor extends Policy {
    /**
     * Decides about one message. Messages of one session come one after the other, in the order sent; those of several sessions at once.
     *
     * @param draft what a user wants to say; for an edit ({@link MessageDraft#edits}) all that the message would say from then on, by its author; {@link MessageDraft#writer} is whoever edits it, and whom a rule about people is to ask for. If the message changes meanwhile an
     *     edit is looked at once more
     * @return what is stored instead, the same draft to leave it; failed with a {@link ChatException} to refuse. Text, metadata and mentions may be others, files may be taken away; room, author, client
     *     message id, and which message it answers or edits, and who edits, must stay as they are
     */
    CompletionStage<MessageDraft> intercept(MessageDraft draft);
}
