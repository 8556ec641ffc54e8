package dev.parlance.redis.link;

import dev.parlance.model.ChatException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Has calls end on the thread for replies, and only then counts them as ended: what the host is slow to take counts against the bound, too. For any thread. */
final class Answers {
    private final CallQueue queue;
    private final Executor replies;

    /** An answer, and what was asked. */
    record Answer(Call<?> call, @Nullable Object reply) {}

    Answers(CallQueue queue, Executor replies) {
        this.queue = queue;
        this.replies = replies;
    }

    /** Gives calls that have ended their answers, in this order. */
    void deliver(List<Answer> answers) {
        if (answers.isEmpty()) {
            return;
        }
        List<Answer> taken = new ArrayList<>(answers);
        answers.clear();
        replies.execute(() -> {
            int count = 0;
            long bytes = 0;
            for (Answer answer : taken) {
                answer.call().answer(answer.reply());
                if (answer.call().isLimited()) {
                    count++;
                    bytes += answer.call().bytes;
                }
            }
            queue.ended(count, bytes);
        });
    }

    /** Ends a call for want of an answer, unless it has one. */
    void fail(Call<?> call, String why) {
        ChatException error = call.giveUp(why);
        if (error != null) {
            replies.execute(() -> {
                call.future.completeExceptionally(error);
                if (call.isLimited()) {
                    queue.ended(1, call.bytes);
                }
            });
        }
    }
}
