package org.caravanserai.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.canonical.Kind;
import org.caravanserai.expression.Host;
import org.caravanserai.home.Channel;
import org.caravanserai.home.FileChecker;
import org.caravanserai.home.Home;
import org.caravanserai.home.HomeFile;
import org.caravanserai.parser.Problem;
import org.caravanserai.parser.Problems;

/**
 * Checks every map of a home as it will run: an outward map for each channel and language that uses it, an inward one in the dialect of each
 * source, an answer map by itself; a map nobody uses in the languages of the company.
 */
public final class Maps implements FileChecker {
    /** Answers the functions that only a running hub can: enough to check an expression. */
    private static final Host CHECKING = new Host() {
        @Override
        public Optional<Call> bind(String function, List<Object> constants) {
            return Set.of("inAssortment", "missingRequired").contains(function)
                    ? Optional.of((arguments, slots, run) -> null)
                    : Optional.empty();
        }
    };

    @Override
    public List<Problem> check(Home home) {
        var world = Surroundings.of(home);
        // Each map is compiled by itself: on every core there is.
        return home.maps().keySet().parallelStream()
                .flatMap(name -> check(home, world, name).stream())
                .distinct()
                .toList();
    }

    private static List<Problem> check(Home home, Surroundings world, String name) {
        var problems = new Problems();
        var file = new MapReader(home.maps(), problems).read(name);
        if (problems.failed() || file.isEmpty()) {
            return problems.sorted();
        }
        if (file.get().outward()) {
            users(home, name)
                    .forEach(user -> problems.addAll(outward(world, file.get().kind(), name, user)));
        } else if (file.get().way() == MapFile.Way.ACK) {
            AckMap.compile(world, name, problems);
        } else if (file.get().way() == MapFile.Way.ORDER) {
            OrderMap.compile(world, name, problems);
        } else {
            dialects(home, name).forEach(dialect -> problems.addAll(inward(world, name, dialect)));
        }
        return problems.sorted();
    }

    /** Who uses a map; channel and stream are null when nobody does. */
    private record User(Circumstances who, Channel channel, Channel.Stream stream) {}

    private static List<Problem> outward(Surroundings world, Kind kind, String name, User user) {
        var problems = new Problems();
        var mapping = MappingSet.of(world, kind).add(name, user.who(), CHECKING, problems);
        if (user.channel() != null) {
            mapping.ifPresent(map -> map.checkRemotes(user.channel(), user.stream(), problems));
        }
        return problems.sorted();
    }

    private static List<Problem> inward(Surroundings world, String name, Dialect dialect) {
        var problems = new Problems();
        InwardMap.compile(world, name, dialect, problems);
        return problems.sorted();
    }

    private static List<User> users(Home home, String map) {
        var all = new ArrayList<User>();
        for (var channel : home.channels().values()) {
            for (var stream : channel.streams().values()) {
                if (map.equals(stream.map())) {
                    if (stream.perLocale()) {
                        channel.locales()
                                .forEach(locale ->
                                        all.add(new User(Circumstances.of(channel, locale), channel, stream)));
                    } else {
                        all.add(new User(Circumstances.of(channel, null), channel, stream));
                    }
                }
            }
        }
        // The list an account pays by is its company's, which is data.
        home.accounts().values().stream()
                .filter(account -> map.equals(account.cart().map()))
                .forEach(account -> all.add(new User(
                        Circumstances.buyer(account.name(), home.company().locales(), null), null, null)));
        // A shipped map may need prices or tables this home does not have; it is checked once a channel uses it.
        boolean shipped = home.maps().get(map).origin() == HomeFile.Origin.LIBRARY;
        return all.isEmpty() && !shipped ? List.of(new User(unused(home), null, null)) : all;
    }

    /** A map that no channel uses is checked as for a channel with whatever the home has. */
    private static Circumstances unused(Home home) {
        var locale = home.company().mainLocale();
        var list = home.prices().lists().values().stream().findFirst();
        return new Circumstances(
                "none",
                home.company().zones().keySet().stream().findFirst().orElse(null),
                null,
                locale,
                home.company().locales(),
                null,
                null,
                list.map(found -> found.name()).orElse(null),
                null,
                List.of(),
                java.math.BigDecimal.ZERO,
                "https://shop.example/");
    }

    private static Set<Dialect> dialects(Home home, String map) {
        Map<Dialect, Boolean> all = new LinkedHashMap<>();
        home.sources()
                .values()
                .forEach(source -> source.entities().values().stream()
                        .filter(entity -> map.equals(entity.map()))
                        .forEach(entity -> all.put(
                                Dialect.of(entity.format(), home.company().timeZone()), true)));
        return all.isEmpty() ? Set.of(Dialect.PLAIN) : all.keySet();
    }
}
