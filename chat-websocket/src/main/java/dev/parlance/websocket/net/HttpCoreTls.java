package dev.parlance.websocket.net;

import dev.parlance.complaint.Complaints;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.apache.hc.core5.reactor.ssl.SSLIOSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HttpCore's TLS of a connection, where it is not open to view. It allocates buffers of the size of the largest record, one for each direction and state, as soon as a single byte has to
 * wait there, and tells nobody; so its fields are read. Stateless.
 */
final class HttpCoreTls {
    private static final Logger LOG = LoggerFactory.getLogger(HttpCoreTls.class);
    private static final Complaints COMPLAINTS = new Complaints(LOG::warn, LOG::error);

    /** What the largest record takes, encrypted (RFC 8446, section 5.2, and what the JDK adds). */
    static final int RECORD_BYTES = 16_709;

    private record Fields(Field session, Field read, Field written, Field decrypted, Method isAcquired) {}

    private static final @Nullable Fields FIELDS = find();

    private HttpCoreTls() {}

    /** How many bytes are allocated for records that are not complete, or that the peer does not take. */
    static long held(ProtocolIOSession session) {
        Fields fields = FIELDS;
        if (fields == null) {
            return 0;
        }
        try {
            SSLIOSession tls = of(session, fields);
            return RECORD_BYTES
                    * (count(fields.isAcquired, fields.read.get(tls))
                            + count(fields.isAcquired, fields.written.get(tls))
                            + count(fields.isAcquired, fields.decrypted.get(tls)));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e); // they were found
        }
    }

    /** Looks at what was read already: behind a change of keys HttpCore does that only when more comes. */
    static void readOn(ProtocolIOSession session) throws IOException {
        Fields fields = FIELDS;
        if (fields == null) {
            return;
        }
        try {
            SSLIOSession tls = of(session, fields);
            tls.getHandler().inputReady(tls, null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e); // they were found
        }
    }

    private static SSLIOSession of(ProtocolIOSession session, Fields fields) throws ReflectiveOperationException {
        return (SSLIOSession) ((AtomicReference<?>) fields.session.get(session)).get();
    }

    private static long count(Method isAcquired, Object buffer) throws ReflectiveOperationException {
        return (Boolean) isAcquired.invoke(buffer) ? 1 : 0;
    }

    private static @Nullable Fields find() {
        try {
            Class<?> channel = Class.forName("org.apache.hc.core5.reactor.InternalDataChannel");
            Class<?> buffer = Class.forName("org.apache.hc.core5.reactor.ssl.SSLManagedBuffer");
            Method isAcquired = buffer.getDeclaredMethod("isAcquired");
            isAcquired.setAccessible(true);
            return new Fields(
                    open(channel, "tlsSessionRef"),
                    open(SSLIOSession.class, "inEncrypted"),
                    open(SSLIOSession.class, "outEncrypted"),
                    open(SSLIOSession.class, "inPlain"),
                    isAcquired);
        } catch (ReflectiveOperationException | RuntimeException e) {
            COMPLAINTS.warn("this version of HttpCore hides its buffers for TLS; they count for nothing", e);
            return null;
        }
    }

    private static Field open(Class<?> owner, String name) throws NoSuchFieldException {
        Field field = owner.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}
