package org.caravanserai;

import java.io.ObjectInputFilter;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.caravanserai.cli.Commands;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The way in: without a command, or with {@code run}, the hub starts; every other command belongs to the command line.
 */
public final class Hub {
    private static final int REFUSED = 1;
    private static final int USAGE = 2;
    private static final String RUN = "run";

    private Hub() {}

    /** Exit codes: 0 done, 1 refused, 2 usage. */
    public static void main(String[] args) {
        var arguments = Arrays.asList(args);
        var command = arguments.isEmpty() || arguments.get(0).startsWith("--") ? RUN : arguments.get(0);
        if (!command.equals(RUN)) {
            System.exit(command(args));
        }
        var options = !arguments.isEmpty() && arguments.get(0).equals(RUN)
                ? arguments.subList(1, arguments.size())
                : arguments;
        var read = HubOptions.read(options, Path.of(""));
        if (read instanceof HubOptions.Read.Refused refused) {
            System.exit(usage(refused.code(), refused.text()));
        } else if (read instanceof HubOptions.Read.Understood understood) {
            try {
                start(understood.options());
            } catch (RuntimeException failure) {
                // HubFailures or Spring has said why.
                System.exit(REFUSED);
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
        refuseJavaObjects();
        var sources = new ArrayList<Class<?>>(List.of(HubWiring.class));
        sources.addAll(Arrays.asList(more));
        var application = new SpringApplication(sources.toArray(Class<?>[]::new));
        application.setWebApplicationType(WebApplicationType.SERVLET);
        application.setLogStartupInfo(false);
        application.addInitializers(context -> {
            HubBinding.refusal(context.getEnvironment()).ifPresent(text -> {
                throw new HubRefused(text);
            });
            context.getBeanFactory().registerSingleton("hubOptions", options);
        });
        application.setDefaultProperties(Map.of("hub.data", options.data().toString()));
        // As the first argument it wins over environment variables: no file of the working directory is ever read.
        var arguments = new ArrayList<String>(List.of("--spring.config.location=classpath:/application.yml"));
        arguments.addAll(options.spring());
        return application.run(arguments.toArray(String[]::new));
    }

    private static int command(String[] args) {
        var charset = Commands.charset(System.getenv(), Charset.defaultCharset());
        var out = new PrintWriter(new OutputStreamWriter(System.out, charset), true);
        var err = new PrintWriter(new OutputStreamWriter(System.err, charset), true);
        var world = new Commands.World(new HubStandby(), System.getenv());
        return Commands.run(args, out, err, Commands.language(System.getenv(), Locale.getDefault()), world);
    }

    /** Nothing in the hub reads serialised Java objects, so no library may be talked into it either. */
    private static void refuseJavaObjects() {
        if (ObjectInputFilter.Config.getSerialFilter() == null) {
            ObjectInputFilter.Config.setSerialFilter(objects -> ObjectInputFilter.Status.REJECTED);
        }
    }

    private static int usage(String code, String text) {
        System.err.println(code + " " + text);
        return USAGE;
    }
}
