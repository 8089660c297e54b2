package org.caravanserai.ledger;

/**
 * What settling a range changed.
 *
 * @param created items that are wanted and were not at the partner
 * @param updated items whose content differs from what was wanted before
 * @param leaving items that are no longer wanted at the partner
 * @param held items that are held now and were not before
 * @param unchanged items nothing was written for
 */
public record Settled(int created, int updated, int leaving, int held, int unchanged) {
    /** Nothing happened. */
    public static final Settled NOTHING = new Settled(0, 0, 0, 0, 0);

    /** The sum of two ranges. */
    public Settled plus(Settled other) {
        return new Settled(
                created + other.created,
                updated + other.updated,
                leaving + other.leaving,
                held + other.held,
                unchanged + other.unchanged);
    }

    /** Rows were written. */
    public boolean changed() {
        return created + updated + leaving + held > 0;
    }
}
