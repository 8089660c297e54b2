package org.caravanserai.punchout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.home.Account;
import org.caravanserai.home.Tables;

/**
 * Our codes in the buyer's words and back: units and classifications of an account. Without a table both speak the
 * same; with one, only what stands in it is known.
 */
public final class CodeTable {
    /** The table of an account without one. */
    public static final CodeTable SAME = new CodeTable(null, null);

    private final Map<String, String> out;
    private final Map<String, String> in;

    private CodeTable(Map<String, String> out, Map<String, String> in) {
        this.out = out;
        this.in = in;
    }

    /**
     * @param table first column our code, second column the buyer's; where several of ours have the same code of the
     *     buyer, the first row is meant on the way in
     */
    public static CodeTable of(Tables.Table table) {
        var out = new HashMap<String, String>();
        var in = new HashMap<String, String>();
        var column = table.columns().size() < 2 ? table.key() : table.columns().get(1);
        for (var ours : table.keys()) {
            var theirs = table.columns().size() < 2 ? ours : table.cell(ours, column);
            if (theirs != null) {
                out.put(ours, theirs);
                in.putIfAbsent(theirs, ours);
            }
        }
        return new CodeTable(Map.copyOf(out), Map.copyOf(in));
    }

    /** The units of an account. */
    public static CodeTable units(Account account, Tables tables) {
        return account.units() == null
                ? SAME
                : tables.of(account.units()).map(CodeTable::of).orElse(SAME);
    }

    /**
     * The classification an account wants.
     *
     * @param system the domain of the code
     */
    public record Classes(String system, CodeTable table) {
        /** Of an account; UNSPSC with our own codes when it says nothing. */
        public static Classes of(Account account, Tables tables) {
            var wanted = account.classification();
            if (wanted == null) {
                return new Classes("UNSPSC", SAME);
            }
            var table = wanted.table() == null
                    ? SAME
                    : tables.of(wanted.table()).map(CodeTable::of).orElse(SAME);
            return new Classes(wanted.system(), table);
        }

        /** Our category in the buyer's words; UNSPSC without dots and hyphens, its first eight digits. */
        public Optional<Cart.Code> code(String ours) {
            return table.theirs(ours).map(code -> new Cart.Code(system, system.equals("UNSPSC") ? eight(code) : code));
        }

        private static String eight(String code) {
            var digits = code.replaceAll("[. -]", "");
            return digits.substring(0, Math.min(8, digits.length()));
        }
    }

    /** Our code as the buyer calls it. */
    public Optional<String> theirs(String ours) {
        return out == null ? Optional.ofNullable(ours) : Optional.ofNullable(out.get(ours));
    }

    /** The buyer's code as we call it; blanks around it do not count. */
    public Optional<String> ours(String theirs) {
        if (theirs == null) {
            return Optional.empty();
        }
        return in == null ? Optional.of(theirs.strip()) : Optional.ofNullable(in.get(theirs.strip()));
    }

    /** Which of these codes of ours the buyer has no word for: an error when the account is loaded, not when it is used. */
    public List<String> missing(Iterable<String> ours) {
        var missing = new ArrayList<String>();
        for (var code : ours) {
            if (theirs(code).isEmpty()) {
                missing.add(code);
            }
        }
        return missing;
    }
}
