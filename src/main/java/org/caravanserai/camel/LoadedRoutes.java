package org.caravanserai.camel;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.caravanserai.home.Home;
import org.caravanserai.home.setting.HomeCode;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;

/**
 * The routes and Kamelets of one home, as bytes: what is needed to load them again.
 *
 * @param routes by id
 * @param kamelets by name
 */
record LoadedRoutes(Map<String, RouteInstance> routes, Map<String, byte[]> kamelets) {
    private static final Pattern KAMELET = Pattern.compile("kamelet:(?://)?([A-Za-z][A-Za-z0-9-]*)");

    /** @param problems gets an error for each id that two routes carry: Camel would let the second replace the first in silence */
    static LoadedRoutes of(Home home, Path data, Problems problems) {
        var routes = new LinkedHashMap<String, RouteInstance>();
        for (var instance : RouteInstances.of(home, data)) {
            var twin = routes.put(instance.id(), instance);
            if (twin != null) {
                problems.error(
                        Position.of(instance.file()),
                        HomeCode.ROUTE_ID.code(),
                        "the route '" + instance.id() + "' comes from " + twin.file() + " too; rename one of them");
            }
        }
        var kamelets = new LinkedHashMap<String, byte[]>();
        home.kamelets().forEach(one -> kamelets.put(one.name(), one.file().bytes()));
        return new LoadedRoutes(routes, kamelets);
    }

    /** Names of all Kamelets a route goes through, those inside Kamelets too. */
    Set<String> uses(RouteInstance route) {
        var found = new TreeSet<String>();
        var open = new ArrayDeque<>(List.of(route.yaml()));
        while (!open.isEmpty()) {
            var named = KAMELET.matcher(new String(open.poll(), StandardCharsets.UTF_8));
            while (named.find()) {
                var body = kamelets.get(named.group(1));
                if (body != null && found.add(named.group(1))) {
                    open.add(body);
                }
            }
        }
        return found;
    }

    /** Names of Kamelets that are gone or of other content in {@code next}. */
    Set<String> changedKamelets(LoadedRoutes next) {
        var changed = new TreeSet<String>();
        kamelets.forEach((name, bytes) -> {
            if (!Arrays.equals(bytes, next.kamelets().get(name))) {
                changed.add(name);
            }
        });
        return changed;
    }

    /**
     * Ids of routes that cannot stay as they are: gone, of other content, through a Kamelet that has changed, or tied to such a route by a Kamelet they
     * share, because Camel lets routes with the same address share one inner route.
     */
    Set<String> replaced(LoadedRoutes next) {
        var changed = changedKamelets(next);
        var replaced = new TreeSet<String>();
        routes.forEach((id, route) -> {
            var now = next.routes().get(id);
            boolean same = now != null && Arrays.equals(now.yaml(), route.yaml());
            if (!same || uses(route).stream().anyMatch(changed::contains)) {
                replaced.add(id);
            }
        });
        for (boolean grown = true; grown; ) {
            var tied = new TreeSet<String>();
            replaced.forEach(id -> tied.addAll(uses(routes.get(id))));
            grown = false;
            for (var route : routes.values()) {
                if (uses(route).stream().anyMatch(tied::contains)) {
                    grown |= replaced.add(route.id());
                }
            }
        }
        return replaced;
    }
}
