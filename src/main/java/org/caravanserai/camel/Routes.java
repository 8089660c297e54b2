package org.caravanserai.camel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.NoErrorHandlerBuilder;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.processor.DefaultExchangeFormatter;
import org.caravanserai.home.Home;

/** Puts Kamelets and route instances of a home into a Camel context, in one go. */
public final class Routes {
    private Routes() {}

    /**
     * Loads everything; the routes start with the context.
     *
     * @throws Exception Camel's, with file and reason; files were checked before, so this is a fault of ours or of a Kamelet
     */
    public static void load(CamelContext context, Home home, List<RouteInstance> instances) throws Exception {
        var kamelets = new LinkedHashMap<String, byte[]>();
        home.kamelets().forEach(one -> kamelets.put(one.name(), one.file().bytes()));
        load(context, kamelets, instances);
    }

    /** @param kamelets by name */
    static void load(CamelContext context, Map<String, byte[]> kamelets, List<RouteInstance> instances)
            throws Exception {
        var resources = new ArrayList<Resource>();
        kamelets.forEach(
                (name, bytes) -> resources.add(ResourceHelper.fromBytes("file:" + name + ".kamelet.yaml", bytes)));
        // Camel takes everything behind the first dot of a name for the kind of file.
        instances.forEach(instance -> resources.add(
                ResourceHelper.fromBytes("file:" + instance.id().replace('.', '_') + ".camel.yaml", instance.yaml())));
        quiet(context);
        // Whoever began an exchange sees how it ended: nothing in between repeats, handles or keeps it.
        context.getCamelContextExtension().setErrorHandlerFactory(new NoErrorHandlerBuilder());
        if (!resources.isEmpty()) {
            PluginHelper.getRoutesLoader(context).loadRoutes(resources);
        }
    }

    /** Failed exchanges are logged without their body and headers: those are partners' data. */
    private static void quiet(CamelContext context) {
        var formatter = new DefaultExchangeFormatter();
        formatter.setShowAll(false);
        formatter.setShowBody(false);
        formatter.setShowHeaders(false);
        formatter.setShowExchangeId(true);
        context.getRegistry().bind("logExchangeFormatter", formatter);
    }
}
