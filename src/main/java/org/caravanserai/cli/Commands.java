package org.caravanserai.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.caravanserai.home.Home;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** All commands but {@code run}. Exit codes: 0 done, 1 refused or problems found, 2 usage, 3 {@code plan} found changes. */
@Command(name = "caravanserai", resourceBundle = Texts.BUNDLE)
public final class Commands {
    /** Done. */
    public static final int DONE = 0;
    /** Refused, or problems found. */
    public static final int REFUSED = 1;
    /** The command line was not understood, or there is no home where one is needed. */
    public static final int USAGE = 2;

    @Mixin
    private HelpOption help;

    private Commands() {}

    /** What surrounds the program.
     * @param standby starts a hub for commands that need one
     * @param variables of the process */
    public record World(Standby standby, Map<String, String> variables) {
        /** No hub, no variables. */
        static final World NOTHING = new World(Standby.NONE, Map.of());
    }

    /** Runs a command and returns the exit code. */
    public static int run(String[] arguments, PrintWriter out, PrintWriter err, Locale locale, World world) {
        int code = line(out, err, locale, world, arguments.length == 0 ? "" : arguments[0])
                .execute(arguments);
        out.flush();
        err.flush();
        return code;
    }

    /** The language of the terminal as POSIX says it ({@code LC_ALL LC_MESSAGES LANG}), else that of the machine. */
    public static Locale language(Map<String, String> variables, Locale otherwise) {
        return terminal(variables, "LC_MESSAGES")
                .map(value -> value.replaceFirst("[.@].*", ""))
                .filter(value -> value.matches("[a-z]{2}(_[A-Z]{2})?"))
                .map(value -> Locale.forLanguageTag(value.replace('_', '-')))
                .orElse(otherwise);
    }

    /** The encoding of the terminal as POSIX says it, else that of the machine. */
    public static Charset charset(Map<String, String> variables, Charset otherwise) {
        return terminal(variables, "LC_CTYPE")
                .filter(value -> value.toLowerCase(Locale.ROOT).matches(".*\\.utf-?8$"))
                .map(value -> StandardCharsets.UTF_8)
                .map(Charset.class::cast)
                .orElse(otherwise);
    }

    private static Optional<String> terminal(Map<String, String> variables, String category) {
        return Stream.of("LC_ALL", category, "LANG")
                .map(variables::get)
                .filter(value -> value != null && !value.isBlank())
                .findFirst();
    }

    /** Names of all commands. */
    public static Set<String> names() {
        return all(null, null).keySet();
    }

    static CommandLine line(PrintWriter out, PrintWriter err, Locale locale, World world) {
        return line(out, err, locale, world, "");
    }

    /** @param wanted the only command that will be run; anything else stands for all: describing thirty takes longer than running one */
    private static CommandLine line(PrintWriter out, PrintWriter err, Locale locale, World world, String wanted) {
        var texts = Texts.of(locale);
        var line = new CommandLine(new Commands());
        var all = all(texts, () -> new ClientOptions(texts, world.standby(), world.variables()));
        all.forEach((name, command) -> {
            if (name.equals(wanted) || !all.containsKey(wanted)) {
                line.addSubcommand(name, command.get());
            }
        });
        line.setResourceBundle(texts.bundle());
        line.setOut(out);
        line.setErr(err);
        line.setExecutionExceptionHandler((failure, command, result) -> failed(failure, command, texts));
        return line;
    }

    private static Map<String, Supplier<Object>> all(Texts texts, Supplier<ClientOptions> client) {
        var all = new LinkedHashMap<String, Supplier<Object>>();
        all.put("check", () -> new Check(texts));
        all.put("test", () -> new Test(texts));
        all.put("map", () -> new MapFile(texts, client.get(), Clock.systemUTC()));
        all.put("init", () -> new Init(texts));
        all.put(
                "new",
                () -> new CommandLine(new New())
                        .addSubcommand(new NewSource(texts))
                        .addSubcommand(new NewChannel(texts)));
        all.put("docs", () -> new Docs(texts));
        all.put("import", () -> new FileImport(texts, client.get()));
        all.put("status", () -> new Status(texts, client.get()));
        all.put("plan", () -> new Plan(texts, client.get()));
        all.put("apply", () -> new Apply(texts, client.get()));
        all.put("explain", () -> new ExplainKey(texts, client.get()));
        all.put("orders", () -> new Orders(texts, client.get()));
        all.put("parked", () -> new Parked(texts, client.get()));
        all.put("replay", () -> new Replay(texts, client.get()));
        all.put("discard", () -> new Discard(texts, client.get()));
        all.put("pause", () -> new Pause(texts, client.get()));
        all.put("resume", () -> new Resume(texts, client.get()));
        all.put("ping", () -> new Ping(texts, client.get()));
        all.put("punchout-test", () -> new PunchoutTest(texts, client.get()));
        all.put("verify", () -> new Verify(texts, client.get()));
        all.put("adopt", () -> new Adopt(texts, client.get()));
        all.put("release", () -> new Release(texts, client.get()));
        all.put(
                "user",
                () -> new CommandLine(new User())
                        .addSubcommand(new User.Add(texts, client.get()))
                        .addSubcommand(new User.Password(texts, client.get()))
                        .addSubcommand(new User.Roles(texts, client.get()))
                        .addSubcommand(new User.Key(texts, client.get()))
                        .addSubcommand(new ApiKey.Issue(texts, client.get()))
                        .addSubcommand(new ApiKey.Revoke(texts, client.get())));
        return all;
    }

    private static int failed(Exception failure, CommandLine command, Texts texts) {
        if (failure instanceof Home.NoHome) {
            command.getErr().println(failure.getMessage());
            return USAGE;
        }
        if (failure instanceof Refused refused) {
            command.getErr().println(refused.getMessage());
            return refused.code();
        }
        command.getErr().println(texts.say("failed", failure.toString()));
        return REFUSED;
    }

    /** Ends a command with a text for the user. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int code;

        Refused(int code, String text) {
            super(text, null, false, false);
            this.code = code;
        }

        int code() {
            return code;
        }
    }
}
