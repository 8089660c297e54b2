package org.caravanserai;

import java.util.Optional;
import org.caravanserai.access.Users;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/** What a person at the terminal reads when the hub serves. */
final class HubGreeting implements ApplicationListener<ApplicationReadyEvent> {
    private final Environment environment;
    private final Optional<String> password;

    HubGreeting(Environment environment, Users users) {
        this.environment = environment;
        password = users.firstAdmin(Optional.ofNullable(environment.getProperty("HUB_ADMIN_PASSWORD")));
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent ready) {
        // On standard output and not in the log: logs are kept and passed on.
        System.out.println("Console    " + address("server", "local.server.port") + "/");
        System.out.println(
                "Operators  " + address("management.server", "local.management.port") + "/hawtio/");
        password.ifPresent(made -> System.out.println(
                "Sign in as admin with the password " + made + "  (shown at each start until the first sign-in)"));
    }

    private String address(String prefix, String port) {
        return HubBinding.address(environment, prefix, environment.getProperty(port));
    }
}
