package dev.parlance.websocket.net;

import dev.parlance.complaint.Complaints;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;

/** How a fault is written down where nothing may be thrown any more: without memory even a line of the log can fail. From any thread. */
final class Faults {
    private static final Map<Logger, Complaints> DOORS = new ConcurrentHashMap<>();

    private Faults() {}

    static void log(Logger log, String what, Throwable fault) {
        try {
            DOORS.computeIfAbsent(log, each -> new Complaints(each::warn, each::error))
                    .error(what, fault);
        } catch (Throwable e) {
            // the recovery matters more than its record
        }
    }
}
