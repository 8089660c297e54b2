package org.caravanserai.camel;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.Model;
import org.caravanserai.canonical.Finding;
import org.caravanserai.home.Home;
import org.caravanserai.home.reload.HomeVersion;
import org.caravanserai.home.reload.Reload;
import org.caravanserai.home.reload.ReloadCode;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces routes of a running context by those of a changed home. What differs is built in a second context first, where nothing starts; then the old
 * routes drain, go with their Kamelets, and the new ones are loaded. Routes that do not differ run on; those that send for a channel whose connector,
 * maps or settings differ stand still while the parts change over, so that no exchange sees both versions.
 */
public final class RouteSwap implements Reload.Part {
    private static final Logger LOG = LoggerFactory.getLogger(RouteSwap.class);

    private final CamelContext context;
    private final Path data;
    private final Duration patience;
    private LoadedRoutes loaded;

    /**
     * @param first the home whose routes the context has loaded
     * @param data the data folder
     * @param patience how long all routes together may take to come to the end of their work
     */
    public RouteSwap(CamelContext context, Home first, Path data, Duration patience) {
        this(context, LoadedRoutes.of(first, data, new Problems()), data, patience);
    }

    /** @param first what the context has loaded */
    RouteSwap(CamelContext context, LoadedRoutes first, Path data, Duration patience) {
        this.context = context;
        this.data = data;
        this.patience = patience;
        this.loaded = first;
    }

    @Override
    public Reload.Step prepare(Home now, Home next, Problems problems) {
        var ready = LoadedRoutes.of(next, data, problems);
        var out = loaded.replaced(ready);
        return step(ready, out, standStill(now, next, out), problems);
    }

    /**
     * @param out ids of routes that go
     * @param still ids of routes that stay and stand still meanwhile
     */
    Reload.Step step(LoadedRoutes ready, Set<String> out, Set<String> still, Problems problems) {
        var in = new ArrayList<RouteInstance>();
        ready.routes().forEach((id, route) -> {
            if (out.contains(id) || !loaded.routes().containsKey(id)) {
                in.add(route);
            }
        });
        if (!problems.failed()) {
            dryStart(ready, in, problems);
        }
        return new Swap(ready, out, in, still);
    }

    /** Routes that stay, and send for a channel of which something differs. */
    private Set<String> standStill(Home now, Home next, Set<String> out) {
        var changed = HomeVersion.changed(now, next);
        var still = new TreeSet<String>();
        for (var route : loaded.routes().values()) {
            var channel = channel(route);
            if (channel != null && !out.contains(route.id()) && differs(channel, now, next, changed)) {
                still.add(route.id());
            }
        }
        return still;
    }

    /** The channel a route sends for; null for other routes, and for those that publish files, which are whole by themselves. */
    private static String channel(RouteInstance route) {
        int at = route.id().indexOf('@');
        int dot = route.id().lastIndexOf('.');
        boolean sends = route.file().startsWith("routes/outbound/")
                && !new String(route.yaml(), java.nio.charset.StandardCharsets.UTF_8).contains("hub:publish");
        return sends && at > 0 && dot > at ? route.id().substring(at + 1, dot) : null;
    }

    private static boolean differs(String name, Home now, Home next, List<String> changed) {
        var channel = now.channels().get(name);
        if (channel == null || !channel.equals(next.channels().get(name))) {
            return true;
        }
        var folders = List.of(
                "connectors/" + channel.system() + "/", "mappings/" + channel.system() + "/", "mappings/tables/");
        return changed.stream().anyMatch(path -> folders.stream().anyMatch(path::startsWith));
    }

    /** Builds endpoints and steps in a context of its own; starts no consumer. */
    private void dryStart(LoadedRoutes ready, List<RouteInstance> routes, Problems problems) {
        if (routes.isEmpty()) {
            return;
        }
        try (var shadow = new DefaultCamelContext()) {
            shadow.disableJMX();
            shadow.setAutoStartup(false);
            if (context.hasComponent("hub") instanceof HubComponent hub) {
                shadow.addComponent("hub", hub.copy());
            }
            Routes.load(shadow, ready.kamelets(), routes);
            shadow.start();
        } catch (Exception refused) {
            LOG.debug("refused in the shadow", refused);
            var text = deepest(refused);
            var route = routes.stream()
                    .filter(one -> routes.size() == 1
                            || String.valueOf(refused.getMessage()).contains(one.id()))
                    .findFirst();
            problems.error(
                    Position.of(route.map(RouteInstance::file).orElse("routes")),
                    ReloadCode.ROUTE.code(),
                    route.map(one -> "the route '" + one.id() + "'").orElse("a route") + " cannot be built: "
                            + Finding.cut(text));
        }
    }

    private static String deepest(Throwable failed) {
        var cause = failed;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private final class Swap implements Reload.Step {
        private final LoadedRoutes before = loaded;
        private final LoadedRoutes ready;
        private final Set<String> out;
        private final List<RouteInstance> in;
        private final Set<String> still;
        private final Set<String> stopped = new LinkedHashSet<>();
        private boolean torn;

        Swap(LoadedRoutes ready, Set<String> out, List<RouteInstance> in, Set<String> still) {
            this.ready = ready;
            this.out = out;
            this.in = in;
            this.still = still;
        }

        @Override
        public void drain() {
            long end = System.nanoTime() + patience.toNanos();
            var all = new TreeSet<>(out);
            all.addAll(still);
            for (var id : all) {
                long left = Math.max(1, (end - System.nanoTime()) / 1_000_000);
                if (context.getRoute(id) != null && !stop(id, left)) {
                    throw new Reload.Busy("the route '" + id + "' has not come to the end of its work in "
                            + patience.toSeconds() + " s; the old version runs on, and it is tried again");
                }
                stopped.add(id);
            }
        }

        private boolean stop(String id, long millis) {
            try {
                return context.getRouteController().stopRoute(id, millis, TimeUnit.MILLISECONDS, true);
            } catch (Exception failed) {
                throw new IllegalStateException("the route '" + id + "' does not stop", failed);
            }
        }

        /** Nothing to do: the routes stand still. */
        @Override
        public void over() {}

        @Override
        public void begin() {
            torn = true;
            var touched = touched(before, out);
            remove(out, touched);
            try {
                load(ready, in, touched);
                start(still);
            } catch (Exception failed) {
                throw new IllegalStateException("new routes do not begin: " + deepest(failed), failed);
            }
            loaded = ready;
        }

        @Override
        public void back() {
            try {
                if (torn) {
                    var touched = touched(before, out);
                    touched.addAll(
                            touched(ready, in.stream().map(RouteInstance::id).toList()));
                    var all = new TreeSet<>(out);
                    in.forEach(route -> all.add(route.id()));
                    remove(all, touched);
                    load(before, out.stream().map(before.routes()::get).toList(), touched);
                    start(still);
                } else {
                    start(stopped);
                }
                loaded = before;
            } catch (Exception failed) {
                throw new IllegalStateException("the old routes do not begin again: " + deepest(failed), failed);
            }
        }

        private Set<String> touched(LoadedRoutes version, Collection<String> ids) {
            var kamelets = new TreeSet<String>();
            ids.forEach(id -> kamelets.addAll(version.uses(version.routes().get(id))));
            kamelets.addAll(before.changedKamelets(ready));
            return kamelets;
        }

        /** With the inner routes and templates of Kamelets, which Camel would keep. */
        private void remove(Collection<String> ids, Collection<String> kamelets) {
            try {
                for (var id : ids) {
                    remove(id);
                }
                for (var route : List.copyOf(context.getRoutes())) {
                    if (route.isCreatedByKamelet() && kamelets.stream().anyMatch(name -> made(route.getId(), name))) {
                        remove(route.getId());
                    }
                }
                var model = context.getCamelContextExtension().getContextPlugin(Model.class);
                for (var name : kamelets) {
                    model.removeRouteTemplateDefinitions(name);
                    context.removeEndpoints("kamelet:" + name + "*");
                }
            } catch (Exception failed) {
                throw new IllegalStateException("old routes cannot be removed: " + deepest(failed), failed);
            }
        }

        private boolean made(String route, String kamelet) {
            var definition = context.getCamelContextExtension()
                    .getContextPlugin(Model.class)
                    .getRouteDefinition(route);
            var parameters = definition == null ? null : definition.getTemplateParameters();
            return parameters != null && kamelet.equals(String.valueOf(parameters.get("templateId")));
        }

        private void remove(String id) throws Exception {
            if (context.getRoute(id) != null) {
                context.getRouteController().stopRoute(id);
                context.removeRoute(id);
            }
            var model = context.getCamelContextExtension().getContextPlugin(Model.class);
            var dead = model.getRouteDefinition(id);
            if (dead != null) {
                model.removeRouteDefinition(dead);
            }
        }

        private void load(LoadedRoutes version, List<RouteInstance> routes, Set<String> kamelets) throws Exception {
            var templates = new java.util.LinkedHashMap<String, byte[]>();
            var model = context.getCamelContextExtension().getContextPlugin(Model.class);
            version.kamelets().forEach((name, bytes) -> {
                if (kamelets.contains(name) || model.getRouteTemplateDefinition(name) == null) {
                    templates.put(name, bytes);
                }
            });
            Routes.load(context, templates, routes);
        }

        private void start(Collection<String> ids) throws Exception {
            for (var id : ids) {
                if (context.getRoute(id) != null) {
                    context.getRouteController().startRoute(id);
                }
            }
        }
    }
}
