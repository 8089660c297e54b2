package org.caravanserai;

import java.time.Clock;
import java.util.Optional;
import org.caravanserai.home.Company;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.sandbox.CutConnections;
import org.caravanserai.sandbox.Sandbox;
import org.caravanserai.sandbox.SandboxServlet;
import org.caravanserai.sandbox.buyer.Directory;
import org.caravanserai.sandbox.buyer.Rehearsal;
import org.caravanserai.store.DataFolder;
import org.caravanserai.web.api.PunchoutTest;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Invented partners at {@code /sandbox/...}, in homes of {@code type: sandbox} and nowhere else. */
@Configuration(proxyBeanMethods = false)
class HubSandbox {
    /** Both sides of a sandbox keep ceilings in a time that runs faster: a quarter of an hour is 15 seconds. */
    static final int FACTOR = 60;

    @Bean
    Sandbox sandbox(DataFolder folder, CurrentHome home, Clock clock, Directory buyers) {
        return new Sandbox(folder.path().resolve("sandbox"), clock, FACTOR)
                .prepared(home.get().folder().resolve("config/samples/sandbox"))
                .buyers(buyers);
    }

    /** Who comes in as the buyers of our accounts; in a production home only when somebody rehearses. */
    @Bean
    Directory buyers(CurrentHome home, Environment environment) {
        return new Directory(
                home::get,
                () -> Optional.ofNullable(home.get().company().publicUrl())
                        .orElseGet(() -> HubBinding.address(
                                environment, "server", environment.getRequiredProperty("local.server.port"))));
    }

    /** The command {@code punchout-test}. */
    @Bean
    PunchoutTest.Conversation punchoutConversation(Sandbox sandbox, Directory buyers, CurrentHome home) {
        var rehearsal = new Rehearsal(sandbox, buyers);
        return (account, base, operation, order, patience, locale) -> {
            boolean orders = order || home.get().company().type() == Company.Type.SANDBOX;
            return rehearsal.run(new Rehearsal.Wanted(account, base, operation, orders, patience, locale)).stream()
                    .map(step -> new PunchoutTest.Step(step.name(), step.title(), step.ok(), step.text()))
                    .toList();
        };
    }

    /** Servlets are made while Tomcat starts, where a refused data folder would be told with a stack of beans; so the sandbox is asked later. */
    @Bean
    ServletRegistrationBean<SandboxServlet> sandboxServlet(
            ObjectProvider<Sandbox> sandbox, ObjectProvider<CurrentHome> home, Environment environment) {
        boolean standby = HubStandby.is(environment);
        var servlet = new SandboxServlet(
                () -> standby || home.getObject().get().company().type() != Company.Type.SANDBOX
                        ? Optional.empty()
                        : Optional.of(sandbox.getObject()));
        var registration = new ServletRegistrationBean<>(servlet, Sandbox.ROOT, Sandbox.ROOT + "/*");
        registration.setName("sandbox");
        return registration;
    }

    /** Does nothing but for calls the servlet marked. */
    @Bean
    static WebServerFactoryCustomizer<TomcatServletWebServerFactory> cutConnections() {
        return factory -> factory.addEngineValves(new CutConnections());
    }
}
