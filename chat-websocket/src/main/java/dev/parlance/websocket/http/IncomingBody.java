package dev.parlance.websocket.http;

import dev.parlance.complaint.Complaints;
import dev.parlance.websocket.net.Wire;
import java.io.IOException;
import java.time.Duration;
import org.apache.hc.core5.http.HttpException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The body of a request that is handled already, on its way from the peer to who handles it: read as it is asked for, left to the kernel else. For the event loop only.
 */
final class IncomingBody {
    private static final Logger LOG = LoggerFactory.getLogger(IncomingBody.class);
    private static final Complaints COMPLAINTS = new Complaints(LOG::warn, LOG::error);
    /** A phone changes its network. */
    private static final int PAUSES = 3;

    private final Wire wire;
    private final RequestReader requests;
    private final BodyPace pace;
    private final BodyStream stream;
    private boolean awaitsWord;
    private boolean whole;
    private @Nullable Exchange exchange;

    /** With what to do when more is asked for. */
    IncomingBody(Wire wire, RequestReader requests, Duration pause, boolean awaitsWord, Runnable onWanted) {
        this.wire = wire;
        this.requests = requests;
        this.awaitsWord = awaitsWord;
        this.pace = new BodyPace(pause.multipliedBy(PAUSES), System.nanoTime());
        this.stream = new BodyStream(wire.loop(), onWanted);
        pace.hold(System.nanoTime()); // until somebody wants it
    }

    BodyStream stream() {
        return stream;
    }

    void of(Exchange one) {
        exchange = one;
    }

    /** Whether all of it has come; what follows is the next request then. */
    boolean isWhole() {
        return whole;
    }

    /** Gives what has come, if it is asked for; true if there is more to do at once. */
    boolean advance() {
        long now = System.nanoTime();
        if (!stream.isWanted()) {
            pace.hold(now);
            if (!requests.isEmpty()) {
                wire.pause();
            }
            return false;
        }
        pace.goOn(now);
        wire.resume();
        if (awaitsWord) {
            awaitsWord = false;
            wire.send(HttpCodec.proceed());
        }
        wire.input().known(true); // whoever handles it has asked who it is
        try {
            int before = requests.length();
            whole = requests.readStream(stream);
            pace.moved(before - requests.length(), now);
            if (whole) {
                stream.end();
            }
        } catch (HttpException e) {
            end(ErrorResponses.malformed(e));
            return false;
        } catch (RuntimeException e) {
            COMPLAINTS.error("the body of a request could not be handled by a fault of the server", "a body", e);
            end(ErrorResponses.fault());
            return false;
        }
        return whole || (!requests.isEmpty() && stream.isWanted());
    }

    /** It does not come whole. */
    void end(Response why) {
        Exchange asked = exchange;
        stream.fail(new IOException("the body has not come as a whole: " + why.status()));
        if (asked != null) {
            asked.respond(why);
        }
    }

    /** Looks whether the peer, or who handles it, is too slow. */
    void sweep(long now, Duration busy) {
        if (pace.isLate(now, busy)) {
            end(pace.isHolding() ? ErrorResponses.answerTooSlow() : ErrorResponses.requestTooSlow());
        }
    }

    /** The request has its answer. */
    void answered() {
        wire.input().known(false);
        stream.giveUp();
    }

    /** The peer is gone. */
    void gone() {
        stream.fail(new IOException("the connection ended before the body had come"));
    }
}
