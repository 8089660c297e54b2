package org.caravanserai.master;

import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.caravanserai.canonical.Kind;
import org.caravanserai.parser.Nearest;

/** Finds the key somebody probably meant among those that begin alike. One for each transaction: a file full of wrong keys asks few times. */
final class NearKeys {
    private static final int QUESTIONS = 20;
    private static final int KEYS = 100;

    private final Workset work;
    private int asked;

    NearKeys(Workset work) {
        this.work = work;
    }

    /** {@code "; did you mean 'C-10042'?"} or nothing. */
    String hint(Kind kind, String wrong) throws SQLException {
        if (wrong.isEmpty() || asked++ >= QUESTIONS) {
            return "";
        }
        var candidates = new LinkedHashSet<String>();
        behind(kind, wrong.substring(0, wrong.length() / 2), candidates);
        behind(kind, wrong.substring(0, Math.max(0, wrong.length() - 2)), candidates);
        return Nearest.hint(wrong, candidates);
    }

    private void behind(Kind kind, String beginning, Set<String> into) throws SQLException {
        into.addAll(Tables.GOLDENS.keysByKey(work.tx(), kind.code(), beginning, KEYS));
    }
}
