package dev.parlance.websocket.admin;

import static java.util.Objects.requireNonNull;

import dev.parlance.ChatEngine;
import dev.parlance.websocket.http.RefusalListener;
import dev.parlance.websocket.http.Response;
import dev.parlance.websocket.http.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

/** All that the admin interface has, each behind the same door. */
public final class AdminRoutes {
    static final String DESCRIPTION = "/api/admin/openapi.json";

    private AdminRoutes() {}

    /**
     * Puts the interface together.
     *
     * @param engine the chat
     * @param settings who may call
     * @return what answers on its port
     */
    public static Router router(ChatEngine engine, AdminSettings settings) {
        AdminDoor door = new AdminDoor(engine, settings);
        Router.Builder router = Router.builder();
        all(engine).forEach(route -> router.route(route.method(), route.path(), door.to(route)));
        return router.build();
    }

    /**
     * Tells whoever guards the service of what does not even get to the door.
     *
     * @param engine the chat
     * @return who hears of it
     */
    public static RefusalListener refusals(ChatEngine engine) {
        return new AdminAudit(engine, InstantSource.system())::refused;
    }

    static List<AdminRoute> all(ChatEngine engine) {
        Response description = Response.json(200, description());
        AdminRoute described =
                new AdminRoute("describe", "GET", DESCRIPTION, call -> CompletableFuture.completedFuture(description));
        return Stream.of(
                        Stream.of(described),
                        new AdminRooms(engine).routes(),
                        new AdminMessages(engine).routes(),
                        new AdminUsers(engine).routes())
                .flatMap(Function.identity())
                .toList();
    }

    private static byte[] description() {
        try (InputStream file = AdminRoutes.class.getResourceAsStream("openapi.json")) {
            return requireNonNull(file, "openapi.json").readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
