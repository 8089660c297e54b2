package org.caravanserai.home;

import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.Kind;
import org.caravanserai.canonical.Model;
import org.caravanserai.home.setting.HomeCode;
import org.caravanserai.home.setting.Mention;
import org.caravanserai.home.setting.NameOf;
import org.caravanserai.parser.Nearest;
import org.caravanserai.parser.Problems;

/** Looks up every name a file uses. */
final class NameCheck {
    private final Map<NameOf, Set<String>> known = new EnumMap<>(NameOf.class);

    NameCheck(Company company, Model model, Prices prices, Assortments assortments, Tables tables) {
        known.put(NameOf.TEAM, company.teams().keySet());
        known.put(NameOf.SELLER, company.sellers().keySet());
        known.put(NameOf.ZONE, company.zones().keySet());
        known.put(NameOf.LOCALE, new LinkedHashSet<>(company.locales()));
        known.put(NameOf.WAREHOUSE, company.warehouses().keySet());
        known.put(NameOf.PRICE_LIST, prices.lists().keySet());
        known.put(NameOf.GRID, prices.grids().keySet());
        known.put(NameOf.ASSORTMENT, assortments.byName().keySet());
        known.put(NameOf.SCOPE, new LinkedHashSet<>(model.scopes()));
        var tableNames = new LinkedHashSet<>(tables.byName().keySet());
        tableNames.add(ModelReader.FAMILIES);
        known.put(NameOf.TABLE, tableNames);
        var products = model.of(Kind.PRODUCTS);
        var attributes = new LinkedHashSet<>(products.attributes().keySet());
        attributes.addAll(products.sections().keySet());
        attributes.add(Kind.PRODUCTS.keyField());
        known.put(NameOf.ATTRIBUTE, attributes);
    }

    NameCheck with(NameOf names, Collection<String> values) {
        known.put(names, new LinkedHashSet<>(values));
        return this;
    }

    /** Names that would be declared in a file nobody could read: they may be right. */
    NameCheck without(Collection<String> unreadable) {
        for (var names : NameOf.values()) {
            if (unreadable.stream().anyMatch(path -> names.place().startsWith(path))) {
                known.remove(names);
            }
        }
        return this;
    }

    void check(Collection<Mention> mentions, Problems problems) {
        for (var mention : mentions) {
            var names = known.get(mention.names());
            if (names != null && !names.contains(mention.text()) && !open(mention, names)) {
                problems.error(
                        mention.at(),
                        HomeCode.UNKNOWN_NAME.code(),
                        "there is no " + mention.names().word() + " '" + Finding.cut(mention.text()) + "' (declared in "
                                + mention.names().place() + ")" + hint(mention.text(), names));
            }
        }
    }

    /** Warehouses are data unless hub.yaml names them; a table with a folder is fetched from a partner; "*" in an environment is every channel. */
    private static boolean open(Mention mention, Set<String> names) {
        return switch (mention.names()) {
            case WAREHOUSE -> names.isEmpty();
            case TABLE -> mention.text().contains("/");
            case CHANNEL -> mention.text().equals(EnvironmentFile.ALL);
            case TEAM,
                    SELLER,
                    ZONE,
                    LOCALE,
                    SOURCE,
                    SYSTEM,
                    ACCOUNT,
                    BRAND,
                    PRICE_LIST,
                    GRID,
                    ASSORTMENT,
                    SCOPE,
                    ATTRIBUTE -> false;
        };
    }

    private static String hint(String text, Set<String> names) {
        var near = Nearest.hint(text, names);
        if (!near.isEmpty() || names.isEmpty() || names.size() > 12) {
            return near;
        }
        return "; there is " + String.join(", ", names);
    }
}
