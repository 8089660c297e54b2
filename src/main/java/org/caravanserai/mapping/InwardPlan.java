package org.caravanserai.mapping;

/**
 * One compiled inward entry.
 *
 * @param eval gives a canonical value, null = missing, {@link ScalarCheck#BAD} = left out
 * @param constant true when the value does not come from the row
 */
record InwardPlan(Left left, Eval eval, boolean required, boolean constant) {}
