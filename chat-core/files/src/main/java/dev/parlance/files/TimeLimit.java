package dev.parlance.files;

import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;

/** Stops a decoder when its time is over; called by it as it goes on, on its thread. */
final class TimeLimit implements IIOReadProgressListener {
    private final long deadline;
    private boolean over;

    /** Until a {@link System#nanoTime()}. */
    TimeLimit(long deadline) {
        this.deadline = deadline;
    }

    boolean isOver() {
        return over;
    }

    @Override
    public void imageProgress(ImageReader source, float percentageDone) {
        if (System.nanoTime() - deadline > 0) {
            over = true;
            source.abort();
        }
    }

    @Override
    public void readAborted(ImageReader source) {
        over = true;
    }

    @Override
    public void sequenceStarted(ImageReader source, int minIndex) {}

    @Override
    public void sequenceComplete(ImageReader source) {}

    @Override
    public void imageStarted(ImageReader source, int imageIndex) {}

    @Override
    public void imageComplete(ImageReader source) {}

    @Override
    public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

    @Override
    public void thumbnailProgress(ImageReader source, float percentageDone) {}

    @Override
    public void thumbnailComplete(ImageReader source) {}
}
