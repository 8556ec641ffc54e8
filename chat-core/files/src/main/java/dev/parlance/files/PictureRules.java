package dev.parlance.files;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import java.time.Duration;

/**
 * What is done with pictures.
 *
 * @param maxPixels how many one may have
 * @param side the longer one of a smaller picture
 * @param time in which it is made, or not
 */
record PictureRules(long maxPixels, int side, Duration time) {
    private static final int MILLION = 1_000_000;

    /** By what its head says: a few bytes may stand for gigabytes. */
    void require(int width, int height) {
        if ((long) width * height > maxPixels) {
            throw new ChatException(
                    ErrorCode.FILE_TOO_LARGE,
                    "a picture may have " + maxPixels + " pixels, this one has " + width + " x " + height);
        }
        if (width > MILLION || height > MILLION) {
            throw new ChatException(ErrorCode.FILE_TOO_LARGE, "a picture may have a million pixels each way");
        }
    }

    /** Whether a picture is so small that it is shown itself. */
    boolean isSmall(int width, int height) {
        return Math.max(width, height) <= side;
    }
}
