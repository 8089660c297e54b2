package org.caravanserai.health;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.Map;
import java.util.Set;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Figures as MBeans: {@code org.caravanserai:type=Health,counter=...}, parts with {@code scope=...}; a second hub in one
 * process adds {@code hub=...}. Parts by family and by rule stay on the board. Follows
 * the recounts; close it with the hub.
 */
public final class Beans implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Beans.class);
    private static final String DOMAIN = "org.caravanserai";
    private static final Set<String> LEFT_OUT = Set.of("family", "rule", "reason");

    private final Health health;
    private final MBeanServer server;
    private final Map<ObjectName, Shown> shown = new HashMap<>();

    /** Tells this hub's beans from those of another one in the same process; null for the first. */
    private final String hub;

    /** The figure behind one bean; replaced after each recount. */
    private static final class Shown extends StandardMBean implements FigureMBean {
        private volatile Figure figure;

        Shown(Figure figure) {
            super(FigureMBean.class, false);
            this.figure = figure;
        }

        @Override
        public long getValue() {
            return figure.value();
        }

        @Override
        public long getPopulation() {
            return figure.population();
        }

        @Override
        public double getPercent() {
            return Math.round(figure.share() * 1_000) / 10.0;
        }

        @Override
        public String getLight() {
            return figure.light().name();
        }

        @Override
        public String getOwner() {
            return figure.counter().owner();
        }

        @Override
        public String getAsOf() {
            return figure.asOf().toString();
        }

        @Override
        public int getVersion() {
            return figure.counter().version();
        }
    }

    /** Registers what there is, and again after each recount. */
    public Beans(Health health, MBeanServer server) {
        this.health = health;
        this.server = server;
        this.hub = taken(server) ? Integer.toHexString(System.identityHashCode(this)) : null;
        run();
        health.onRecount(this);
    }

    @Override
    public synchronized void run() {
        var met = new HashSet<ObjectName>();
        for (var figure : health.figures()) {
            if (figure.scope().dimensions().keySet().stream().noneMatch(LEFT_OUT::contains)) {
                show(figure, met);
            }
        }
        shown.keySet().removeIf(name -> {
            if (met.contains(name)) {
                return false;
            }
            remove(name);
            return true;
        });
    }

    private void show(Figure figure, Set<ObjectName> met) {
        try {
            var name = name(figure);
            met.add(name);
            var known = shown.get(name);
            if (known != null) {
                known.figure = figure;
                return;
            }
            var bean = new Shown(figure);
            server.registerMBean(bean, name);
            shown.put(name, bean);
        } catch (JMException failed) {
            LOG.warn("figure {} is not shown in JMX: {}", figure.counter().id(), failed.toString());
        }
    }

    private ObjectName name(Figure figure) throws JMException {
        var keys = new Hashtable<String, String>();
        keys.put("type", "Health");
        keys.put("counter", figure.counter().id());
        if (!figure.scope().equals(Scope.ALL)) {
            keys.put("scope", ObjectName.quote(figure.scope().text()));
        }
        if (hub != null) {
            keys.put("hub", hub);
        }
        return new ObjectName(DOMAIN, keys);
    }

    private static boolean taken(MBeanServer server) {
        try {
            return !server.queryNames(new ObjectName(DOMAIN + ":type=Health,*"), null)
                    .isEmpty();
        } catch (JMException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Names of the beans shown now. */
    public synchronized Set<ObjectName> names() {
        return Set.copyOf(shown.keySet());
    }

    private void remove(ObjectName name) {
        try {
            server.unregisterMBean(name);
        } catch (InstanceNotFoundException gone) {
            LOG.debug("{} was gone already", name);
        } catch (JMException failed) {
            LOG.warn("{} stays in JMX: {}", name, failed.toString());
        }
    }

    @Override
    public synchronized void close() {
        shown.keySet().forEach(this::remove);
        shown.clear();
    }
}
