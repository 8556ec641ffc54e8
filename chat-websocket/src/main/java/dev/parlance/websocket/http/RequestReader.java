package dev.parlance.websocket.http;

import dev.parlance.websocket.address.Refusal;
import dev.parlance.websocket.net.Wire;
import java.nio.ByteBuffer;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * Makes requests of the bytes of a connection, one after the other: the head, where it leads, and its body, if it is to have one. It holds what came and nobody has
 * looked at yet. For the event loop only.
 */
final class RequestReader {
    private static final byte[] NOTHING = {};
    private static final byte[] HEAD = {'H', 'E', 'A', 'D', ' '};

    /** What is done with what was read. */
    interface Listener {
        /** It is no request, or not one that is taken; nothing further is read. */
        void refuse(Response refusal);

        /** The client wants another protocol, and has sent more already. */
        void upgrade(RequestHead asked, byte[] rest);

        /** A body is to come, which {@link #readBody} takes; the client may wait for a word before it sends it. */
        void bodyBegins(Admission admission, boolean awaitsWord);

        /** A request is to be handled while its body comes, which {@link #readStream} gives; the client may wait for a word before it sends it. */
        void stream(RequestHead asked, Router.Target target, boolean awaitsWord);

        /** A request is whole; a refusal was found out from its head. */
        void handle(RequestHead asked, Router.Target target, @Nullable Response refusal, byte[] content);

        /** Behind this request nothing can be read. */
        void nothingFollows();
    }

    private final HttpSettings settings;
    private final Listener listener;
    private final RequestBytes received = new RequestBytes();
    private final BodyIntake bodies = new BodyIntake();
    private @Nullable RequestHead request;
    private Router.@Nullable Target target;
    private boolean isHead;
    private boolean counted;

    RequestReader(HttpSettings settings, Listener listener) {
        this.settings = settings;
        this.listener = listener;
    }

    void append(ByteBuffer data) {
        received.append(data);
    }

    boolean isEmpty() {
        return received.length() == 0;
    }

    /** How much of what came was not looked at yet. */
    int length() {
        return received.length();
    }

    /** Whether more waits than the longest head. */
    boolean isAhead() {
        return received.length() > HttpSettings.MAX_HEAD_BYTES;
    }

    /** How much is allocated for what is not complete. */
    long capacity() {
        return (long) received.capacity() + bodies.capacity();
    }

    /** The request that was begun, if its head has come. */
    @Nullable
    RequestHead request() {
        return request;
    }

    /** Whether an answer may have no body, as far as that can be told from what came of the head. */
    boolean wantsHeadOnly() {
        RequestHead asked = request;
        return asked == null ? isHead : asked.method().equals("HEAD");
    }

    /** The request has its answer. */
    void answered(int length) {
        RequestHead asked = request;
        if (asked != null && counted) {
            asked.account().answered(length);
        }
        request = null;
    }

    /** Nothing of what came is looked at any more. */
    void clear() {
        received.clear();
    }

    void forget() {
        received.clear();
        bodies.forget();
    }

    /** Reads a head; true if there is more to do at once. */
    boolean readHead(Wire wire) {
        received.skipEmptyLines();
        try {
            isHead = received.beginsWith(HEAD);
            int length = received.lengthOfHead();
            if ((length < 0 ? received.length() : length) > HttpSettings.MAX_HEAD_BYTES) {
                listener.refuse(ErrorResponses.counted(wire.account(), ErrorResponses.headTooLong()));
                return false;
            }
            if (length < 0) {
                return false;
            }
            HttpRequest head = HttpCodec.request(received.take(length));
            settings.origins().dropForeignCredentials(head);
            RequestHead asked =
                    new RequestHead(head, Requester.of(head, wire, settings.addresses()), wire::clientCertificate);
            request = asked;
            Refusal cutOff = asked.account().cutOff();
            if (cutOff != null) {
                listener.refuse(ErrorResponses.tooMuch(cutOff));
                return false;
            }
            if (!settings.edge().hosts().permit(asked.header("Host"))) {
                listener.refuse(ErrorResponses.counted(asked.account(), ErrorResponses.misdirected()));
                return false;
            }
            if (asked.method().equals("GET") && asked.wantsUpgradeTo("websocket")) {
                upgrade(asked);
                return false;
            }
            return begin(asked);
        } catch (HttpException e) {
            RequestHead asked = request;
            listener.refuse(ErrorResponses.counted(
                    asked == null ? wire.account() : asked.account(), ErrorResponses.malformed(e)));
            return false;
        }
    }

    private void upgrade(RequestHead asked) throws HttpException {
        if (HttpCodec.bodyLength(asked.head()) != 0) {
            listener.refuse(ErrorResponses.counted(asked.account(), ErrorResponses.upgradeWithBody()));
        } else {
            listener.upgrade(asked, received.take(received.length()));
        }
    }

    /** Finds out what becomes of a request; true if there is more to do at once. */
    private boolean begin(RequestHead asked) throws HttpException {
        long announced = HttpCodec.bodyLength(asked.head());
        boolean expects = asked.hasToken("Expect", "100-continue");
        Router.Target found = settings.router().find(asked);
        Admission admission = found.handler().admit(asked);
        counted = admission.isCounted();
        Refusal tooMuch = counted ? asked.account().request() : null;
        Response refusal = tooMuch == null ? admission.refusal() : ErrorResponses.tooMuch(tooMuch);
        if (refusal == null && admission.maxStreamedBytes() > 0) {
            return stream(asked, found, announced, admission.maxStreamedBytes());
        }
        if (announced == 0) {
            listener.handle(asked, found, refusal, NOTHING);
            return true;
        }
        if (refusal == null && admission.maxBodyBytes() > 0) {
            int most = admission.maxBodyBytes();
            if (announced > most) {
                listener.refuse(ErrorResponses.tooLong(new BodyTooLongException(most)));
                return false;
            }
            target = found;
            bodies.want(announced, most);
            listener.bodyBegins(admission, expects && received.length() == 0);
            return true;
        }
        if (expects || !bodies.passOver(announced)) {
            listener.nothingFollows(); // whether the body will come is not known, or it would take too long
        }
        listener.handle(asked, found, refusal, NOTHING);
        return true;
    }

    private boolean stream(RequestHead asked, Router.Target found, long announced, long most) {
        if (announced > most) {
            listener.refuse(ErrorResponses.tooLong(new BodyTooLongException(most)));
            return false;
        }
        bodies.stream(announced, most);
        listener.stream(asked, found, asked.hasToken("Expect", "100-continue") && received.length() == 0);
        return true;
    }

    /** Gives a piece of the body that is read while it comes; true if it was the last. */
    boolean readStream(BodyStream to) throws HttpException {
        return bodies.give(received, to);
    }

    /** Reads the body of the request that was begun; true if there is more to do at once. */
    boolean readBody() {
        RequestHead asked = request;
        Router.Target found = target;
        byte[] content;
        try {
            content = bodies.take(received);
        } catch (HttpException e) {
            listener.refuse(ErrorResponses.malformed(e));
            return false;
        }
        if (asked == null || found == null || content == null) {
            return false;
        }
        target = null;
        listener.handle(asked, found, null, content);
        return true;
    }

    /** What nobody wants of a body goes before the next request; false if that has not all come, or cannot be told from what follows. */
    boolean passOver() {
        try {
            return bodies.isPassedOver(received);
        } catch (HttpException e) {
            received.clear();
            listener.nothingFollows();
            return false;
        }
    }
}
