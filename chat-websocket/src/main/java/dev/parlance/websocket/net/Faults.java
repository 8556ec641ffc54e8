package dev.parlance.websocket.net;

import org.slf4j.Logger;

/** How a fault is written down where nothing may be thrown any more: without memory even a line of the log can fail. */
final class Faults {
    private Faults() {}

    static void log(Logger log, String what, Throwable fault) {
        try {
            log.error(what, fault);
        } catch (Throwable e) {
            // the recovery matters more than its record
        }
    }
}
