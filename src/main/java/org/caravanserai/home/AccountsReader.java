package org.caravanserai.home;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.home.setting.FileKind;
import org.caravanserai.home.setting.Mention;
import org.caravanserai.home.setting.TreeCheck;
import org.caravanserai.parser.Problems;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlNode;

/** Reads the accounts over the packs of the library. */
final class AccountsReader {
    private final ConfigTree tree;
    private final Problems problems;
    private final List<Mention> mentions;
    private final Map<String, YamlNode> packs = new LinkedHashMap<>();

    AccountsReader(HomeFile packs, ConfigTree tree, Problems problems, List<Mention> mentions) {
        this.tree = tree;
        this.problems = problems;
        this.mentions = mentions;
        if (packs != null && packs.tree() instanceof YamlMap map) {
            new TreeCheck(problems, mentions, FileKind.Mode.PATCH).check(map, AccountFile.PACKS_SHAPE);
            map.entries().forEach(entry -> this.packs.put(entry.key(), entry.value()));
        }
    }

    /** By name. */
    Map<String, Account> read(Tables tables, Map<String, Connector> connectors, Set<String> maps) {
        var accounts = new LinkedHashMap<String, Account>();
        tree.folder(EnvironmentFile.ACCOUNTS, packs).forEach((name, node) -> {
            new TreeCheck(problems, mentions, FileKind.Mode.WHOLE).check(node, AccountFile.SHAPE);
            accounts.put(name, AccountFile.read(name, node));
        });
        new AccountCheck(tables, connectors, maps, problems).check(accounts.values(), tree.effective());
        return Collections.unmodifiableMap(accounts);
    }

    /** What an account may extend. */
    List<String> names(List<String> accounts) {
        var names = new ArrayList<>(accounts);
        names.addAll(packs.keySet());
        return names;
    }
}
