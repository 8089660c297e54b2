/**
 * Purpose: operations called at a partner, what its answers mean, and answers rehearsed from recordings.
 * May import: delivery.hold, delivery.wanted, pillars and base.
 * Face: {@link org.caravanserai.delivery.answer.Calls}, {@link org.caravanserai.delivery.answer.Rehearsals}.
 */
package org.caravanserai.delivery.answer;
