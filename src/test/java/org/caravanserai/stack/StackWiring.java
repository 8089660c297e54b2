package org.caravanserai.stack;

import org.apache.camel.builder.RouteBuilder;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.jaxws.EndpointImpl;
import org.apache.cxf.transport.servlet.CXFServlet;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** What later stages will need, added to a hub: SOAP on the main port, and a route to look at in Hawtio. */
@Configuration(proxyBeanMethods = false)
public class StackWiring {
    @Bean(destroyMethod = "shutdown")
    Bus cxfBus() {
        return BusFactory.newInstance().createBus();
    }

    @Bean
    ServletRegistrationBean<CXFServlet> soap(Bus cxfBus) {
        var servlet = new CXFServlet();
        servlet.setBus(cxfBus);
        var registration = new ServletRegistrationBean<>(servlet, "/stack/*");
        registration.setLoadOnStartup(1);
        return registration;
    }

    /** JAX-WS without Camel. */
    @Bean(destroyMethod = "stop")
    EndpointImpl greeter(Bus cxfBus) {
        var endpoint = new EndpointImpl(cxfBus, new FrenchGreeter());
        endpoint.publish("/greeter");
        return endpoint;
    }

    @Bean
    @Order(0)
    SecurityFilterChain foreignSoapChain(HttpSecurity http) throws Exception {
        return http.securityMatcher("/stack/**")
                .authorizeHttpRequests(rules -> rules.anyRequest().permitAll())
                .csrf(csrf -> csrf.disable())
                .build();
    }

    @Bean
    RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("cxf:/camel-greeter?bus=#cxfBus&serviceClass=" + Greeter.class.getName())
                        .routeId("soap-in")
                        .setBody(
                                exchange -> "Guten Tag " + exchange.getMessage().getBody(Object[].class)[0]);
                from("direct:look-here").routeId("look-here").to("mock:seen");
            }
        };
    }

    /** The service behind {@code /greeter}. */
    @jakarta.jws.WebService(targetNamespace = "urn:stack", endpointInterface = "org.caravanserai.stack.Greeter")
    public static class FrenchGreeter implements Greeter {
        @Override
        public String greet(String name) {
            return "Bonjour " + name;
        }
    }
}
