package dev.parlance.transport;

import dev.parlance.model.Message;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns among those on a lane who want something long: histories are read and answered one after the other, a few readings at a time, and after {@value #SHARE}
 * bytes the lane does all else that waits for it before the next is answered. So whoever asks for a hundred histories waits for them itself, and a message between two
 * others does not. First come, first served. The engine has one for each lane; a transport that answers histories by itself, over HTTP say, takes one more.
 *
 * <p>What waits is as much as is asked for at once: of the engine one reading a session, as its commands go one after the other. A turn that is not ended holds up all of its lane.
 *
 * <p>For the lane only.
 */
public final class LongAnswers {
    /** The most readings under way or answers that wait for their turn, so that not more is in memory than that. */
    static final int AT_ONCE = 16;

    /** How many bytes of stored messages, at a guess, are answered before the lane does something else. */
    static final int SHARE = 256 * 1024;

    /** Bytes of a message beside its text. */
    private static final int MESSAGE = 200;

    private static final long FILE = 512;

    private final Executor rest;
    private final ArrayDeque<Turn> readings = new ArrayDeque<>();
    private final ArrayDeque<Turn> answers = new ArrayDeque<>();
    private final Runnable afterRest = this::afterRest;
    private int underWay;
    private long spent;
    private @Nullable Turn answering;
    private boolean resting;
    private boolean going;

    /**
     * How long the answer that tells these will be, at a guess that costs little.
     *
     * @param messages what is told
     * @return bytes
     */
    public static long bytes(List<Message> messages) {
        long bytes = 0;
        for (Message each : messages) {
            bytes += MESSAGE + each.text().length() + FILE * each.attachments().size();
        }
        return bytes;
    }

    /**
     * Makes the turns of a lane.
     *
     * @param rest runs a task on the lane, some time after what waits for the lane now; never drops one while connections are open
     */
    public LongAnswers(Executor rest) {
        this.rest = rest;
    }

    /** One reading and its answer; who has it says when that is over, whatever came of it. */
    public final class Turn {
        private final Consumer<Turn> reading;
        private Runnable answer = () -> {};
        private boolean begun;
        private boolean waited;
        private boolean over;

        private Turn(Consumer<Turn> reading) {
            this.reading = reading;
        }

        /**
         * Whether others came first: what was true when the turn was asked for may not be so any more.
         *
         * @return false if the reading began at once
         */
        public boolean hasWaited() {
            return waited;
        }

        /**
         * Answers what was read: now, or when those before have been answered and the lane has rested.
         *
         * @param answer writes the answer, and ends this turn; throws nothing
         */
        public void answer(Runnable answer) {
            this.answer = answer;
            answers.add(this);
            goOn();
        }

        /**
         * Ends this turn; only the first time counts.
         *
         * @param bytes how long the answer was, 0 if there is none
         */
        public void end(long bytes) {
            if (over) {
                return;
            }
            over = true;
            underWay--;
            spent += bytes;
            if (answering == this) {
                answering = null;
            }
            goOn();
        }
    }

    /**
     * Begins a reading: now, or when it is its turn.
     *
     * @param reading begins it; throws nothing
     */
    public void take(Consumer<Turn> reading) {
        Turn turn = new Turn(reading);
        readings.add(turn);
        goOn();
        turn.waited = !turn.begun;
    }

    private void goOn() {
        if (going) {
            return; // whoever goes on comes to it
        }
        going = true;
        try {
            while (answering == null && !isResting()) {
                Turn first = answers.poll();
                if (first != null) {
                    answering = first;
                    first.answer.run();
                } else if (underWay < AT_ONCE && !readings.isEmpty()) {
                    underWay++;
                    Turn next = readings.remove();
                    next.begun = true;
                    next.reading.accept(next);
                } else {
                    return;
                }
            }
        } finally {
            going = false;
        }
    }

    private boolean isResting() {
        if (!resting && spent >= SHARE) {
            resting = true;
            spent = 0;
            rest.execute(afterRest);
        }
        return resting;
    }

    private void afterRest() {
        resting = false;
        goOn();
    }
}
