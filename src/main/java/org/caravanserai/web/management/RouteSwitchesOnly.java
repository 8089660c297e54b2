package org.caravanserai.web.management;

import java.util.Set;
import java.util.regex.Pattern;
import javax.management.ObjectName;
import org.jolokia.server.core.service.api.Restrictor;
import org.jolokia.server.core.util.HttpMethod;
import org.jolokia.server.core.util.RequestType;

/**
 * What Hawtio may do through JMX: read attributes, draw routes, and start, stop, suspend or resume a route. Everything
 * else that is reachable by JMX amounts to running code on the machine and is refused, for the admin too.
 */
final class RouteSwitchesOnly implements Restrictor {
    private static final String CAMEL = "org.apache.camel";
    private static final Set<RequestType> TYPES =
            Set.of(RequestType.READ, RequestType.LIST, RequestType.SEARCH, RequestType.VERSION, RequestType.EXEC);
    private static final Set<String> SWITCHES = Set.of("start", "stop", "suspend", "resume");
    /** Pictures and counters; nothing that shows the body of a message. */
    private static final Pattern DRAWING = Pattern.compile("dump(Route|Routes|RouteStats|RoutesStats|StepStats|"
            + "StructuredRoute|RouteSourceLocations|RoutesCoverage|ProcessorStats)As(Xml|Yaml|JSon|JSonStructure)");
    /** Command line and system properties may hold what nobody should read on a screen. */
    private static final Set<String> PRIVATE = Set.of("SystemProperties", "InputArguments", "ClassPath");

    /** GET requests carry no CSRF token, so a foreign page could trigger them. */
    @Override
    public boolean isHttpMethodAllowed(HttpMethod method) {
        return method == HttpMethod.POST;
    }

    @Override
    public boolean isTypeAllowed(RequestType type) {
        return TYPES.contains(type);
    }

    @Override
    public boolean isAttributeReadAllowed(ObjectName name, String attribute) {
        return !(name.getDomain().equals("java.lang") && PRIVATE.contains(attribute));
    }

    @Override
    public boolean isAttributeWriteAllowed(ObjectName name, String attribute) {
        return false;
    }

    @Override
    public boolean isOperationAllowed(ObjectName name, String operation) {
        if (!name.getDomain().equals(CAMEL)) {
            return false;
        }
        var bracket = operation.indexOf('(');
        var plain = bracket < 0 ? operation : operation.substring(0, bracket);
        var type = name.getKeyProperty("type");
        if ("routes".equals(type)) {
            return SWITCHES.contains(plain) || DRAWING.matcher(plain).matches();
        }
        return "context".equals(type) && DRAWING.matcher(plain).matches();
    }

    /** Who may come here is decided by the port's address and the sign-in in front. */
    @Override
    public boolean isRemoteAccessAllowed(String... hostOrAddress) {
        return true;
    }

    /**
     * Strict asks whether the request may pass at all: yes, the CSRF token in front has settled that. Not strict asks
     * whether another site may read the answer: never.
     */
    @Override
    public boolean isOriginAllowed(String origin, boolean strictCheck) {
        return strictCheck;
    }

    @Override
    public boolean isObjectNameHidden(ObjectName name) {
        return false;
    }
}
