package org.caravanserai.camel;

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.CamelContext;
import org.apache.camel.Navigate;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.model.ConvertBodyDefinition;
import org.apache.camel.model.LogDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.OnCompletionDefinition;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RemoveHeaderDefinition;
import org.apache.camel.model.RemoveHeadersDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.SetPropertyDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.processor.Splitter;
import org.apache.camel.processor.errorhandler.RedeliveryErrorHandler;
import org.apache.camel.spi.AggregationRepository;
import org.apache.camel.spi.IdempotentRepository;

/**
 * Walks everything Camel made of route files: models, processors, error handlers, endpoints, registry. Says what would hold data in memory, repeat or
 * hide a failure, or lead somewhere else. The check of the files is one wall, this is the other: it believes no file.
 */
public final class RouteWalk {
    /** What a model may be made of. Anything else, known or not, is said. */
    private static final Set<Class<?>> DEFINITIONS = Set.of(
            ToDefinition.class,
            LogDefinition.class,
            ConvertBodyDefinition.class,
            SetHeaderDefinition.class,
            SetPropertyDefinition.class,
            RemoveHeaderDefinition.class,
            RemoveHeadersDefinition.class,
            SplitDefinition.class);

    /** Endpoints of all routes; those that begin an inbound route only are below. */
    private static final Set<String> SCHEMES = Set.of("hub", "kamelet");

    private static final Set<String> INBOUND =
            Set.of("file", "ftp", "sftp", "ftps", "servlet", "timer", "quartz", "scheduler", "kafka", "jms");

    /** Parts of processors that wait, collect, remember or let go. */
    private static final List<String> PROCESSORS = List.of(
            "Aggregate",
            "Idempotent",
            "Delay",
            "Throttl",
            "Resequenc",
            "WireTap",
            "Threads",
            "Saga",
            "Multicast",
            "Recipient",
            "RoutingSlip",
            "DynamicSend",
            "SendDynamic",
            "Enrich",
            "Loop",
            "Try",
            "Catch",
            "Finally",
            "OnCompletion",
            "CircuitBreaker",
            "LoadBalanc",
            "Sampling",
            "Script",
            "Bean");

    private final CamelContext context;
    private final Set<String> wrong = new TreeSet<>();
    private final Map<Object, Boolean> seen = new IdentityHashMap<>();

    private RouteWalk(CamelContext context) {
        this.context = context;
    }

    /** Everything that should not be there; empty = fine. */
    public static List<String> of(CamelContext context) {
        var walk = new RouteWalk(context);
        walk.models();
        walk.context.getRoutes().forEach(walk::route);
        walk.endpoints();
        walk.registry();
        return List.copyOf(walk.wrong);
    }

    private void models() {
        var model = context.getCamelContextExtension().getContextPlugin(Model.class);
        for (var route : model.getRouteDefinitions()) {
            definition(route);
        }
        model.getRouteTemplateDefinitions().forEach(template -> definition(template.getRoute()));
        if (!model.getRouteConfigurationDefinitions().isEmpty()) {
            wrong.add("a routeConfiguration is loaded");
        }
    }

    private void definition(RouteDefinition route) {
        var id = String.valueOf(route.getRouteId());
        if (route.getErrorHandlerFactory() != null && route.getErrorHandler() != null) {
            wrong.add(id + ": an error handler of its own");
        }
        if (route.getRouteConfigurationId() != null) {
            wrong.add(id + ": names a routeConfiguration");
        }
        if (route.getDelayer() != null && !route.getDelayer().equals("0")) {
            wrong.add(id + ": delays");
        }
        if (route.getPrecondition() != null) {
            wrong.add(id + ": a precondition");
        }
        outputs(id, route.getOutputs());
    }

    private void outputs(String id, Collection<ProcessorDefinition<?>> outputs) {
        for (var output : outputs) {
            boolean ours = DEFINITIONS.contains(output.getClass());
            if (!ours) {
                wrong.add(id + ": step " + output.getShortName()
                        + (output instanceof OnExceptionDefinition || output instanceof OnCompletionDefinition
                                ? " of the route"
                                : ""));
            }
            if (output instanceof SplitDefinition split
                    && (split.getParallelProcessing() != null
                            || split.getStreaming() != null
                            || split.getAggregationStrategy() != null
                            || split.getExecutorService() != null)) {
                wrong.add(id + ": a split that is not plain");
            }
            outputs(id, output.getOutputs());
        }
    }

    private void route(Route route) {
        walk(route.getId(), route.navigate());
        var handler = route.getErrorHandlerFactory();
        if (handler != null && handler.getClass().getSimpleName().matches(".*(DeadLetter|Jta|Ref).*")) {
            wrong.add(route.getId() + ": error handler " + handler.getClass().getSimpleName());
        }
    }

    private void walk(String id, Navigate<Processor> node) {
        if (node == null || seen.put(node, true) != null) {
            return;
        }
        processor(id, node);
        if (node.hasNext()) {
            for (var next : node.next()) {
                if (next instanceof Navigate<?>) {
                    @SuppressWarnings("unchecked")
                    var inner = (Navigate<Processor>) next;
                    walk(id, inner);
                } else {
                    processor(id, next);
                }
            }
        }
    }

    private void processor(String id, Object processor) {
        var name = processor.getClass().getSimpleName();
        if (!(processor instanceof Splitter)) {
            PROCESSORS.stream().filter(name::contains).forEach(part -> wrong.add(id + ": processor " + name));
        }
        if (processor instanceof RedeliveryErrorHandler redelivery) {
            redelivers(id, redelivery);
        }
        if (processor instanceof org.apache.camel.impl.engine.DefaultChannel channel) {
            if (channel.getErrorHandler() instanceof RedeliveryErrorHandler redelivery) {
                redelivers(id, redelivery);
            }
            if (channel.getNextProcessor() != null && !(channel.getNextProcessor() instanceof Navigate<?>)) {
                processor(id, channel.getNextProcessor());
            }
        }
    }

    private void redelivers(String id, RedeliveryErrorHandler handler) {
        if (handler.getDeadLetter() != null) {
            wrong.add(id + ": a dead letter endpoint");
        }
        wrong.add(id + ": error handler " + handler.getClass().getSimpleName() + ", which can repeat and handle");
    }

    private void endpoints() {
        for (var endpoint : context.getEndpoints()) {
            var uri = endpoint.getEndpointUri();
            var scheme = uri.replaceFirst(":.*", "");
            boolean begins = context.getRoutes().stream().anyMatch(route -> route.getEndpoint() == endpoint);
            if (!SCHEMES.contains(scheme) && !(INBOUND.contains(scheme) && begins)) {
                wrong.add("endpoint " + scheme + ":");
            }
            if (endpoint instanceof GenericFileEndpoint<?> file
                    && (Boolean.TRUE.equals(file.getIdempotent()) || file.isNoop())
                    && !uri.contains("noop=true")) {
                wrong.add("endpoint " + scheme + ": remembers files in memory");
            }
        }
    }

    private void registry() {
        for (Class<?> type :
                List.of(AggregationRepository.class, IdempotentRepository.class, AggregationStrategy.class)) {
            context.getRegistry()
                    .findByTypeWithName(type)
                    .keySet()
                    .forEach(name -> wrong.add("registry: " + name + ", a " + type.getSimpleName()));
        }
    }
}
