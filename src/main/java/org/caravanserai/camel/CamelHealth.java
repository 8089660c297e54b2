package org.caravanserai.camel;

import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Health of the routes for {@code /actuator/health}. Camel's own indicator is built for Spring Boot 3 and silently
 * absent on Boot 4.
 */
public final class CamelHealth implements HealthIndicator {
    private final CamelContext context;

    /** Reports on this context; never null. */
    public CamelHealth(CamelContext context) {
        this.context = context;
    }

    @Override
    public Health health() {
        if (!context.getStatus().isStarted()) {
            return Health.outOfService()
                    .withDetail("context", context.getStatus().name())
                    .build();
        }
        var health = Health.up();
        for (var result : HealthCheckHelper.invoke(context)) {
            var id = result.getCheck().getId();
            if (result.getState() == HealthCheck.State.DOWN) {
                health.down();
            }
            // The message of a failed check may quote what a partner sent; the state alone tells which check to read.
            health.withDetail(id, result.getState().name());
        }
        return health.build();
    }
}
