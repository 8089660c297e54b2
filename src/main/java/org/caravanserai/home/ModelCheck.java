package org.caravanserai.home;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import org.caravanserai.canonical.Kind;
import org.caravanserai.canonical.Model;
import org.caravanserai.home.setting.HomeCode;
import org.caravanserai.parser.Nearest;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlNode;

/** What zones, the model, price lists and grids must agree with. */
final class ModelCheck {
    private final Company company;
    private final Model model;
    private final Prices prices;
    private final Tables tables;
    private final Problems problems;

    ModelCheck(Company company, Model model, Prices prices, Tables tables, Problems problems) {
        this.company = company;
        this.model = model;
        this.prices = prices;
        this.tables = tables;
        this.problems = problems;
    }

    /**
     * @param hub tree of config/hub.yaml
     * @param products tree of config/model/products.yaml
     * @param purposes names {@code required} may use beside scopes: channels and systems
     */
    void check(YamlNode hub, YamlNode products, Collection<String> purposes) {
        zones(SourceCheck.child(hub, "zones"));
        database(SourceCheck.child(hub, "database"));
        required(SourceCheck.child(products, "required"), purposes);
        if (SourceCheck.child(products, "families") instanceof YamlMap families) {
            families.entries().forEach(family -> required(SourceCheck.child(family.value(), "required"), purposes));
        }
        trust(SourceCheck.child(products, "trust"));
        prices.lists().values().forEach(this::list);
        prices.grids().values().forEach(this::grid);
    }

    private void zones(YamlNode written) {
        for (var zone : company.zones().values()) {
            var seen = new HashSet<String>();
            for (var at = zone;
                    at != null && at.within() != null;
                    at = company.zones().get(at.within())) {
                if (!seen.add(at.name())) {
                    problems.error(
                            zone.position(),
                            HomeCode.CIRCLE.code(),
                            "the zone '" + zone.name() + "' lies within itself; break the circle");
                    break;
                }
            }
            if (SourceCheck.child(SourceCheck.child(written, zone.name()), "countries") == null
                    && zone.within() == null) {
                problems.error(zone.position(), HomeCode.MISSING_KEY.code(), "a zone needs 'countries' or 'within'");
            }
        }
    }

    private void database(YamlNode node) {
        var url = SourceCheck.child(node, "url");
        var text = company.database().url();
        if (url != null && !text.startsWith("jdbc:postgresql:") && !Secrets.isReference(text)) {
            problems.error(
                    url.at(),
                    HomeCode.WRONG_VALUE.code(),
                    "only PostgreSQL is reached by an address, e.g. jdbc:postgresql://db.example/hub; without 'url' an H2 file is used");
        } else if (url != null && company.database().user() == null) {
            problems.error(
                    node.at(),
                    HomeCode.MISSING_KEY.code(),
                    "a PostgreSQL database needs the key 'user', e.g. user: hub");
        }
    }

    private void required(YamlNode node, Collection<String> purposes) {
        if (node instanceof YamlMap map) {
            var known = new LinkedHashSet<>(purposes);
            known.addAll(model.scopes());
            for (var entry : map.entries()) {
                if (!entry.key().equals("*") && !known.contains(entry.key())) {
                    problems.error(
                            entry.keyAt(),
                            HomeCode.UNKNOWN_NAME.code(),
                            "'" + entry.key() + "' is no channel, system or scope" + Nearest.hint(entry.key(), known));
                }
            }
        }
    }

    private void trust(YamlNode node) {
        if (node instanceof YamlMap map) {
            for (var entry : map.entries()) {
                trust(entry.key(), entry.keyAt());
            }
        }
    }

    private void trust(String key, Position at) {
        var known = new LinkedHashSet<String>();
        for (var kind : Kind.values()) {
            known.addAll(model.of(kind).attributes().keySet());
            known.addAll(model.of(kind).sections().keySet());
        }
        int dot = key.indexOf('.');
        var code = dot < 0 ? key : key.substring(0, dot);
        if (!key.equals("*") && !known.contains(code)) {
            problems.error(
                    at,
                    HomeCode.UNKNOWN_NAME.code(),
                    "'" + code + "' is no attribute of the model" + Nearest.hint(code, known));
        } else if (dot >= 0 && !model.locales().contains(key.substring(dot + 1))) {
            problems.error(
                    at,
                    HomeCode.UNKNOWN_NAME.code(),
                    "there is no locale '" + key.substring(dot + 1) + "' (declared in config/hub.yaml, locales)"
                            + Nearest.hint(key.substring(dot + 1), model.locales()));
        }
    }

    private void list(Prices.PriceList list) {
        if ((list.source() == null) == (list.base() == null)) {
            wrong(
                    list.position(),
                    "the price list '" + list.name()
                            + "' has either 'source' (amounts arrive) or 'base' (they derive)");
            return;
        }
        if (list.validFrom() != null
                && list.validTo() != null
                && !list.validFrom().isBefore(list.validTo())) {
            wrong(list.position(), "validTo is exclusive and must lie after validFrom");
        }
        if (list.base() == null) {
            if (list.factor() != null || list.rate() != null || list.grid() != null) {
                wrong(
                        list.position(),
                        "discounts, factor and rate belong to a list with a base; amounts that arrive are taken as they are");
            }
        } else if (!circle(list)) {
            derived(list);
        }
        if (list.name().equals(list.replaces())) {
            wrong(list.position(), "a price list cannot replace itself");
        }
    }

    private boolean circle(Prices.PriceList list) {
        var seen = new HashSet<String>();
        for (var at = list; at != null && at.base() != null; at = prices.lists().get(at.base())) {
            if (!seen.add(at.name())) {
                wrong(list.position(), "the price list '" + list.name() + "' derives from itself; break the circle");
                return true;
            }
        }
        return false;
    }

    private void derived(Prices.PriceList list) {
        var base = prices.lists().get(list.base());
        if (base == null) {
            return;
        }
        boolean other = !base.currency().equals(list.currency());
        if (other && list.rate() == null) {
            wrong(
                    list.position(),
                    "'" + list.name() + "' is in " + list.currency() + ", its base in " + base.currency()
                            + "; give the rate, e.g. rate: \"0.97\"");
        } else if (!other && list.rate() != null) {
            wrong(list.position(), "a rate is for another currency than that of the base; use factor");
        }
        var grid = prices.grids().get(list.grid());
        if (grid != null) {
            tables.of(grid.table())
                    .filter(table -> !table.columns().contains(list.level()))
                    .ifPresent(table -> wrong(
                            list.position(),
                            "the table '" + table.name() + "' has no column '" + list.level() + "'"
                                    + Nearest.hint(list.level(), table.columns()) + " ("
                                    + String.join(", ", table.columns()) + ")"));
        }
    }

    private void grid(Prices.Grid grid) {
        var table = tables.of(grid.table());
        if (table.isPresent() && table.get().columns().size() < 2) {
            wrong(grid.position(), "the table '" + grid.table() + "' needs a column for each level beside its key");
        }
    }

    private void wrong(Position at, String text) {
        problems.error(at, HomeCode.PRICES.code(), text);
    }
}
