package org.caravanserai;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The way in: without a command, or with {@code run}, the hub starts; every other command belongs to the command line.
 */
public final class Hub {
    private static final int USAGE = 2;
    private static final int REFUSED = 1;

    private Hub() {}

    /** Exit codes: 0 done, 1 refused, 2 usage (design of the command line). */
    public static void main(String[] args) {
        var arguments = Arrays.asList(args);
        if (!arguments.isEmpty() && !arguments.get(0).startsWith("--") && !arguments.get(0).equals("run")) {
            System.exit(usage("HUB-001", "unknown command " + arguments.get(0) + ". Commands: run"));
        }
        var options = !arguments.isEmpty() && arguments.get(0).equals("run")
                ? arguments.subList(1, arguments.size())
                : arguments;
        var read = HubOptions.read(options, Path.of(""));
        if (read instanceof HubOptions.Read.Refused refused) {
            System.exit(usage(refused.code(), refused.text()));
        } else if (read instanceof HubOptions.Read.Understood understood) {
            try {
                start(understood.options());
            } catch (RuntimeException failure) {
                System.exit(failed(failure));
            }
        }
    }

    /**
     * Starts a hub and returns when it serves.
     *
     * @param options the home and where its data lie
     * @param more further wiring, for tests
     */
    static ConfigurableApplicationContext start(HubOptions options, Class<?>... more) {
        var sources = new ArrayList<Class<?>>(List.of(HubWiring.class));
        sources.addAll(Arrays.asList(more));
        var application = new SpringApplication(sources.toArray(Class<?>[]::new));
        application.setWebApplicationType(WebApplicationType.SERVLET);
        application.setLogStartupInfo(false);
        application.addInitializers(context -> {
            HubBinding.refusal(context.getEnvironment()).ifPresent(text -> {
                throw new Refused(text);
            });
            context.getBeanFactory().registerSingleton("hubOptions", options);
        });
        // As the first argument it wins over environment variables: no file of the working directory is ever read.
        var arguments = new ArrayList<String>(List.of("--spring.config.location=classpath:/application.yml"));
        arguments.addAll(options.spring());
        application.setDefaultProperties(Map.of("hub.data", options.data().toString()));
        return application.run(arguments.toArray(String[]::new));
    }

    /** The hub does not start; the text says why and what to do. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String text) {
            super(text, null, false, false);
        }
    }

    private static int usage(String code, String text) {
        System.err.println(code + " " + text);
        return USAGE;
    }

    private static int failed(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refused refused) {
                System.err.println(refused.getMessage());
                return REFUSED;
            }
            if (cause instanceof PortInUseException port) {
                System.err.println("HUB-004 port " + port.getPort() + " is in use, perhaps by another hub. Stop it, or"
                        + " choose ports with --server.port=N and --management.server.port=N (0 = any free one)");
                return REFUSED;
            }
        }
        // Spring has logged the failure with its analysis.
        return REFUSED;
    }
}
