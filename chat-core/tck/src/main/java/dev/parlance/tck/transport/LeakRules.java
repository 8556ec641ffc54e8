package dev.parlance.tck.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** T8, when many have ended, or all. After every other test, too, no session and no connection may be left when the transport has stopped. */
abstract class LeakRules extends TransportRules {
    LeakRules(TransportStarter starter, Supplier<Duration> patience) {
        super(starter, patience);
    }

    @Test
    void required_t8_ofConnectionsThatCameAndWentNothingIsLeft() throws IOException {
        Service service = serve(SOON);
        for (int i = 0; i < 60; i++) {
            switch (i % 3) {
                case 0 -> service.stranger().client.close();
                case 1 -> service.member("user" + i).client.close();
                default -> service.member("user" + i).client.vanish(); // one of three
            }
        }
        service.patience.until("all sessions have ended", () -> service.engine.sessionCount() == 0);
        service.patience.until("the transport knows no connection", () -> service.transport.connections() == 0);
        service.patience.until("the host has seen all go", () -> service.host.here() == 0);
    }

    @Test
    void required_t8_aTransportThatStopsEndsItsSessionsAndItsThreads() throws IOException {
        Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
        Service service = serve();
        Participant ada = service.member("ada");
        service.stranger();
        service.transport.close();
        ada.readUntil(Told.Ended.class::isInstance);
        service.patience.until("all sessions have ended", () -> service.engine.sessionCount() == 0);
        service.patience.until("the host is told", () -> service.host.ends("ada") == 1);
        service.patience.until(
                "no thread that would keep a process alive is left",
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(each -> each.isAlive() && !each.isDaemon() && !before.contains(each)));
    }
}
