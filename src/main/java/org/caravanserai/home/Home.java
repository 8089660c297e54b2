package org.caravanserai.home;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.canonical.Model;
import org.caravanserai.parser.Problem;
import org.caravanserai.parser.YamlNode;

/**
 * An installation's files, read once, with the library under them and the patch of the environment over them. Immutable. Always complete: where
 * a file is wrong there is a problem in {@link #problems()} and a safe value in its record; whoever starts something asks {@link #failed()}.
 *
 * @param folder the home, absolute
 * @param environment name of the environment, null = hub.yaml alone
 * @param sources by name; the built-in source {@code steward} is not among them
 * @param channels by name
 * @param quality by file name
 * @param accounts by name, with their packs
 * @param brands by name
 * @param connectors by system
 * @param maps by name, {@code <system>/<map>}
 * @param gates by name
 * @param tests by name of the map they test
 * @param effective tree of each file of config/ after {@code extends} and environment, by path; every node keeps the place it came from
 * @param files all files by path, the home's over the library's
 * @param replaced paths of the library's files that the home replaces by other content
 * @param problems everything that is wrong, by file, line and column
 */
public record Home(
        Path folder,
        String environment,
        Company company,
        Model model,
        Prices prices,
        Assortments assortments,
        Map<String, Source> sources,
        Map<String, Channel> channels,
        Map<String, QualityFile> quality,
        Map<String, Account> accounts,
        Map<String, Brand> brands,
        Map<String, Connector> connectors,
        Tables tables,
        List<RouteFile> routes,
        List<KameletFile> kamelets,
        Map<String, HomeFile> maps,
        Map<String, HomeFile> gates,
        Map<String, HomeFile> tests,
        Map<String, YamlNode> effective,
        Map<String, HomeFile> files,
        List<String> replaced,
        List<Problem> problems) {

    /**
     * Reads a home. Never throws for wrong content; a folder that is no home is refused.
     *
     * @param environment name of a file in config/environments, null = none
     * @param library what is under the home's own files
     * @throws NoHome when the folder has no {@code config/} or no {@code routes/}
     */
    public static Home read(Path folder, String environment, Library library) {
        return new HomeReader(folder, environment, library).read();
    }

    /** True when the folder holds {@code config/} and {@code routes/}. */
    public static boolean isHome(Path folder) {
        return Files.isDirectory(folder.resolve("config")) && Files.isDirectory(folder.resolve("routes"));
    }

    /** True when there is at least one error. */
    public boolean failed() {
        return problems.stream().anyMatch(problem -> !problem.warning());
    }

    /** The source of this name. */
    public Optional<Source> source(String name) {
        return Optional.ofNullable(sources.get(name));
    }

    /** The channel of this name. */
    public Optional<Channel> channel(String name) {
        return Optional.ofNullable(channels.get(name));
    }

    /** The brand of this name; without one (null, or no such file) that called like the first seller, else a plain one. */
    public Brand brand(String name) {
        var named = name == null ? null : brands.get(name);
        if (named != null) {
            return named;
        }
        var plain = Brand.plain(company);
        return brands.getOrDefault(plain.name(), plain);
    }

    /** The same home with one channel more. */
    public Home with(Channel channel) {
        var more = new java.util.LinkedHashMap<>(channels);
        more.put(channel.name(), channel);
        return new Home(
                folder,
                environment,
                company,
                model,
                prices,
                assortments,
                sources,
                java.util.Collections.unmodifiableMap(more),
                quality,
                accounts,
                brands,
                connectors,
                tables,
                routes,
                kamelets,
                maps,
                gates,
                tests,
                effective,
                files,
                replaced,
                problems);
    }

    /** Secrets of this installation, from the process environment. */
    public Secrets secrets() {
        var secrets = Secrets.of(folder, System.getenv());
        return company.type() == Company.Type.SANDBOX ? secrets.invented() : secrets;
    }

    /** The folder is no home. */
    public static final class NoHome extends RuntimeException {
        NoHome(Path folder) {
            super(
                    folder + " is no home: a home has the folders config/ and routes/; make one with: init " + folder,
                    null,
                    false,
                    false);
        }
    }
}
