package org.caravanserai.order;

import java.util.Collection;
import java.util.Optional;
import org.caravanserai.canonical.order.Order;

/** Who receives what; read from the files of the home. */
public interface Targets {
    /**
     * Who receives this order. For a test order a target that is not {@link Target#production}; none means that it is rehearsed: answered in full, sent
     * nowhere.
     */
    Optional<Target> receiver(String source, String account, Order order);

    /** The target of this channel and stream, empty when it is not configured (any more). */
    Optional<Target> of(String channel, String stream);

    /** Who is told what becomes of such an order where the message does not say it; empty = nobody. Asked once, when the order is taken. */
    default Optional<String> listener(String source, String account, boolean test) {
        return Optional.empty();
    }

    /** Whether whoever is told wants answers of a stream; what nobody wants is not kept for him. */
    default boolean hears(String channel, String stream) {
        return true;
    }

    /** All of them. */
    Collection<Target> all();
}
