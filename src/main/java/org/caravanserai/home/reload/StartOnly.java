package org.caravanserai.home.reload;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.caravanserai.home.Company;
import org.caravanserai.home.Home;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problem;
import org.caravanserai.parser.YamlMap;

/** Settings that are read once, at the start: what was opened, promised or counted by them cannot change under way. */
final class StartOnly {
    private static final String FILE = "config/hub.yaml";

    private StartOnly() {}

    /** An error for each of them that has changed. */
    static List<Problem> changes(Home now, Home next) {
        var problems = new ArrayList<Problem>();
        var old = now.company();
        var company = next.company();
        compare(next, "type", old.type(), company.type(), problems);
        compare(next, "timeZone", old.timeZone(), company.timeZone(), problems);
        compare(next, "outbound", old.allowPrivate(), company.allowPrivate(), problems);
        compare(next, "mail", old.redirectMail(), company.redirectMail(), problems);
        compare(
                next,
                "retention",
                old.retention().conversations(),
                company.retention().conversations(),
                problems);
        var kafka = company.kafka();
        compare(
                next,
                "kafka",
                true,
                old.kafka() == null ? kafka == null : old.kafka().same(kafka),
                problems);
        // The usual durability follows from the type, which is said already.
        if (old.type() == company.type()) {
            compare(next, "database", database(old), database(company), problems);
        }
        return problems;
    }

    private static List<Object> database(Company company) {
        var database = company.database();
        var parts = new ArrayList<Object>();
        parts.add(database.url());
        parts.add(database.user());
        parts.add(database.password());
        parts.add(database.durability());
        return parts;
    }

    private static void compare(Home next, String key, Object old, Object now, List<Problem> problems) {
        if (!Objects.equals(old, now)) {
            problems.add(Problem.error(
                    at(next, key),
                    ReloadCode.RESTART.code(),
                    "'" + key + "' is read at the start only; put back what stood there, or start the hub again"));
        }
    }

    private static Position at(Home home, String key) {
        return home.effective().get(FILE) instanceof YamlMap map
                ? map.get(key).map(node -> node.at()).orElse(map.at())
                : Position.of(FILE);
    }
}
