package dev.parlance.websocket.http;

import dev.parlance.websocket.net.Wire;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Takes over connections whose clients ask for another protocol (RFC 9110, section 7.8). */
@FunctionalInterface
public interface UpgradeHandler {
    /**
     * Takes over, or refuses.
     *
     * @param request the request for the upgrade
     * @param wire the connection; it speaks another protocol afterwards ({@link Wire#become}) unless this refuses
     * @param rest what came behind the request's head already, backed by an array
     * @return null if taken over, or a refusal, after which the connection ends
     */
    @Nullable
    Response upgrade(RequestHead request, Wire wire, ByteBuffer rest);
}
