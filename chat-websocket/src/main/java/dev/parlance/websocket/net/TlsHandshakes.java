package dev.parlance.websocket.net;

import dev.parlance.complaint.Complaints;
import dev.parlance.websocket.address.AddressAccount;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.reactor.ssl.TransportSecurityLayer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many TLS handshakes are under way, each of which costs memory, and computing, before anything is known of who it is for. No address has more than a quarter of them, so that one
 * alone keeps nobody out. Safe for use by many threads.
 */
final class TlsHandshakes {
    private static final Logger LOG = LoggerFactory.getLogger(TlsHandshakes.class);
    private static final Complaints COMPLAINTS = new Complaints(LOG::warn, LOG::error);
    private static final int SHARE = 4;

    private final int most;
    private final AtomicInteger underWay = new AtomicInteger();

    /** For so many. */
    TlsHandshakes(int most) {
        this.most = most;
    }

    /** One more, of an address unless it comes through a proxy; null if there are too many. */
    @Nullable
    UnderWay begin(@Nullable AddressAccount account) {
        if (account != null && !account.beginTlsHandshake(Math.max(1, most / SHARE))) {
            return null;
        }
        if (underWay.incrementAndGet() > most) {
            COMPLAINTS.warn("connections are turned away: too many TLS handshakes are under way", most);
            end(account);
            return null;
        }
        return new UnderWay(account);
    }

    int underWay() {
        return underWay.get();
    }

    private void end(@Nullable AddressAccount account) {
        underWay.decrementAndGet();
        if (account != null) {
            account.endTlsHandshake();
        }
    }

    /** Ends with the handshake, or with its connection. */
    final class UnderWay implements FutureCallback<TransportSecurityLayer> {
        private final @Nullable AddressAccount account;
        private final AtomicBoolean ended = new AtomicBoolean();

        UnderWay(@Nullable AddressAccount account) {
            this.account = account;
        }

        void end() {
            if (ended.compareAndSet(false, true)) {
                TlsHandshakes.this.end(account);
            }
        }

        @Override
        public void completed(TransportSecurityLayer layer) {
            end();
        }

        @Override
        public void failed(Exception cause) {
            end();
        }

        @Override
        public void cancelled() {
            end();
        }
    }
}
