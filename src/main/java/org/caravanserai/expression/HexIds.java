package org.caravanserai.expression;

/** The function {@code hexId} for whoever names things without an expression. */
public final class HexIds {
    private HexIds() {}

    /** 32 hex digits that are always the same for a text: its name-based UUID (RFC 9562, version 5) in the name space 'caravanserai'. */
    public static String of(String text) {
        return CodeFunctions.hexId(text);
    }
}
