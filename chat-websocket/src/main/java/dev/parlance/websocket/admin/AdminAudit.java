package dev.parlance.websocket.admin;

import dev.parlance.complaint.Complaints;
import dev.parlance.websocket.http.RequestHead;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells who called what, and what became of it. No header, body or query goes there, so no secret does. Any thread. */
final class AdminAudit {
    static final String NOBODY = "";

    private static final Logger LOG = LoggerFactory.getLogger(AdminAudit.class);
    private static final Complaints COMPLAINTS = new Complaints(LOG::warn, LOG::error);
    private static final int MAX_PATH = 300;

    private AdminAudit() {}

    /**
     * Every call of the admin interface is told here, once, when its answer is known.
     *
     * @param caller who, or {@link #NOBODY}
     * @param request what was asked for
     * @param status of the answer
     */
    static void called(String caller, RequestHead request, int status) {
        String path = request.path().length() <= MAX_PATH
                ? request.path()
                : request.path().substring(0, MAX_PATH);
        InetSocketAddress from = request.remoteAddress();
        String line = (caller.isEmpty() ? "nobody" : caller)
                + (from == null ? "" : " from " + from.getAddress().getHostAddress()) + ": " + request.method() + " "
                + path + ": " + status;
        if (caller.isEmpty()) {
            COMPLAINTS.warn("the admin interface was called by nobody that it knows", line);
        } else if (request.method().equals("POST")) {
            LOG.info("admin call of {}", line);
        } else {
            LOG.debug("admin call of {}", line);
        }
    }
}
