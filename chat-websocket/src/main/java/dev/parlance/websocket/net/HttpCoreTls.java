package dev.parlance.websocket.net;

import dev.parlance.complaint.Complaints;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
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

    /** Of a connection its TLS, and of that whether each of its buffers is allocated, and what writes what is encrypted. */
    private record Fields(
            MethodHandle tls, MethodHandle read, MethodHandle written, MethodHandle decrypted, MethodHandle send) {}

    private static final @Nullable Fields FIELDS = find();

    private HttpCoreTls() {}

    /** How many bytes are allocated for records that are not complete, or that the peer does not take. */
    static long held(ProtocolIOSession session) {
        Fields fields = FIELDS;
        if (fields == null) {
            return 0;
        }
        SSLIOSession tls = of(session, fields);
        long records = count(fields.read, tls) + count(fields.written, tls) + count(fields.decrypted, tls);
        return RECORD_BYTES * records;
    }

    /**
     * Writes what is encrypted, as far as the kernel takes it: HttpCore does so only when the selector has found that it would, which costs a change of interest there and back, and a round.
     *
     * @return whether nothing is left to wait for that
     */
    static boolean send(ProtocolIOSession session) throws IOException {
        Fields fields = FIELDS;
        if (fields == null) {
            return false;
        }
        SSLIOSession tls = of(session, fields);
        try {
            int taken = (int) fields.send.invokeExact(tls);
            return taken >= 0 && count(fields.written, tls) == 0;
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e); // it was found
        }
    }

    /** Whether {@link #readOn} does anything. */
    static boolean canReadOn() {
        return FIELDS != null;
    }

    /** Looks at what was read already: behind a change of keys, or a task that ran elsewhere, HttpCore does that only when more comes. What breaks the connection ends it, as there. */
    static void readOn(ProtocolIOSession session) {
        Fields fields = FIELDS;
        if (fields == null) {
            return;
        }
        SSLIOSession tls = of(session, fields);
        try {
            tls.getHandler().inputReady(tls, null);
        } catch (IOException | RuntimeException e) {
            tls.getHandler().exception(tls, e); // which sends an alert, and closes
        }
    }

    private static SSLIOSession of(ProtocolIOSession session, Fields fields) {
        try {
            AtomicReference<?> tls = (AtomicReference<?>) fields.tls.invokeExact(session);
            return (SSLIOSession) tls.get();
        } catch (Throwable e) {
            throw new IllegalStateException(e); // it was found
        }
    }

    private static long count(MethodHandle isAcquired, SSLIOSession tls) {
        try {
            return (boolean) isAcquired.invokeExact(tls) ? 1 : 0;
        } catch (Throwable e) {
            throw new IllegalStateException(e); // it was found
        }
    }

    private static @Nullable Fields find() {
        try {
            Class<?> channel = Class.forName("org.apache.hc.core5.reactor.InternalDataChannel");
            Class<?> buffer = Class.forName("org.apache.hc.core5.reactor.ssl.SSLManagedBuffer");
            Method method = buffer.getDeclaredMethod("isAcquired");
            method.setAccessible(true);
            MethodHandle isAcquired = MethodHandles.lookup().unreflect(method);
            Method send = SSLIOSession.class.getDeclaredMethod("sendEncryptedData");
            send.setAccessible(true);
            return new Fields(
                    getter(channel, "tlsSessionRef")
                            .asType(MethodType.methodType(AtomicReference.class, ProtocolIOSession.class)),
                    MethodHandles.filterReturnValue(getter(SSLIOSession.class, "inEncrypted"), isAcquired),
                    MethodHandles.filterReturnValue(getter(SSLIOSession.class, "outEncrypted"), isAcquired),
                    MethodHandles.filterReturnValue(getter(SSLIOSession.class, "inPlain"), isAcquired),
                    MethodHandles.lookup().unreflect(send));
        } catch (ReflectiveOperationException | RuntimeException e) {
            COMPLAINTS.warn("this version of HttpCore hides its buffers for TLS; they count for nothing", e);
            return null;
        }
    }

    private static MethodHandle getter(Class<?> owner, String name) throws ReflectiveOperationException {
        Field field = owner.getDeclaredField(name);
        field.setAccessible(true);
        return MethodHandles.lookup().unreflectGetter(field);
    }
}
