package dev.parlance;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.UserId;
import dev.parlance.policy.FileSettings;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How many uploads are under way, of all and of each user. Any thread. */
final class UploadShare {
    private final FileSettings settings;
    private final AtomicInteger all = new AtomicInteger();
    private final Map<UserId, Integer> ofUsers = new ConcurrentHashMap<>();

    UploadShare(FileSettings settings) {
        this.settings = settings;
    }

    void take(UserId by) {
        if (all.incrementAndGet() > settings.maxUploads()) {
            all.decrementAndGet();
            throw new ChatException(ErrorCode.OVERLOADED, "the server takes as many files at once as it can");
        }
        if (ofUsers.merge(by, 1, Integer::sum) > settings.maxUploadsPerUser()) {
            giveBack(by);
            throw new ChatException(
                    ErrorCode.RATE_LIMITED, "you upload " + settings.maxUploadsPerUser() + " files already");
        }
    }

    void giveBack(UserId by) {
        all.decrementAndGet();
        ofUsers.computeIfPresent(by, (id, count) -> count == 1 ? null : count - 1);
    }
}
