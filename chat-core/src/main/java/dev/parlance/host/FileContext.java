package dev.parlance.host;

import dev.parlance.attachment.AttachmentStore;
import dev.parlance.policy.FileSettings;
import dev.parlance.policy.UploadInterceptor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an engine was given for files. Immutable.
 *
 * @param store null if it has none
 */
public record FileContext(
        @Nullable AttachmentStore store, FileSettings settings, List<UploadInterceptor> interceptors) {
    public static final FileContext NONE = new FileContext(null, FileSettings.DEFAULT, List.of());
}
