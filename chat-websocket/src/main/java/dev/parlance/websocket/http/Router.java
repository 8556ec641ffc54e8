package dev.parlance.websocket.http;

import dev.parlance.model.ErrorCode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which handler answers which method and path. Immutable once built. */
public final class Router {
    private record Route(PathPattern pattern, Map<String, HttpHandler> methods) {}

    /**
     * Where a request goes to.
     *
     * @param answer if that is nowhere, what the router itself says
     */
    record Target(
            HttpHandler handler,
            List<String> variables,
            @Nullable Response answer) {}

    private final List<Route> routes;
    private final Map<String, UpgradeHandler> upgrades;
    private final @Nullable HttpHandler fallback;

    private Router(Builder builder) {
        this.routes = List.copyOf(builder.routes.values());
        this.upgrades = Map.copyOf(builder.upgrades);
        this.fallback = builder.fallback;
    }

    /** {@return a builder without routes} */
    public static Builder builder() {
        return new Builder();
    }

    @Nullable
    UpgradeHandler upgrade(String path) {
        return upgrades.get(path);
    }

    Target find(RequestHead request) {
        String method = request.method();
        for (Route route : routes) {
            List<String> variables;
            try {
                variables = route.pattern.match(request.path());
            } catch (IllegalArgumentException e) {
                return answer(Response.badRequest(400, String.valueOf(e.getMessage())));
            }
            if (variables == null) {
                continue;
            }
            HttpHandler handler = route.methods.get(method);
            if (handler == null && method.equals("HEAD")) {
                handler = route.methods.get("GET");
            }
            return handler == null ? answer(otherMethod(method, route.methods)) : new Target(handler, variables, null);
        }
        if (fallback == null) {
            return answer(notFound());
        }
        return method.equals("GET") || method.equals("HEAD")
                ? new Target(fallback, List.of(), null)
                : answer(otherMethod(method, Map.of("GET", fallback)));
    }

    /** {@return the answer that there is nothing} */
    public static Response notFound() {
        return Response.error(404, ErrorCode.NOT_FOUND, "there is nothing at this address", false);
    }

    private static Target answer(Response response) {
        return new Target(exchange -> exchange.respond(response), List.of(), response);
    }

    private static Response otherMethod(String method, Map<String, HttpHandler> methods) {
        TreeSet<String> allowed = new TreeSet<>(methods.keySet());
        allowed.add("OPTIONS");
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        String list = String.join(", ", allowed);
        return method.equals("OPTIONS")
                ? Response.empty(204).with("Allow", list)
                : Response.error(405, ErrorCode.METHOD_NOT_ALLOWED, "this address knows " + list, false)
                        .with("Allow", list);
    }

    /** Collects routes; not safe for use by several threads. */
    public static final class Builder {
        private final Map<String, Route> routes = new LinkedHashMap<>();
        private final Map<String, UpgradeHandler> upgrades = new HashMap<>();
        private @Nullable HttpHandler fallback;

        private Builder() {}

        /**
         * Adds a route; earlier patterns come first. GET answers HEAD too.
         *
         * @param method in upper case
         * @param pattern fixed segments and variables, {@code /a/{b}/c}
         * @param handler what answers
         * @return this
         */
        public Builder route(String method, String pattern, HttpHandler handler) {
            Route known = routes.get(pattern);
            Map<String, HttpHandler> methods = new HashMap<>(known == null ? Map.of() : known.methods);
            methods.put(method, handler);
            routes.put(pattern, new Route(new PathPattern(pattern), Map.copyOf(methods)));
            return this;
        }

        /**
         * Adds a path at which clients may ask for another protocol.
         *
         * @param path without variables
         * @param handler what takes over
         * @return this
         */
        public Builder upgrade(String path, UpgradeHandler handler) {
            upgrades.put(path, handler);
            return this;
        }

        /**
         * Says what answers GET and HEAD where no route matches; 404 if nothing is said.
         *
         * @param handler what answers
         * @return this
         */
        public Builder fallback(HttpHandler handler) {
            fallback = handler;
            return this;
        }

        /**
         * Builds.
         *
         * @return the router
         */
        public Router build() {
            return new Router(this);
        }
    }
}
