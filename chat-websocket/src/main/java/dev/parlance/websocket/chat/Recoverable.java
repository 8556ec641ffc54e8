package dev.parlance.websocket.chat;

import dev.parlance.model.UserId;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A session that is open, whose client may be back on another connection before its end is noticed here. All but the lane itself is for the lane. */
interface Recoverable {
    Executor lane();

    /** Whether it is the session of a user, or of anyone if that is not known yet. */
    boolean isOf(@Nullable UserId user);

    /** Gives the session up to another connection of its client: this one is over, and sends nothing any more. Null if there is nothing to go on with. */
    @Nullable
    RecoveryState handOver();
}
