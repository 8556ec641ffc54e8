package dev.parlance.broker.store;

import dev.parlance.broker.LogEndedException;
import dev.parlance.broker.form.UnreadableFormException;
import dev.parlance.complaint.Complaints;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A call of a broker that waits in its lane, and what its failure means to whoever called. */
final class StoreCall<T extends @Nullable Object> implements StoreLane.Step {
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(StoreCall.class.getName()));

    private final BooleanSupplier wanted;
    private final long bytes;
    private final Supplier<T> work;
    final CompletableFuture<T> result = new CompletableFuture<>();

    /**
     * Makes a call.
     *
     * @param wanted whether the broker is in the state for it when its turn comes
     */
    StoreCall(BooleanSupplier wanted, long bytes, Supplier<T> work) {
        this.wanted = wanted;
        this.bytes = bytes;
        this.work = work;
    }

    @Override
    public void run() {
        if (!wanted.getAsBoolean()) {
            refuse(StoreCalls.afterStop());
            return;
        }
        try {
            result.complete(work.get());
        } catch (LogEndedException e) {
            result.completeExceptionally(e);
        } catch (ChatException e) {
            refuse(e);
        } catch (UnreadableFormException e) {
            COMPLAINTS.error("the store holds what this version cannot read", e);
            refuse(new ChatException(
                    ErrorCode.BROKER_UNAVAILABLE, "the store holds what this version cannot read", false));
        } catch (Throwable e) {
            COMPLAINTS.error("a port of a store failed in an unknown way", e);
            refuse(new ChatException(ErrorCode.BROKER_UNAVAILABLE, "the store failed: " + e, false));
        }
    }

    @Override
    public void refuse(ChatException reason) {
        result.completeExceptionally(reason);
    }

    @Override
    public long bytes() {
        return bytes;
    }
}
