package dev.parlance.tck;

import dev.parlance.attachment.AttachmentStore;
import dev.parlance.tck.files.FileFactRules;
import dev.parlance.tck.files.FileGoingRules;
import dev.parlance.tck.files.FileReadingRules;
import dev.parlance.tck.files.FileUploadRules;
import java.time.Duration;
import org.junit.jupiter.api.Nested;

/** The contract of {@link AttachmentStore}, one or more tests for each rule of that name. Extend it, say where files are to lie, and run it. */
public abstract class AttachmentTck {
    /** Made by the implementor's class. */
    protected AttachmentTck() {}

    /**
     * Makes an empty place for the files of one test.
     *
     * @return the place, closed at the end of the test
     */
    protected abstract AttachmentStorage openStorage();

    /**
     * How long a test waits for a store before it fails.
     *
     * @return 30 seconds unless overridden: more than the slowest machine takes
     */
    protected Duration patience() {
        return Duration.ofSeconds(30);
    }

    @Nested
    final class Uploads extends FileUploadRules {
        Uploads() {
            super(AttachmentTck.this::openStorage, AttachmentTck.this::patience);
        }
    }

    @Nested
    final class Reading extends FileReadingRules {
        Reading() {
            super(AttachmentTck.this::openStorage, AttachmentTck.this::patience);
        }
    }

    @Nested
    final class Facts extends FileFactRules {
        Facts() {
            super(AttachmentTck.this::openStorage, AttachmentTck.this::patience);
        }
    }

    @Nested
    final class Going extends FileGoingRules {
        Going() {
            super(AttachmentTck.this::openStorage, AttachmentTck.this::patience);
        }
    }
}
