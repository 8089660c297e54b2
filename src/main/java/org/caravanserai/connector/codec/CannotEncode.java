package org.caravanserai.connector.codec;

/**
 * The request cannot be written. The text is for people and holds no secret; values in it are cut.
 */
public final class CannotEncode extends RuntimeException {
    private final boolean item;

    private CannotEncode(boolean item, String text) {
        super(text, null, false, false);
        this.item = item;
    }

    /** An item's own values are the reason. */
    public static CannotEncode item(String text) {
        return new CannotEncode(true, text);
    }

    /** Descriptor or connection are the reason: no item can be sent. */
    public static CannotEncode channel(String text) {
        return new CannotEncode(false, text);
    }

    /** True when another item might do. */
    public boolean item() {
        return item;
    }
}
