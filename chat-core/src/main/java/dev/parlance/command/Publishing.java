package dev.parlance.command;

import dev.parlance.host.EngineContext;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Receipt;
import dev.parlance.policy.RoomSettings;
import java.util.concurrent.CompletionStage;

/** The last step of a message to the broker, for users and host alike. Any thread. */
public final class Publishing {
    private Publishing() {}

    /** Places a message; completes on any thread. */
    public static CompletionStage<Receipt> place(EngineContext context, MessageDraft draft, RoomSettings settings) {
        checkLength(context, draft.text());
        return context.broker().publish(draft, settings.retention()).whenComplete((receipt, error) -> {
            if (error == null) {
                context.placements().posted(draft, receipt);
            }
        });
    }

    /** How long a text may be on this service; what else a message may be its builder sees to. On every road: users', interceptors', the host's. */
    public static void checkLength(EngineContext context, String text) {
        int most = context.limits().maxMessageLength();
        int length = text.length();
        if (length > most) {
            throw new ChatException(
                    ErrorCode.MESSAGE_TOO_LONG, "a message may have " + most + " characters, this one has " + length);
        }
    }
}
