package org.caravanserai.punchout.shop;

import java.util.List;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.Kind;
import org.caravanserai.home.FileChecker;
import org.caravanserai.home.Home;
import org.caravanserai.home.setting.HomeCode;
import org.caravanserai.mapping.MappingSet;
import org.caravanserai.mapping.Surroundings;
import org.caravanserai.parser.Nearest;
import org.caravanserai.parser.Problem;
import org.caravanserai.parser.Problems;

/** Checks the maps of carts as accounts use them: each fills fields the protocol has and a map may fill. */
public final class CartRules implements FileChecker {
    @Override
    public List<Problem> check(Home home) {
        var problems = new Problems();
        var world = Surroundings.of(home);
        for (var account : home.accounts().values()) {
            var found = new Problems();
            var locale = home.brand(account.brand()).locales().get(0);
            var mapping = MappingSet.of(world, Kind.PRODUCTS)
                    .add(account.cart().map(), Goods.buyer(home, account.name(), null, locale), Goods.NOTHING, found);
            // What is wrong with the map itself has been said by the check of maps.
            mapping.ifPresent(map -> map.fields().stream()
                    .filter(field -> !CartWords.known(account.protocol(), field))
                    .forEach(field -> problems.error(
                            map.at(field).orElse(account.position()),
                            HomeCode.ACCOUNT.code(),
                            "'" + Finding.cut(field) + "' is nothing a map of carts may fill for " + account.name()
                                    + " ("
                                    + String.join(", ", CartWords.all(account.protocol())) + ")"
                                    + Nearest.hint(field, CartWords.all(account.protocol())))));
        }
        return problems.sorted();
    }
}
