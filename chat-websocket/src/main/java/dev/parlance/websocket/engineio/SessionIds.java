package dev.parlance.websocket.engineio;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * Makes session ids: whoever knows one can act as its client, so they are 128 random bits. They begin with a mark of this node, which tells the
 * client's session that ended from one that a load balancer sent astray. Safe for use by many threads.
 */
final class SessionIds {
    private static final int MARK_BYTES = 3;
    private static final int RANDOM_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final String mark = text(MARK_BYTES);

    String next() {
        return mark + text(RANDOM_BYTES);
    }

    boolean isOwn(String id) {
        return id.startsWith(mark);
    }

    private String text(int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
    }
}
