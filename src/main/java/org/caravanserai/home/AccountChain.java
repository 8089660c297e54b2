package org.caravanserai.home;

import java.util.ArrayList;
import java.util.List;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlScalar;

/** What an account takes over, which its record does not tell any more. */
public final class AccountChain {
    private static final int DEEPEST = 10;

    private AccountChain() {}

    /** Names behind {@code extends}, the nearest first: accounts, then packs. Empty when it extends nothing. */
    public static List<String> of(Home home, String account) {
        var chain = new ArrayList<String>();
        var name = account;
        while (name != null && chain.size() < DEEPEST) {
            var file = home.files().get("config/accounts/" + name + ".yaml");
            name = file != null && file.tree() instanceof YamlMap map
                    ? map.get("extends")
                            .filter(YamlScalar.class::isInstance)
                            .map(node -> ((YamlScalar) node).text())
                            .orElse(null)
                    : null;
            if (name != null) {
                chain.add(name);
            }
        }
        return List.copyOf(chain);
    }
}
