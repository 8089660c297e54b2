package org.caravanserai.web.management;

import jakarta.servlet.http.HttpServletRequest;
import org.jolokia.server.core.http.AgentServlet;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;

/**
 * What the management port serves besides Boot's endpoints. Boot builds this port in a child context and takes the
 * class from {@code META-INF/spring}; it must not be found by a component scan, or the main port would get it too.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
public class ManagementPort {
    private static final String MARK = ManagementPort.class.getName();

    /** True when the request came in through the management port. */
    public static boolean received(HttpServletRequest request) {
        return request.getServletContext().getAttribute(MARK) != null;
    }

    /** Both ports share one security filter; the mark tells it where a request came in, whatever the port number. */
    @Bean
    ServletContextInitializer managementMark() {
        return servletContext -> servletContext.setAttribute(MARK, Boolean.TRUE);
    }

    @Bean
    ServletRegistrationBean<HawtioPages> hawtioPages() {
        return new ServletRegistrationBean<>(new HawtioPages(), "/hawtio", "/hawtio/*");
    }

    @Bean
    ServletRegistrationBean<AgentServlet> jolokia() {
        var registration =
                new ServletRegistrationBean<>(new AgentServlet(new RouteSwitchesOnly()), "/hawtio/jolokia/*");
        registration.setName("jolokia");
        registration.addInitParameter("discoveryEnabled", "false");
        registration.addInitParameter("includeStackTrace", "false");
        registration.addInitParameter("allowErrorDetails", "false");
        registration.addInitParameter("mimeType", "application/json");
        return registration;
    }
}
