package org.caravanserai.expression;

/**
 * Where a value is found at run time.
 *
 * @param frame -1 = the slots of the record; otherwise the host's list element {@link Run#item(int, Object[])} of this
 * number
 * @param slot index into the slots or into the element
 * @param type never null
 * @param element names of one element when the type is a list of structs, else null; their slots count inside the
 * element's {@code Object[]}
 */
public record Variable(int frame, int slot, Type type, Names element) {
    /** A value in a slot of the record (or, given by {@link #element()}, of the list element). */
    public static Variable of(int slot, Type type) {
        return new Variable(-1, slot, type, null);
    }

    /** A list of structs. */
    public static Variable list(int slot, Type.Struct item, Names element) {
        return new Variable(-1, slot, new Type.ListOf(item), element);
    }

    /** The same value, read from a list element that the host iterates over. */
    public Variable in(int hostFrame) {
        return new Variable(hostFrame, slot, type, element);
    }
}
