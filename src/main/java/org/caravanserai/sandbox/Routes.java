package org.caravanserai.sandbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a partner can be asked: method and path, the vendor's name for it, and who answers. */
public final class Routes {
    /** Answers one operation. */
    @FunctionalInterface
    public interface Handler {
        /** Answers; {@code parts} are the variable segments of the path. */
        Answer answer(Request request, Desk desk, List<String> parts);
    }

    /** An operation that fits a call. */
    record Match(String operation, Handler handler, List<String> parts) {}

    private record Route(String operation, String method, List<String> pattern, Handler handler) {
        Optional<List<String>> parts(List<String> path) {
            if (path.size() != pattern.size()) {
                return Optional.empty();
            }
            var parts = new ArrayList<String>();
            for (int i = 0; i < path.size(); i++) {
                if (pattern.get(i).equals("*")) {
                    parts.add(path.get(i));
                } else if (!pattern.get(i).equals(path.get(i))) {
                    return Optional.empty();
                }
            }
            return Optional.of(parts);
        }
    }

    private final List<Route> routes = new ArrayList<>();

    /**
     * Adds an operation. The first that fits wins.
     *
     * @param path segments; {@code *} stands for any one
     */
    public Routes on(String operation, String method, String path, Handler handler) {
        var pattern =
                Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList();
        routes.add(new Route(operation, method, pattern, handler));
        return this;
    }

    Optional<Match> find(Request request) {
        var path = request.segments();
        for (var route : routes) {
            if (route.method().equals(request.method())) {
                var parts = route.parts(path);
                if (parts.isPresent()) {
                    return Optional.of(new Match(route.operation(), route.handler(), parts.get()));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether another method is answered at this path. */
    public boolean knows(Request request) {
        var path = request.segments();
        return routes.stream().anyMatch(route -> route.parts(path).isPresent());
    }
}
