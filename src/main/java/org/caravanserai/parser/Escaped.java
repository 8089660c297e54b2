package org.caravanserai.parser;

import org.caravanserai.canonical.Finding;

/** Foreign text in a message: cut to 100 characters, control characters escaped. */
final class Escaped {
    private Escaped() {}

    static String cut(String raw) {
        return Finding.cut(raw);
    }
}
