package dev.parlance.websocket.admin;

import dev.parlance.ChatEngine;
import dev.parlance.model.ChatException;
import dev.parlance.model.RoomId;
import dev.parlance.model.SecurityEvent;
import dev.parlance.model.UserId;
import dev.parlance.websocket.http.RequestHead;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells whoever guards the service who called what, and what became of it. No header or query goes there, and of a body whom it is about alone, so no secret does. Any thread. */
final class AdminAudit {
    /** What a call of nobody is told as, whatever it was for: one in ten seconds from an address. */
    private static final String REFUSED = "ADMIN";

    private static final int MAX_TARGET = 100;
    private static final int SERVERS_FAULT = 500;

    private final ChatEngine engine;
    private final InstantSource clock;

    AdminAudit(ChatEngine engine, InstantSource clock) {
        this.engine = engine;
        this.clock = clock;
    }

    /**
     * Every call of the admin interface that gets to its door is told here, once, when its answer is known. Of those that nobody known has made, one is not told that failed by a fault of the host or the
     * server, which is nobody's at the door.
     *
     * @param caller who, or null for nobody that is known
     * @param route what was asked for
     * @param request of it
     * @param subjects what stands for the route's variables
     * @param concerned whom it is about, if the path does not say it; or null
     * @param status of the answer
     */
    void called(
            @Nullable String caller,
            AdminRoute route,
            RequestHead request,
            List<String> subjects,
            @Nullable UserId concerned,
            int status) {
        InetAddress from = request.remoteAddress();
        String target = subjects.isEmpty()
                ? ""
                : " on " + subjects.stream().map(AdminAudit::clipped).collect(Collectors.joining(", "));
        if (caller == null) {
            if (status >= SERVERS_FAULT) {
                return;
            }
            nobodys(from, route.name(), status);
            return;
        }
        SecurityEvent event = SecurityEvent.of(SecurityEvent.Kind.ADMIN_CALL, route.name(), clock.instant())
                .user(concerned)
                .remoteAddress(address(from))
                .detail(caller + target + " was answered " + status);
        engine.report(subjects.isEmpty() ? event : about(event, route, subjects.get(0)));
    }

    /**
     * What does not get to the door is told here: no route leads there, or it cannot be read. Of what it asked for nothing is told, as nobody knows what is in it.
     *
     * @param from whose it was, or null
     * @param status of the answer
     */
    void refused(@Nullable InetAddress from, int status) {
        nobodys(from, "a request for nothing that is here", status);
    }

    private void nobodys(@Nullable InetAddress from, String what, int status) {
        engine.report(SecurityEvent.of(SecurityEvent.Kind.LOGIN_FAILED, REFUSED, clock.instant())
                .remoteAddress(address(from))
                .detail(what + " was answered " + status));
    }

    private static @Nullable String address(@Nullable InetAddress from) {
        return from == null ? null : from.getHostAddress();
    }

    private static String clipped(String subject) {
        return subject.substring(0, Math.min(MAX_TARGET, subject.length()));
    }

    private static SecurityEvent about(SecurityEvent event, AdminRoute route, String subject) {
        try {
            if (route.path().contains("{roomId}")) {
                return event.room(new RoomId(subject));
            }
            return route.path().contains("{userId}") ? event.user(new UserId(subject)) : event;
        } catch (ChatException e) {
            return event; // what stands there was refused
        }
    }
}
