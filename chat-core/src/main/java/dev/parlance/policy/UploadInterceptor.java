package dev.parlance.policy;

import dev.parlance.attachment.StoredFile;
import dev.parlance.attachment.UploadedContent;
import dev.parlance.model.ChatException;
import java.util.concurrent.CompletionStage;

/** Looks at every file of a user before anybody sees it, a scanner for viruses for one: to refuse it. */
@FunctionalInterface
public non-sealed interface UploadInterceptor extends Policy {
    /**
     * Decides about one file. Several are asked about at once.
     *
     * @param facts what is known of it: by whom it is, for which room, its name, and its type and size as its content says
     * @param content what is in it, to be read in buffers; not after the decision
     * @return completes to let it pass; failed with a {@link ChatException} to refuse
     */
    CompletionStage<Void> intercept(StoredFile facts, UploadedContent content);
}
