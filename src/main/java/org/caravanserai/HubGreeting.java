package org.caravanserai;

import java.util.Optional;
import org.caravanserai.access.Users;
import org.caravanserai.store.Database;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/** What a person at the terminal reads when the hub serves. */
final class HubGreeting implements ApplicationListener<ApplicationReadyEvent> {
    private final Environment environment;
    private final Database database;
    private final SandboxKeys sandbox;
    private final Optional<String> password;
    private final Optional<String> publicUrl;

    /** @param publicUrl address under which partners reach the hub, when it is not the one it listens on */
    HubGreeting(
            Environment environment, Users users, SandboxKeys sandbox, Database database, Optional<String> publicUrl) {
        this.publicUrl = publicUrl;
        this.environment = environment;
        this.sandbox = sandbox;
        this.database = database;
        // A command shows nothing and signs nobody in: the next real start makes the password.
        password = HubStandby.is(environment)
                ? Optional.empty()
                : users.firstAdmin(Optional.ofNullable(environment.getProperty("HUB_ADMIN_PASSWORD")));
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent ready) {
        if (HubStandby.is(environment)) {
            return;
        }
        // On standard output and not in the log: logs are kept and passed on.
        System.out.println("Console    " + address("server", "local.server.port") + "/");
        System.out.println("Operators  " + address("management.server", "local.management.port") + "/hawtio/");
        var promise = database.promise();
        System.out.println("Database   " + database.dialect() + ", " + promise.text());
        if (promise.processDeath()) {
            promise.weaknesses().forEach(weakness -> System.out.println("           " + weakness));
        }
        password.ifPresent(made -> System.out.println(
                "Sign in as admin with the password " + made + "  (shown at each start until the first sign-in)"));
        publicUrl.ifPresent(url -> System.out.println("Public     " + url + "/  (publicUrl of config/hub.yaml)"));
        var feeds = sandbox.issue(publicUrl.orElseGet(() -> address("server", "local.server.port")));
        if (!feeds.isEmpty()) {
            System.out.println(
                    "Feeds of this sandbox, each with the key of its partner (shown this once; renew one with: user key CHANNEL)");
            feeds.forEach(feed -> System.out.println("  " + feed));
        }
    }

    private String address(String prefix, String port) {
        return HubBinding.address(environment, prefix, environment.getProperty(port));
    }
}
