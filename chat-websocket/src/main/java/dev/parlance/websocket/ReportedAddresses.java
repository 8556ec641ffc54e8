package dev.parlance.websocket;

import dev.parlance.ChatEngine;
import dev.parlance.model.SecurityEvent;
import dev.parlance.websocket.address.AddressGuard;
import java.time.Instant;

/** Tells those who guard a service of the addresses that go beyond their limits. Any thread. */
record ReportedAddresses(ChatEngine engine) implements AddressGuard {
    @Override
    public void refused(String limit, String address) {
        report(SecurityEvent.Kind.LIMIT_REACHED, limit, address);
    }

    @Override
    public void cutOff(String address) {
        report(SecurityEvent.Kind.CUT_OFF, "ADDRESS", address);
    }

    private void report(SecurityEvent.Kind kind, String code, String address) {
        engine.report(SecurityEvent.of(kind, code, Instant.now()).remoteAddress(address));
    }
}
