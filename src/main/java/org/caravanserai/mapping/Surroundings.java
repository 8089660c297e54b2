package org.caravanserai.mapping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.caravanserai.canonical.Model;
import org.caravanserai.home.Company;
import org.caravanserai.home.Home;
import org.caravanserai.home.HomeFile;
import org.caravanserai.home.Prices;
import org.caravanserai.home.Tables;

/**
 * What maps are compiled against.
 *
 * @param company null in tests that need no zones
 * @param maps all map files by name, {@code <system>/<map>}
 * @param file content of a file below {@code mappings/} by its path there, empty when there is none
 */
public record Surroundings(
        Model model,
        Company company,
        Tables tables,
        Prices prices,
        Map<String, HomeFile> maps,
        Function<String, Optional<byte[]>> file) {
    public Surroundings {
        Objects.requireNonNull(model);
        Objects.requireNonNull(tables);
        Objects.requireNonNull(prices);
        Objects.requireNonNull(maps);
        Objects.requireNonNull(file);
    }

    /** Those of an installation. */
    public static Surroundings of(Home home) {
        return new Surroundings(
                home.model(), home.company(), home.tables(), home.prices(), home.maps(), path -> file(home, path));
    }

    /** These, with other rows in the place of tables of the same name. */
    public Surroundings with(Map<String, Tables.Table> fetched) {
        return fetched.isEmpty() ? this : new Surroundings(model, company, tables.with(fetched), prices, maps, file);
    }

    private static Optional<byte[]> file(Home home, String path) {
        if (path.startsWith("/") || path.contains("..")) {
            return Optional.empty();
        }
        var own = home.folder().resolve("mappings").resolve(path);
        try {
            if (Files.isRegularFile(own)) {
                return Optional.of(Files.readAllBytes(own));
            }
            try (var shipped = Surroundings.class.getClassLoader().getResourceAsStream("library/mappings/" + path)) {
                return shipped == null ? Optional.empty() : Optional.of(shipped.readAllBytes());
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
