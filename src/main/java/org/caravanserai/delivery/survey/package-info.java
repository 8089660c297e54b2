/**
 * Purpose: what partners hold: lists read whole or not at all, compared with what was sent, adopted by rule.
 * May import: delivery.hold to delivery.plan, pillars and base.
 * Face: {@link org.caravanserai.delivery.survey.Surveys}, {@link org.caravanserai.delivery.survey.Survey}.
 */
package org.caravanserai.delivery.survey;
